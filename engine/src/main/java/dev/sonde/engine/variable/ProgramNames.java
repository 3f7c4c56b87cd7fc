package dev.sonde.engine.variable;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Die;
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
import dev.sonde.engine.type.EntryNames;
import dev.sonde.engine.type.Languages;
import dev.sonde.engine.value.Missing;
import dev.sonde.engine.value.ObjectModel;
import dev.sonde.engine.value.ObjectParts;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names as the rules of C, C++ and Rust find them: from the innermost block out to the globals of every module. */
final class ProgramNames implements NameScope {
    private static final String ANONYMOUS = "(anonymous namespace)::";

    private final Variables variables;
    private final Modules modules;
    private final @Nullable FrameVariables local;
    private final Optional<Memory> memory;
    private final ThisObject self;
    private final GlobalNames globals;
    private final FunctionNames inFunction;

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
        this.memory = memory;
        globals = new GlobalNames(variables, modules, local, home, thread, memory);
        inFunction = new FunctionNames(variables, modules, globals, local, thread);
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
        if (name.endsWith(ON_ENTRY)) {
            return Optional.of(onEntry(name.substring(0, name.length() - ON_ENTRY.length())));
        }
        // The index of names would take the parameters for the end of the name.
        if (name.contains(")::") && !name.contains(ANONYMOUS)) {
            return qualified(name);
        }
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
                    self.member(name, objects()).or(() -> self.method(name).flatMap(globals::code));
            if (member.isPresent()) {
                return member;
            }
        }
        return global(name).or(() -> qualified(name));
    }

    private Value onEntry(String name) {
        FrameVariables here = local;
        if (here != null) {
            for (Variable argument : here.arguments()) {
                if (argument.name().equals(name)) {
                    Value lost =
                            Values.unavailable(argument.type(), Missing.OptimizedOut.INSTANCE, Place.Nowhere.INSTANCE);
                    return here.valueOnEntry(argument).orElse(lost);
                }
            }
        }
        throw new DebugException("@entry can be used only for function parameters, not for \"" + name + "\"");
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
            globals.functions(candidate, found);
            if (!found.isEmpty()) {
                break;
            }
        }
        if (name.indexOf(':') < 0) {
            arguments.stream()
                    .flatMap(argument -> AssociatedScopes.of(argument).stream())
                    .distinct()
                    .forEach(scope -> globals.functions(scope + name, found));
        }
        return List.copyOf(found.values());
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
                .anyMatch(candidate -> globals.near().stream().anyMatch(module -> {
                    ModuleVariables descriptions = variables.descriptionsOrNull(module);
                    return descriptions != null
                            && globals.inModule(module, descriptions, candidate).isPresent();
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
                Optional<Value> found = GlobalNames.enumerator(
                        frame.surroundings().descriptions().types().read(die), name);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** A name that is found from the scopes around the function outwards. */
    private Optional<Value> global(String name) {
        for (String candidate : candidates(name)) {
            Optional<Value> found = globals.value(candidate);
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

    /** A variable of a function or of a file, or an enumerator named through its type. */
    private Optional<Value> qualified(String name) {
        int scope = name.lastIndexOf("::");
        if (scope <= 0) {
            return Optional.empty();
        }
        String prefix = name.substring(0, scope);
        String last = name.substring(scope + 2);
        return inFunction
                .value(prefix, last)
                .or(() -> globals.ofFile(prefix, last))
                .or(() -> type("", prefix).flatMap(type -> GlobalNames.enumerator(type.unqualified(), last)))
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
            for (LoadedModule module : globals.near()) {
                ModuleVariables descriptions = variables.descriptionsOrNull(module);
                if (descriptions == null) {
                    continue;
                }
                for (Die die : descriptions.find(candidate, EntryKind.TYPE, globals.unit())) {
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
        return near.isEmpty() ? globals.nearGlobals(name) : near;
    }
}
