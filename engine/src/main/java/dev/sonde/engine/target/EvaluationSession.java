package dev.sonde.engine.target;

import dev.sonde.engine.call.CallRequest;
import dev.sonde.engine.expression.ConvenienceVariables;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.expression.FunctionCaller;
import dev.sonde.engine.expression.ValueHistory;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.renderer.RendererRegistry;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the expressions of a session share: the user's variables, the values that were printed, the renderers, and what a
 * front end adds. Makes the contexts in which they are evaluated.
 *
 * <pre>{@code
 * EvaluationSession session = new EvaluationSession(target);
 * ExpressionContext here = session.context(target.selectedFrame());
 * Value value = Expression.parse("x.y[3].z", here.names()).evaluate(here);
 * }</pre>
 */
public final class EvaluationSession {
    private final Target target;
    private final ValueHistory history = new ValueHistory();
    private final ConvenienceVariables variables = new ConvenienceVariables();
    private final Map<String, Function<Optional<InferiorThread>, Value>> computed = new HashMap<>();
    private @Nullable RendererRegistry renderers;
    private BiFunction<InferiorThread, CallRequest, Value> calls = (_, request) -> FunctionCaller.NONE.call(request);
    private OwnFunctions functions = (_, _, _) -> Optional.empty();
    private Consumer<String> warnings = _ -> {};

    /** Functions that expressions can use and that are the debugger's, not the program's. */
    @FunctionalInterface
    public interface OwnFunctions {
        /** Calls a function; empty if none has this name. */
        Optional<Value> call(String name, List<Value> arguments, Optional<Memory> memory);
    }

    /** One for the programs of {@code target}, which calls no functions and has no own ones, and whose warnings are lost. */
    public EvaluationSession(Target target) {
        this.target = target;
    }

    /** The values that were printed. */
    public ValueHistory history() {
        return history;
    }

    /** The variables that the user made. */
    public ConvenienceVariables variables() {
        return variables;
    }

    /** Has {@code $name} computed, by the thread in which it is evaluated, as long as the user does not assign to it. */
    public void define(String name, Function<Optional<InferiorThread>, Value> value) {
        computed.put(name, value);
    }

    /** The user's variables, and those computed for {@code thread}. */
    ConvenienceVariables variables(Optional<InferiorThread> thread) {
        Map<String, Supplier<Value>> suppliers = new HashMap<>();
        computed.forEach((name, value) -> suppliers.put(name, () -> value.apply(thread)));
        return variables.with(suppliers);
    }

    /** Those that know what objects mean. Made when they are first needed, for few stops show an object. */
    public RendererRegistry renderers() {
        RendererRegistry known = renderers;
        if (known == null) {
            known = new RendererRegistry();
            renderers = known;
        }
        return known;
    }

    /** Chooses who calls functions of the program. */
    public void caller(BiFunction<InferiorThread, CallRequest, Value> caller) {
        calls = caller;
    }

    /** Chooses the debugger's own functions. */
    public void ownFunctions(OwnFunctions own) {
        functions = own;
    }

    /** Chooses who hears of remarks that do not stop an evaluation. */
    public void warnings(Consumer<String> listener) {
        warnings = listener;
    }

    Target target() {
        return target;
    }

    Value call(InferiorThread thread, CallRequest request) {
        return calls.apply(thread, request);
    }

    Optional<Value> ownFunction(String name, List<Value> arguments, Optional<Memory> memory) {
        return functions.call(name, arguments, memory);
    }

    void warn(String message) {
        warnings.accept(message);
    }

    /** What expressions refer to now: the selected frame, if there is a process. */
    public ExpressionContext context() {
        return target.hasProcess()
                ? context(target.selectedFrame())
                : new ProgramContext(this, Optional.empty(), Optional.empty());
    }

    /** What expressions refer to in {@code frame}. */
    public ExpressionContext context(Frame frame) {
        return new ProgramContext(this, Optional.of(frame.thread()), Optional.of(frame));
    }

    /** What expressions refer to in a thread that is stopped for a moment only, such as a breakpoint's condition. */
    public ExpressionContext context(InferiorThread thread) {
        return new ProgramContext(this, Optional.of(thread), Optional.empty());
    }
}
