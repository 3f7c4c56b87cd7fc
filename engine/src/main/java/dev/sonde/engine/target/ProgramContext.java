package dev.sonde.engine.target;

import dev.sonde.engine.call.CallRequest;
import dev.sonde.engine.expression.ConvenienceVariables;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.expression.FunctionCaller;
import dev.sonde.engine.expression.NameScope;
import dev.sonde.engine.expression.SignalInfo;
import dev.sonde.engine.expression.SymbolLookup;
import dev.sonde.engine.expression.ValueHistory;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.inferior.PageCache;
import dev.sonde.engine.symbols.FileMemory;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.value.Renderers;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.variable.ModuleSymbols;
import dev.sonde.engine.x86_64.RegisterFile;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A program as expressions see it: a frame, or else a thread, or else a program that does not run. */
final class ProgramContext implements ExpressionContext {
    private final EvaluationSession session;
    private final Optional<InferiorThread> thread;
    private final Optional<Frame> frame;
    private final @Nullable PageCache cache;
    private @Nullable NameScope names;

    ProgramContext(EvaluationSession session, Optional<InferiorThread> thread, Optional<Frame> frame) {
        this.session = session;
        this.thread = thread;
        this.frame = frame;
        // Who asks of a frame wants to see much; a condition reads little, and often.
        cache = frame.map(Frame::thread)
                .map(InferiorThread::inferior)
                .map(Inferior::memory)
                .map(PageCache::new)
                .orElse(null);
    }

    @Override
    public NameScope names() {
        NameScope known = names;
        if (known == null) {
            Target target = session.target();
            Optional<Frame> place = frame.or(() -> thread.map(target::passingFrame));
            known = target.variables().names(place, thread, target.modules(), memory());
            names = known;
        }
        return known;
    }

    @Override
    public Optional<RegisterFile> registers() {
        return frame.map(f -> f.registers().file()).or(() -> thread.map(InferiorThread::registers));
    }

    @Override
    public Optional<Memory> memory() {
        if (cache != null) {
            return Optional.of(cache);
        }
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
    public Renderers renderers() {
        return session.renderers().in(this);
    }

    @Override
    public FunctionCaller calls() {
        InferiorThread caller = thread.orElse(null);
        if (caller == null) {
            return FunctionCaller.NONE;
        }
        // Whoever evaluates while a thread is only passing must not let it run.
        return frame.isEmpty()
                ? request -> {
                    throw new CallNeededException();
                }
                : request -> call(caller, request);
    }

    private Value call(InferiorThread caller, CallRequest request) {
        try {
            return session.call(caller, request);
        } finally {
            if (cache != null) {
                cache.forget();
            }
        }
    }

    @Override
    public Optional<Value> ownFunction(String name, List<Value> arguments) {
        return session.ownFunction(name, arguments, memory());
    }

    @Override
    public Optional<SignalInfo> signalInfo() {
        return thread.map(ThreadSignal::new);
    }

    @Override
    public ConvenienceVariables variables() {
        return session.variables(thread);
    }

    @Override
    public ValueHistory history() {
        return session.history();
    }

    @Override
    public void registersChanged() {
        frame.ifPresentOrElse(ChangedRegisters::commit, () -> thread.ifPresent(ChangedRegisters::commit));
    }

    @Override
    public void warn(String message) {
        session.warn(message);
    }
}
