package dev.sonde.engine.variable;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwLang;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.debuginfo.dwarf.index.EntryKind;
import dev.sonde.engine.expression.NameScope;
import dev.sonde.engine.expression.NearNames;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.value.EnumType;
import dev.sonde.engine.value.Method;
import dev.sonde.engine.value.SymbolKind;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What whole names mean that are known outside of functions, in the modules of a program. */
final class GlobalNames {
    private final Variables variables;
    private final Modules modules;
    private final @Nullable FrameVariables local;
    private final @Nullable LoadedModule home;
    private final @Nullable InferiorThread thread;
    private final Optional<Memory> memory;

    /**
     * @param local the frame from which is looked
     * @param home the module that comes first
     */
    GlobalNames(
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
    }

    /** The functions that have this whole name, by their addresses. */
    void functions(String name, Map<Long, NameScope.NamedFunction> found) {
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
                                code.address(),
                                new NameScope.NamedFunction(name, (Type.FunctionType) code.type(), code)));
            }
        }
    }

    /** The variable, function or enumerator that has this whole name. */
    Optional<Value> value(String name) {
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
    List<LoadedModule> searched(String name) {
        List<LoadedModule> found = near();
        for (SymbolPlace place : modules.symbolsNamed(name)) {
            if (!found.contains(place.module())) {
                found.add(place.module());
            }
        }
        return found;
    }

    /** The module of the frame and the executable. */
    List<LoadedModule> near() {
        List<LoadedModule> found = new ArrayList<>();
        if (home != null) {
            found.add(home);
        }
        Variables.executable(modules).filter(module -> !found.contains(module)).ifPresent(found::add);
        return found;
    }

    /** The same in one module. */
    Optional<Value> inModule(LoadedModule module, ModuleVariables descriptions, String name) {
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

    /** The code of a member function. */
    Optional<Value> code(Method method) {
        return modules.symbolsNamed(method.linkageName()).stream()
                .findFirst()
                .map(place -> new Value.Code(method.type(), place.start()));
    }

    /** Where variables that are declared in a module are. */
    Surroundings surroundings(LoadedModule module, ModuleVariables descriptions) {
        Frame frame = local == null ? null : local.frame();
        return new Surroundings(module, descriptions, frame, thread, memory, modules);
    }

    /** The unit whose names come first. */
    @Nullable
    Unit unit() {
        return local == null ? null : local.function().function().unit();
    }

    /** A variable or function of one source file. */
    Optional<Value> ofFile(String file, String name) {
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

    /** The near ones of the program's own variables and functions, by their names without scopes. */
    List<String> nearGlobals(String name) {
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

    /** The enumerator of a type. */
    static Optional<Value> enumerator(Type type, String name) {
        return type instanceof EnumType enumeration
                ? enumeration.enumerators().stream()
                        .filter(enumerator -> enumerator.name().equals(name))
                        .findFirst()
                        .map(enumerator -> Value.Scalar.of(enumeration, enumerator.value()))
                : Optional.empty();
    }
}
