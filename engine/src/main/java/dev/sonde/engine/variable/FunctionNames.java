package dev.sonde.engine.variable;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.index.EntryKind;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.value.Value;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Variables that are named by their function: {@code f::counter}. */
final class FunctionNames {
    private final Variables variables;
    private final Modules modules;
    private final GlobalNames globals;
    private final @Nullable FrameVariables local;
    private final @Nullable InferiorThread thread;

    FunctionNames(
            Variables variables,
            Modules modules,
            GlobalNames globals,
            @Nullable FrameVariables local,
            @Nullable InferiorThread thread) {
        this.variables = variables;
        this.modules = modules;
        this.globals = globals;
        this.local = local;
        this.thread = thread;
    }

    /**
     * A variable of any block of a function, or one of its parameters.
     *
     * @param spelled the function, perhaps with the types of its parameters as in {@code f(int)}
     * @throws DebugException if such a function has no variable of this name
     */
    Optional<Value> value(String spelled, String name) {
        int parenthesis = spelled.indexOf('(');
        String function = parenthesis <= 0 ? spelled : spelled.substring(0, parenthesis);
        Optional<String> parameters =
                parenthesis <= 0 ? Optional.empty() : Optional.of(withoutBlanks(spelled.substring(parenthesis)));
        for (LoadedModule module : globals.searched(function)) {
            ModuleVariables descriptions = variables.descriptionsOrNull(module);
            if (descriptions == null) {
                continue;
            }
            for (Die die : descriptions.find(function, EntryKind.FUNCTION, globals.unit())) {
                if (parameters
                        .filter(wanted -> !wanted.equals(parameters(descriptions, die)))
                        .isPresent()) {
                    continue;
                }
                Optional<Variable> found = descriptions.scope(die).anywhere(name);
                if (found.isEmpty() && parameters.isPresent()) {
                    throw new DebugException("No symbol \"" + name + "\" in specified context.");
                }
                if (found.isPresent()) {
                    return Optional.of(
                            found.get().isOfFrame()
                                    ? frameOf(die, function).value(found.get())
                                    : new ValueReader(globals.surroundings(module, descriptions)).read(found.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static String parameters(ModuleVariables descriptions, Die function) {
        return descriptions.scope(function).parameters().stream()
                .filter(parameter -> !parameter.name().equals("this"))
                .map(parameter -> withoutBlanks(parameter.type().name()))
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static String withoutBlanks(String text) {
        return text.equals("(void)") ? "()" : text.replace(" ", "");
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
}
