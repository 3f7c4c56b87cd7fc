package dev.sonde.engine.variable;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwLang;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.debuginfo.dwarf.index.EntryKind;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.expression.NameScope;
import dev.sonde.engine.expression.NearNames;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.type.EntryNames;
import dev.sonde.engine.type.Languages;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.value.EnumType;
import dev.sonde.engine.value.Method;
import dev.sonde.engine.value.ObjectModel;
import dev.sonde.engine.value.ObjectParts;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.SymbolKind;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names as the rules of C, C++ and Rust find them: from the innermost block out to the globals of every module. */
final class ProgramNames implements NameScope {
    private static final String ANONYMOUS = "(anonymous namespace)::";

    private final Variables variables;
    private final Modules modules;
    private final @Nullable FrameVariables local;
    private final @Nullable LoadedModule home;
    private final @Nullable InferiorThread thread;
    private final Optional<Memory> memory;
    private final ThisObject self;

    ProgramNames(
            Variables variables,
            Modules modules,
            @Nullable FrameVariables local,
            @Nullable LoadedModule home,
            @Nullable InferiorThread thread,
            Optional<Memory> memory) {
        this.variables = variables;
        this.modules = modules;
        this.local = local;
        this.home = home;
        this.thread = thread;
        this.memory = memory;
        self = new ThisObject(local, memory);
    }

    @Override
    public SourceLanguage language() {
        if (local != null) {
            return local.language();
        }
        return mainUnit().map(place -> Languages.of(place.unit().full())).orElse(SourceLanguage.C);
    }

    private record MainUnit(LoadedModule module, Unit unit) {}

    /** The unit that counts without a frame is that of main, which is found without reading all names. */
    private Optional<MainUnit> mainUnit() {
        return modules.symbolsNamed("main").stream()
                .findFirst()
                .flatMap(place -> place.module()
                        .source()
                        .flatMap(source -> source.unitAt(place.module().toFile(place.start())))
                        .map(unit -> new MainUnit(place.module(), unit)));
    }

    @Override
    public ObjectModel objects() {
        return new Vtables(this, modules, memory);
    }

    @Override
    public Optional<Value> value(String name) {
        if (local != null && name.indexOf(':') < 0) {
            Optional<Variable> found = local.find(name);
            if (found.isPresent()) {
                return Optional.of(valueOf(local, found.get()));
            }
            Optional<Value> enumerator = localEnumerator(local, name);
            if (enumerator.isPresent()) {
                return enumerator;
            }
            Optional<Value> member =
                    self.member(name, objects()).or(() -> self.method(name).flatMap(this::code));
            if (member.isPresent()) {
                return member;
            }
        }
        return global(name).or(() -> qualified(name));
    }

    @Override
    public Optional<Value> local(String name) {
        FrameVariables here = local;
        return here == null || name.indexOf(':') >= 0
                ? Optional.empty()
                : here.find(name).map(variable -> valueOf(here, variable));
    }

    @Override
    public Optional<Value> self() {
        return self.pointer();
    }

    @Override
    public List<NamedFunction> functions(String name, List<Type> arguments) {
        Map<Long, NamedFunction> found = new LinkedHashMap<>();
        for (String candidate : candidates(name)) {
            functionsNamed(candidate, found);
            if (!found.isEmpty()) {
                break;
            }
        }
        if (name.indexOf(':') < 0) {
            arguments.stream()
                    .flatMap(argument -> AssociatedScopes.of(argument).stream())
                    .distinct()
                    .forEach(scope -> functionsNamed(scope + name, found));
        }
        return List.copyOf(found.values());
    }

    private void functionsNamed(String name, Map<Long, NamedFunction> found) {
        for (LoadedModule module : searched(name)) {
            ModuleVariables descriptions = variables.descriptionsOrNull(module);
            if (descriptions == null) {
                continue;
            }
            for (Die die : descriptions.find(name, EntryKind.FUNCTION, unit())) {
                code(module, descriptions, die)
                        .filter(value -> value.type() instanceof Type.FunctionType)
                        .map(Value.Code.class::cast)
                        .ifPresent(code -> found.putIfAbsent(
                                code.address(), new NamedFunction(name, (Type.FunctionType) code.type(), code)));
            }
        }
    }

