package dev.sonde.cli.expression;

import dev.sonde.cli.command.Session;
import dev.sonde.engine.expression.ConvenienceVariables;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.expression.SymbolLookup;
import dev.sonde.engine.expression.ValueHistory;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.x86_64.RegisterFile;
import java.util.Optional;

/**
 * A session as expressions see it.
 *
 * @param frame whose registers are meant; if there is none, the thread's
 */
record SessionContext(Session session, Expressions expressions, Optional<InferiorThread> thread, Optional<Frame> frame)
        implements ExpressionContext {
    @Override
    public Optional<RegisterFile> registers() {
        return frame.map(f -> f.registers().file()).or(() -> thread.map(InferiorThread::registers));
    }

    @Override
    public Optional<Memory> memory() {
        if (thread.isPresent()) {
            return thread.map(InferiorThread::inferior).map(Inferior::memory);
        }
        return session.target().modules().all().isEmpty()
                ? Optional.empty()
                : Optional.of(new FileMemory(session.target().modules()));
    }

    @Override
    public SymbolLookup symbols() {
        return new ModuleSymbols(session.target().modules(), thread);
    }

    @Override
    public ConvenienceVariables variables() {
        return expressions.variables();
    }

    @Override
    public ValueHistory history() {
        return expressions.history();
    }

    @Override
    public void registersChanged() {
        frame.ifPresentOrElse(ChangedRegisters::commit, () -> thread.ifPresent(ChangedRegisters::commit));
    }

    @Override
    public void warn(String message) {
        session.console().error("warning: " + message);
    }
}
