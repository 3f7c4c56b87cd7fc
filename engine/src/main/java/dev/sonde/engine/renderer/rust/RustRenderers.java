package dev.sonde.engine.renderer.rust;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Renderer;
import dev.sonde.engine.renderer.RendererProvider;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The types of Rust's standard library, in the words of the printers for gdb that come with the compiler. */
public final class RustRenderers implements RendererProvider {
    /** The one that is needed. */
    public static final RendererProvider PROVIDER = new RustRenderers();

    private RustRenderers() {}

    /** A renderer of the types whose names match. */
    private record Matching(String name, Pattern pattern, Function<ObjectView, Rendering> meaning) implements Renderer {
        @Override
        public boolean accepts(StructType type) {
            return type.language() == SourceLanguage.RUST
                    && pattern.matcher(type.tag()).matches();
        }

        @Override
        public Rendering render(ObjectView object) {
            return meaning.apply(object);
        }
    }

    @Override
    public String name() {
        return "rust";
    }

    @Override
    public List<Renderer> renderers() {
        List<Renderer> all = new ArrayList<>();
        add(all, "StdString", "alloc::([a-z_]+::)+String", Strings::string);
        add(all, "StdStr", "&(mut )?str", Strings::slice);
        add(all, "StdOsString", "std::ffi::([a-z_]+::)+OsString", Strings::osString);
        add(all, "StdPathBuf", "std::([a-z_]+::)+PathBuf", path -> Strings.osString(path.member("inner")));
        add(all, "StdPath", "&(mut )?std::([a-z_]+::)+(Path|OsStr)", Strings::slice);
        add(all, "StdCString", "alloc::([a-z_]+::)+CString", Strings::cString);
        add(all, "StdCStr", "&core::([a-z_]+::)+CStr", Strings::cStr);
        add(all, "StdSlice", "&(mut )?\\[.+\\]", Sequential::slice);
        add(all, "StdVec", "alloc::([a-z_]+::)+Vec<.+>", Sequential::vec);
        add(all, "StdVecDeque", "alloc::([a-z_]+::)+VecDeque<.+>", Sequential::deque);
        add(all, "StdBTreeSet", "alloc::([a-z_]+::)+BTreeSet<.+>", BTrees::set);
        add(all, "StdBTreeMap", "alloc::([a-z_]+::)+BTreeMap<.+>", BTrees::map);
        add(all, "StdHashMap", "std::collections::([a-z_]+::)+HashMap<.+>", HashTables::map);
        add(all, "StdHashSet", "std::collections::([a-z_]+::)+HashSet<.+>", HashTables::set);
        add(all, "StdRc", "alloc::([a-z_]+::)+Rc<.+>", rc -> Shared.rc(rc, "Rc", "value"));
        add(all, "StdArc", "alloc::([a-z_]+::)+Arc<.+>", arc -> Shared.rc(arc, "Arc", "data"));
        add(all, "StdWeak", "alloc::([a-z_]+::)+Weak<.+>", Shared::weak);
        add(all, "StdCell", "core::([a-z_]+::)+Cell<.+>", Shared::cell);
        add(all, "StdRef", "core::([a-z_]+::)+Ref<.+>", Shared::ref);
        add(all, "StdRefMut", "core::([a-z_]+::)+RefMut<.+>", Shared::ref);
        add(all, "StdRefCell", "core::([a-z_]+::)+RefCell<.+>", Shared::refCell);
        add(all, "StdMutex", "std::sync::([a-z_]+::)+Mutex<.+>", Shared::mutex);
        add(all, "StdNonZeroNumber", "core::([a-z_]+::)+NonZero<.+>", Numbers::nonZero);
        add(all, "StdDuration", "core::time::Duration", Numbers::duration);
        return all;
    }

    private static void add(List<Renderer> all, String name, String pattern, Function<ObjectView, Rendering> meaning) {
        all.add(new Matching(name, Pattern.compile(pattern), meaning));
    }
}