    @Override
    public boolean hidesType(String name) {
        if (local != null && name.indexOf(':') < 0) {
            boolean nearer = local.find(name).isPresent()
                    || self.type().flatMap(type -> ObjectParts.find(type, name)).isPresent();
            if (nearer) {
                return true;
            }
        }
        return candidates(name).stream()
                .anyMatch(candidate -> near().stream().anyMatch(module -> {
                    ModuleVariables descriptions = variables.descriptionsOrNull(module);
                    return descriptions != null
                            && inModule(module, descriptions, candidate).isPresent();
                }));
    }

    private Value valueOf(FrameVariables frame, Variable variable) {
        if (variable.isDeclaration()) {
            Optional<Value> defined = global(variable.name());
            if (defined.isPresent()) {
                return defined.get();
            }
        }
        return frame.value(variable);
    }

    private static Optional<Value> localEnumerator(FrameVariables frame, String name) {
        for (Die die : frame.types()) {
            if (die.tag() == DwTag.DW_TAG_enumeration_type) {
                Optional<Value> found =
                        enumerator(frame.surroundings().descriptions().types().read(die), name);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Value> enumerator(Type type, String name) {
        return type instanceof EnumType enumeration
                ? enumeration.enumerators().stream()
                        .filter(enumerator -> enumerator.name().equals(name))
                        .findFirst()
                        .map(enumerator -> Value.Scalar.of(enumeration, enumerator.value()))
                : Optional.empty();
    }

    /** A name that is found from the scopes around the function outwards. */
    private Optional<Value> global(String name) {
        for (String candidate : candidates(name)) {
            Optional<Value> found = inModules(candidate);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The name within each scope around the function, the innermost first. */
    private List<String> candidates(String name) {
        if (name.startsWith("::")) {
            return List.of(name.substring(2));
        }
        FrameVariables here = local;
        if (here == null) {
            return mainUnit().map(place -> imports(place, name)).orElseGet(() -> List.of(name));
        }
        Die function = here.function().function();
        if (here.language() == SourceLanguage.RUST) {
            Optional<String> path = RustPaths.absolute(name, EntryNames.scopes(function));
            if (path.isPresent()) {
                return List.of(path.get());
            }
        }
        return here.surroundings()
                .descriptions()
                .imports(function.unit())
                .candidates(name, EntryNames.scopes(function).replace(ANONYMOUS, ""), here.imports());
    }

    private List<String> imports(MainUnit place, String name) {
        ModuleVariables descriptions = variables.descriptionsOrNull(place.module());
        return descriptions == null
                ? List.of(name)
                : descriptions.imports(place.unit()).candidates(name, "", List.of());
    }

    private Optional<Value> inModules(String name) {
        for (LoadedModule module : searched(name)) {
            ModuleVariables descriptions = variables.descriptionsOrNull(module);
            if (descriptions == null) {
                continue;
            }
            Optional<Value> found = inModule(module, descriptions, name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /**
     * The modules to look in: that of the frame, the executable, and of the others those that have a symbol of the name. The
     * debugging information of a library takes longer to read than a program to start.
     */
    private List<LoadedModule> searched(String name) {
        List<LoadedModule> found = near();
        for (SymbolPlace place : modules.symbolsNamed(name)) {
            if (!found.contains(place.module())) {
                found.add(place.module());
            }
        }
        return found;
    }

    /** The module of the frame and the executable. */
    private List<LoadedModule> near() {
        List<LoadedModule> found = new ArrayList<>();
        if (home != null) {
            found.add(home);
        }
        Variables.executable(modules).filter(module -> !found.contains(module)).ifPresent(found::add);
        return found;
    }

    private Optional<Value> inModule(LoadedModule module, ModuleVariables descriptions, String name) {
        for (Die die : descriptions.find(name, EntryKind.VARIABLE, unit())) {
            Variable variable = new Variable(name, die, descriptions.types(), false);
            return Optional.of(new ValueReader(surroundings(module, descriptions)).read(variable));
        }
        for (Die die : descriptions.find(name, EntryKind.FUNCTION, unit())) {
            Optional<Value> code = code(module, descriptions, die);
            if (code.isPresent()) {
                return code;
            }
        }
        for (Die die : descriptions.find(name, EntryKind.CONSTANT, unit())) {
            Optional<Value> value = die.parent()
                    .flatMap(parent -> enumerator(
                            descriptions.types().read(parent), die.name().orElse("")));
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    private static Optional<Value> code(LoadedModule module, ModuleVariables descriptions, Die function) {
        OptionalLong low = function.address(DwAt.DW_AT_low_pc);
        long entry = low.isPresent()
                ? low.getAsLong()
                : function.ranges().stream()
                        .findFirst()
                        .map(range -> range.start())
                        .orElse(0L);
        if (entry == 0) {
            return Optional.empty();
        }
        return Optional.of(new Value.Code(type(descriptions, function), module.toProcess(entry)));
    }

    /** Of what is written in assembly nothing is known but that it is code. */
    private static Type type(ModuleVariables descriptions, Die function) {
        boolean assembly = function.unit().language().orElse(0) == DwLang.DW_LANG_Mips_Assembler;
        return assembly
                ? new Type.UntypedType(SymbolKind.TEXT)
                : descriptions.types().function(function);
    }

    private Optional<Value> code(Method method) {
        return modules.symbolsNamed(method.linkageName()).stream()
                .findFirst()
                .map(place -> new Value.Code(method.type(), place.start()));
    }

    private Surroundings surroundings(LoadedModule module, ModuleVariables descriptions) {
        Frame frame = local == null ? null : local.frame();
        return new Surroundings(module, descriptions, frame, thread, memory, modules);
    }

    private @Nullable Unit unit() {
        return local == null ? null : local.function().function().unit();
    }

    /** A variable of a function or of a file, or an enumerator named through its type. */
    private Optional<Value> qualified(String name) {
        int scope = name.lastIndexOf("::");
        if (scope <= 0) {
            return Optional.empty();
        }
        String prefix = name.substring(0, scope);
        String last = name.substring(scope + 2);
        return ofFunction(prefix, last)
                .or(() -> ofFile(prefix, last))
                .or(() -> type("", prefix).flatMap(type -> enumerator(type.unqualified(), last)))
                .or(() -> staticMember(prefix, last));
    }

    private Optional<Value> staticMember(String prefix, String last) {
        return type("", prefix)
                .map(Type::unqualified)
                .filter(StructType.class::isInstance)
                .flatMap(type -> ObjectParts.find((StructType) type, last))
                .flatMap(found -> found.member().outside())
                .flatMap(outside -> outside.constant().or(() -> global("::" + outside.qualifiedName())));
    }

    private Optional<Value> ofFunction(String function, String name) {
        for (LoadedModule module : searched(function)) {
            ModuleVariables descriptions = variables.descriptionsOrNull(module);
            if (descriptions == null) {
                continue;
            }
            for (Die die : descriptions.find(function, EntryKind.FUNCTION, unit())) {
                Optional<Variable> found = descriptions.scope(die).anywhere(name);
                if (found.isPresent()) {
                    return Optional.of(
                            found.get().isOfFrame()
                                    ? frameOf(die, function).value(found.get())
                                    : new ValueReader(surroundings(module, descriptions)).read(found.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** The variables of the next frame of {@code function} from the selected one outwards, or else of the innermost one. */
    private FrameVariables frameOf(Die function, String name) {
        if (thread == null) {
            throw new DebugException("No frame selected.");
        }
        Optional<Frame> selected = local == null ? Optional.empty() : Optional.of(local.frame());
        Optional<Frame> innermost = selected;
        while (innermost.flatMap(Frame::callee).isPresent()) {
            innermost = innermost.flatMap(Frame::callee);
        }
        Optional<Frame> start = innermost;
        return outwards(selected, function)
                .or(() -> outwards(start, function))
                .flatMap(found -> variables.of(found, modules))
                .orElseThrow(() -> new DebugException("No frame is currently executing in block " + name + "."));
    }

    private static Optional<Frame> outwards(Optional<Frame> start, Die function) {
        Optional<Frame> frame = start;
        while (frame.isPresent()
                && frame.flatMap(Frame::function).filter(function::equals).isEmpty()) {
            frame = frame.flatMap(Frame::caller);
        }
        return frame;
    }

    private Optional<Value> ofFile(String file, String name) {
        for (LoadedModule module : searched(name)) {
            ModuleVariables descriptions = variables.descriptionsOrNull(module);
            if (descriptions == null) {
                continue;
            }
            for (EntryKind kind : List.of(EntryKind.VARIABLE, EntryKind.FUNCTION)) {
                for (Die die : descriptions.find(name, kind, unit())) {
                    String unit = die.unit().name().orElse("");
                    if (!unit.equals(file) && !unit.endsWith("/" + file)) {
                        continue;
                    }
                    return kind == EntryKind.FUNCTION
                            ? code(module, descriptions, die)
                            : Optional.of(new ValueReader(surroundings(module, descriptions))
                                    .read(new Variable(name, die, descriptions.types(), false)));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Type> type(String keyword, String name) {
        if (local != null && name.indexOf(':') < 0) {
            for (Die die : local.types()) {
                if (die.name().filter(name::equals).isPresent() && TypeTags.fit(die, keyword)) {
                    return Optional.of(
                            local.surroundings().descriptions().types().read(die));
                }
            }
        }
        for (String candidate : classCandidates(name)) {
            for (LoadedModule module : near()) {
                ModuleVariables descriptions = variables.descriptionsOrNull(module);
                if (descriptions == null) {
                    continue;
                }
                for (Die die : descriptions.find(candidate, EntryKind.TYPE, unit())) {
                    if (TypeTags.fit(die, keyword) && TypeTags.isSpelled(die, candidate)) {
                        return Optional.of(descriptions.types().read(die));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The scopes of a function and those of the class of {@code this} too. */
    private List<String> classCandidates(String name) {
        List<String> all = new ArrayList<>(candidates(name));
        if (!name.startsWith("::")) {
            self.type().ifPresent(type -> all.addFirst(type.tag() + "::" + name));
        }
        return all;
    }

    @Override
    public Optional<ClassMember> classMember(String name) {
        int scope = name.lastIndexOf("::");
        if (scope <= 0) {
            return Optional.empty();
        }
        try {
            return type("", name.substring(0, scope))
                    .map(Type::unqualified)
                    .filter(StructType.class::isInstance)
                    .flatMap(type -> ObjectParts.find((StructType) type, name.substring(scope + 2)))
                    .filter(found -> !found.member().isStatic())
                    .map(found -> new ClassMember(found.owner(), found.member()));
        } catch (FormatException e) {
            return Optional.empty(); // no such class
        }
    }

    @Override
    public Optional<ClassMethod> classMethod(String name) {
        int scope = name.lastIndexOf("::");
        if (scope <= 0) {
            return Optional.empty();
        }
        return type("", name.substring(0, scope))
                .map(Type::unqualified)
                .filter(StructType.class::isInstance)
                .map(StructType.class::cast)
                .flatMap(type -> ObjectParts.methods(type, name.substring(scope + 2)).stream()
                        .filter(method -> !method.isStatic())
                        .findFirst()
                        .map(method -> new ClassMethod(type, method)));
    }

    @Override
    public List<String> near(String name) {
        List<String> near = local == null ? List.of() : NearNames.of(name, local.names());
        return near.isEmpty() ? nearGlobals(name) : near;
    }

    /** The near ones of the program's own variables and functions, by their names without scopes. */
    private List<String> nearGlobals(String name) {
        Set<String> names = new HashSet<>();
        for (LoadedModule module : near()) {
            ModuleVariables descriptions = variables.descriptionsOrNull(module);
            if (descriptions != null) {
                for (EntryKind kind : List.of(EntryKind.VARIABLE, EntryKind.FUNCTION)) {
                    descriptions
                            .source()
                            .names()
                            .forEach(
                                    kind,
                                    each -> {
                                        names.add(each);
                                        return false; // the name is enough
                                    },
                                    entry -> {});
                }
            }
        }
        // The same name elsewhere is no misspelling.
        return NearNames.of(
                name,
                names.stream()
                        .map(each -> each.substring(each.lastIndexOf(':') + 1))
                        .filter(each -> !each.equals(name)));
    }
}
