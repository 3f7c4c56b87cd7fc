package dev.sonde.engine.variable;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.engine.call.FunctionResult;
import dev.sonde.engine.expression.NameScope;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.symbols.SourceInformation;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.value.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way in to variables and types. One for all the processes of a session: what was read of a file stays known as long as
 * the file does. Thread-safe.
 */
public final class Variables {
    private final Map<SourceInformation, ModuleVariables> files = new WeakHashMap<>();

    /** Nothing was read yet. */
    public Variables() {}

    /**
     * The variables of a frame; empty when nothing describes its function.
     *
     * @param modules what is loaded at this stop
     */
    public Optional<FrameVariables> of(Frame frame, Modules modules) {
        Optional<Die> function = frame.function();
        Optional<LoadedModule> module = frame.module();
        if (function.isEmpty() || module.isEmpty()) {
            return Optional.empty();
        }
        return module.get().source().flatMap(source -> {
            ModuleVariables descriptions = descriptions(source);
            Memory memory = frame.thread().inferior().memory();
            Surroundings surroundings =
                    new Surroundings(module.get(), descriptions, frame, frame.thread(), Optional.of(memory), modules);
            try {
                return Optional.of(new FrameVariables(frame, descriptions.scope(function.get()), surroundings));
            } catch (FormatException e) {
                return Optional.empty(); // a function whose description is malformed has none
            }
        });
    }

    /**
     * What the function of a frame will return; empty for {@code void} and a null pointer's own type, for one that is inlined, and when nothing describes
     * it.
     */
    public Optional<FunctionResult> result(Frame frame) {
        Optional<Die> function = frame.isInlined() || frame.isSignalFrame() ? Optional.empty() : frame.function();
        Optional<SourceInformation> source = frame.module().flatMap(LoadedModule::source);
        if (function.isEmpty() || source.isEmpty()) {
            return Optional.empty();
        }
        try {
            // As in gdb, the value is of the type behind a typedef.
            Type type =
                    descriptions(source.get()).types().typeOf(function.get()).unqualified();
            return FunctionResult.isNothing(type) ? Optional.empty() : Optional.of(new FunctionResult(type));
        } catch (FormatException e) {
            return Optional.empty(); // a type that is malformed says nothing of the result
        }
    }

    /**
     * The functions of a file that have code and whose names are wanted, in no particular order. Waits until the names of the
     * file are known.
     *
     * @param wanted is asked with names and their scopes, without parameters
     * @throws java.util.concurrent.CancellationException if the thread is interrupted, which stays so
     */
    public List<Declaration> functions(LoadedModule module, Predicate<String> wanted) {
        return module.source()
                .map(source -> new FunctionList(descriptions(source)).find(wanted))
                .orElse(List.of());
    }

    /**
     * The global variables of a module, without those of functions.
     *
     * @param wanted names, with scopes
     * @param wantedType names of types
     */
    public List<Declaration> globals(LoadedModule module, Predicate<String> wanted, Predicate<String> wantedType) {
        return module.source()
                .map(source -> new DeclarationList(descriptions(source)).variables(wanted, wantedType))
                .orElse(List.of());
    }

    /** The types of a module that have names, with scopes, which are wanted. */
    public List<Declaration> types(LoadedModule module, Predicate<String> wanted) {
        return module.source()
                .map(source -> new DeclarationList(descriptions(source)).types(wanted))
                .orElse(List.of());
    }

    /**
     * What names mean in a frame, or in the whole program where there is none.
     *
     * @param memory of the process, or of the program's file
     */
    public NameScope names(
            Optional<Frame> frame, Optional<InferiorThread> thread, Modules modules, Optional<Memory> memory) {
        return new ProgramNames(
                this,
                modules,
                frame.flatMap(at -> of(at, modules)).orElse(null),
                frame.flatMap(Frame::module).orElse(null),
                thread.orElse(null),
                memory);
    }

    /** Whether the function whose code is at an address, or the class that it belongs to, declares {@code name} there. */
    public boolean isDeclaredAt(Modules modules, long address, String name) {
        Optional<LoadedModule> module = modules.at(address);
        Optional<SourceInformation> source = module.flatMap(LoadedModule::source);
        if (module.isEmpty() || source.isEmpty()) {
            return false;
        }
        ModuleVariables descriptions = descriptions(source.get());
        try {
            for (Die function : source.get().functionsAt(module.get().toFile(address))) {
                FunctionScope scope = descriptions.scope(function);
                if (scope.anywhere(name).isPresent() || scope.isMember(name)) {
                    return true;
                }
            }
        } catch (FormatException e) {
            return false; // what is malformed declares nothing
        }
        return false;
    }

    /**
     * Whether {@code name} means something in {@code frame} of which each frame of the function has its own: a variable that
     * is not static, or a member of what {@code this} points to.
     */
    public boolean isOfFrame(Modules modules, Frame frame, String name) {
        Optional<Variable> variable = of(frame, modules).flatMap(found -> found.find(name));
        return variable.isPresent() ? variable.get().isOfFrame() : isDeclaredAt(modules, frame.lookupAddress(), name);
    }

    static Optional<LoadedModule> executable(Modules modules) {
        return modules.all().stream().findFirst();
    }

    ModuleVariables descriptions(SourceInformation source) {
        synchronized (files) {
            ModuleVariables known = files.get(source);
            if (known == null) {
                known = new ModuleVariables(source, this::descriptions);
                files.put(source, known);
            }
            return known;
        }
    }

    @Nullable
    ModuleVariables descriptionsOrNull(LoadedModule module) {
        return module.source().map(this::descriptions).orElse(null);
    }
}
