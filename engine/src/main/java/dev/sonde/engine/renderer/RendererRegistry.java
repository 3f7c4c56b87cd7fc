package dev.sonde.engine.renderer;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.renderer.libcxx.LibcxxRenderers;
import dev.sonde.engine.renderer.libstdcxx.LibstdcxxRenderers;
import dev.sonde.engine.renderer.rust.RustRenderers;
import dev.sonde.engine.value.Renderers;
import dev.sonde.engine.value.StructType;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The renderers of a session: the debugger's own and those of the jars that the user named, each enabled or not. */
public final class RendererRegistry {
    private static final int MAX_CLASSES = 10_000;

    private final List<Group> groups = new ArrayList<>();
    private final Map<StructType, Optional<Renderer>> chosen = new ConcurrentHashMap<>();

    /** The renderers of one provider. */
    public static final class Group {
        private final String name;
        private final List<Entry> entries;

        private Group(RendererProvider provider) {
            name = provider.name();
            entries = provider.renderers().stream()
                    .map(Entry::new)
                    .sorted(Comparator.comparing(entry -> entry.name()))
                    .toList();
        }

        /** The provider's name. */
        public String name() {
            return name;
        }

        /** By name. */
        public List<Entry> entries() {
            return entries;
        }
    }

    /** A renderer that is enabled or not. */
    public static final class Entry {
        private final Renderer renderer;
        private volatile boolean enabled = true;

        private Entry(Renderer renderer) {
            this.renderer = renderer;
        }

        /** The renderer's name. */
        public String name() {
            return renderer.name();
        }

        /** Whether it is used. */
        public boolean isEnabled() {
            return enabled;
        }
    }

    /** The debugger's own, and those of the providers on its module path; they are looked for when the first is needed. */
    public RendererRegistry() {}

    private synchronized List<Group> known() {
        if (groups.isEmpty()) {
            for (RendererProvider provider :
                    List.of(LibstdcxxRenderers.PROVIDER, LibcxxRenderers.PROVIDER, RustRenderers.PROVIDER)) {
                groups.add(new Group(provider));
            }
            add(ServiceLoader.load(RendererProvider.class, RendererRegistry.class.getClassLoader()));
        }
        return groups;
    }

    /**
     * Adds the providers of a jar, before all others.
     *
     * @return their names
     * @throws DebugException if there are none, or they cannot be used
     */
    public List<String> load(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new DebugException(jar + ": No such file or directory.");
        }
        try {
            URL[] place = {jar.toUri().toURL()};
            // Stays open as long as the session: classes are loaded from it when they are first needed.
            URLClassLoader loader = new URLClassLoader(place, RendererRegistry.class.getClassLoader());
            List<String> added = add(ServiceLoader.load(RendererProvider.class, loader));
            if (added.isEmpty()) {
                loader.close();
                throw new DebugException(jar + " has no " + RendererProvider.class.getName());
            }
            return added;
        } catch (IOException | ServiceConfigurationError e) {
            throw new DebugException("The renderers of " + jar + " cannot be used: " + e.getMessage(), e);
        }
    }

    private List<String> add(ServiceLoader<RendererProvider> providers) {
        List<String> names = new ArrayList<>();
        List<Group> added = new ArrayList<>();
        for (RendererProvider provider : providers) {
            // A jar's loader also finds what the debugger's own finds.
            if (known().stream().noneMatch(group -> group.name.equals(provider.name()))) {
                added.add(new Group(provider));
                names.add(provider.name());
            }
        }
        known().addAll(0, added);
        chosen.clear();
        return names;
    }

    /** Those of the last jar first. */
    public List<Group> groups() {
        return List.copyOf(known());
    }

    /**
     * Enables or disables renderers.
     *
     * @return how many were not so before
     */
    public int enable(boolean enabled, Predicate<Group> group, Predicate<Entry> entry) {
        int changed = 0;
        for (Group each : known()) {
            if (group.test(each)) {
                for (Entry one : each.entries) {
                    if (one.enabled != enabled && entry.test(one)) {
                        one.enabled = enabled;
                        changed++;
                    }
                }
            }
        }
        chosen.clear();
        return changed;
    }

    /** What is known of objects of the program that {@code context} is of. */
    public Renderers in(ExpressionContext context) {
        return new ProgramRenderers(this, context);
    }

    Optional<Renderer> of(StructType type) {
        Optional<Renderer> known = chosen.get(type);
        if (known != null) {
            return known;
        }
        if (chosen.size() > MAX_CLASSES) {
            chosen.clear();
        }
        Optional<Renderer> found = known().stream()
                .flatMap(group -> group.entries.stream())
                .filter(entry -> entry.enabled && entry.renderer.accepts(type))
                .map(entry -> entry.renderer)
                .findFirst();
        chosen.put(type, found);
        return found;
    }
}
