package dev.sonde.cli.expression;

import dev.sonde.cli.command.Session;
import dev.sonde.engine.breakpoint.LocationResolver;
import dev.sonde.engine.breakpoint.WatchScope;
import dev.sonde.engine.breakpoint.WatchedExpression;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.target.Target;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.unwind.FrameId;
import dev.sonde.engine.value.Missing;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import java.util.List;
import java.util.Optional;

/**
 * An expression of the user's that is watched. Its names mean what they meant in the frame where the watch was set; what it
 * reads of memory is what its value depends on.
 */
public final class ExpressionWatch implements WatchedExpression {
    private final Session session;
    private final Expression expression;
    private final Optional<FrameId> frame;
    private final Optional<WatchScope> scope;
    private final PinnedNames names = new PinnedNames();
    private Reading last;

    private ExpressionWatch(Session session, Expression expression, Optional<Frame> place) {
        this.session = session;
        this.expression = expression;
        last = evaluate(Expressions.of(session).context());
        frame = place.flatMap(Frame::id);
        scope = place.filter(this::usesFrame).flatMap(this::scopeOf);
    }

    /**
     * An expression and its value in the selected frame, if there is one.
     *
     * @throws dev.sonde.engine.expression.EvaluationException if it is none, or names what does not exist
     */
    public static ExpressionWatch parse(Session session, String text) {
        Target target = session.target();
        Expression expression = Expressions.of(session).parse(text);
        Expressions.of(session).requireNames(expression);
        return new ExpressionWatch(
                session, expression, target.hasProcess() ? Optional.of(target.selectedFrame()) : Optional.empty());
    }

    /** Its value when it was read last. */
    public Reading last() {
        return last;
    }

    /** The frame without which the expression means nothing; empty for one that only names what is always there. */
    public Optional<WatchScope> scope() {
        return scope;
    }

    /** What a condition of the watchpoint refers to: what the expression does. */
    public ExpressionContext context(InferiorThread thread) {
        ExpressionContext base = Expressions.of(session).context(thread);
        names.use(base::names, base.memory());
        return new WatchContext(base, names, base.memory());
    }

    @Override
    public String text() {
        return expression.text();
    }

    @Override
    public void attached(Inferior inferior, LocationResolver resolver) {
        names.forget();
    }

    @Override
    public Reading read(InferiorThread thread) {
        // Elsewhere the registers are those of another frame, and what they hold of this one does not change.
        if (!last.inRegisters() || scope.isEmpty() || isIn(thread)) {
            last = evaluate(Expressions.of(session).context(thread));
        }
        return last;
    }

    private boolean isIn(InferiorThread thread) {
        return scope.filter(place -> place.tid() == thread.tid()).isPresent()
                && session.target().passingFrame(thread).id().equals(frame);
    }

    private Reading evaluate(ExpressionContext base) {
        Optional<RecordingMemory> memory = base.memory().map(RecordingMemory::new);
        names.use(base::names, memory.map(Memory.class::cast));
        WatchContext context = new WatchContext(base, names, memory.map(Memory.class::cast));
        Value value;
        try {
            value = Values.snapshot(expression.evaluate(context));
        } catch (DebugException e) {
            value = new Value.Unavailable(
                    Types.VOID, Place.Nowhere.INSTANCE, new Missing.Undescribed(String.valueOf(e.getMessage())));
        }
        return new Reading(value, spans(value, memory), context.usesRegisters() || names.isInRegisters());
    }

    /** What was read, the value's own bytes last. */
    private static List<Span> spans(Value value, Optional<RecordingMemory> memory) {
        List<Span> spans = memory.map(RecordingMemory::spans).orElse(List.of());
        if (value.place() instanceof Place.InMemory(long address)
                && value.type().size() > 0) {
            Span own = new Span(address, value.type().size());
            spans.remove(own);
            spans.add(own);
        }
        return spans;
    }

    private boolean usesFrame(Frame place) {
        Target target = session.target();
        return names.isInRegisters()
                || names.known().stream().anyMatch(name -> target.variables().isOfFrame(target.modules(), place, name));
    }

    private Optional<WatchScope> scopeOf(Frame place) {
        Target target = session.target();
        Frame call = place;
        Optional<Frame> caller = target.backtrace(call.thread()).frame(call.level() + 1);
        while (caller.isPresent() && call.isInlined()) {
            call = caller.get();
            caller = target.backtrace(call.thread()).frame(call.level() + 1);
        }
        return caller.isEmpty() || call.cfa().isEmpty()
                ? Optional.empty()
                : Optional.of(new WatchScope(
                        call.thread().tid(),
                        call.cfa().getAsLong(),
                        caller.get().pc()));
    }
}
