package dev.sonde.engine.expression;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Renderers;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.x86_64.RegisterFile;
import java.util.List;
import java.util.Optional;

/** What an expression may refer to. A front end implements it; it is asked anew at each evaluation. */
public interface ExpressionContext {
    /** The registers of the selected thread; empty when there is none. */
    Optional<RegisterFile> registers();

    /** The memory of the program, or of its file when it does not run; empty when there is neither. */
    Optional<Memory> memory();

    /** The symbols of the program and its libraries. */
    SymbolLookup symbols();

    /** What names of the source mean. */
    default NameScope names() {
        return NameScope.NONE;
    }

    /** What objects mean, so that expressions can look into containers. */
    default Renderers renderers() {
        return Renderers.NONE;
    }

    /** Calls functions of the program. */
    default FunctionCaller calls() {
        return FunctionCaller.NONE;
    }

    /**
     * What one of the debugger's own functions yields.
     *
     * @param name without the dollar sign
     * @return empty if there is no such function
     * @throws dev.sonde.engine.error.DebugException if it does not take these arguments
     */
    default Optional<Value> ownFunction(String name, List<Value> arguments) {
        return Optional.empty();
    }

    /** What is known of the signal that the selected thread has stopped for; empty where there is no thread. */
    default Optional<SignalInfo> signalInfo() {
        return Optional.empty();
    }

    /** The variables that the user made. */
    ConvenienceVariables variables();

    /** The values that were printed. */
    ValueHistory history();

    /** Called after an assignment changed a register in the {@link RegisterFile}, which the thread does not know yet. */
    void registersChanged();

    /** Called with a remark that does not stop the evaluation, such as a shift by more than the width of the type. */
    void warn(String message);
}
