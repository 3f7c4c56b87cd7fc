package dev.sonde.server.gdbserver;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.StopFilter;
import dev.sonde.server.gdbserver.agent.AgentExpression;
import java.util.List;
import java.util.function.Consumer;

/** What is judged at each hit of a breakpoint that the debugger has planted. */
final class TargetBreakpoint implements StopFilter {
    /**
     * What the debugger wants evaluated here.
     *
     * @param conditions one of which must be true; none to stop always
     * @param commands to be run instead of stopping; none to stop
     */
    record Judgement(List<AgentExpression> conditions, List<AgentExpression> commands) {
        static final Judgement STOP = new Judgement(List.of(), List.of());
    }

    private volatile Judgement judgement;

    private final Consumer<String> printer;

    /** @param printer is given what commands print */
    TargetBreakpoint(Judgement judgement, Consumer<String> printer) {
        this.judgement = judgement;
        this.printer = printer;
    }

    /** The debugger has planted it again, with other conditions. */
    void judgement(Judgement newJudgement) {
        judgement = newJudgement;
    }

    @Override
    public boolean shouldStop(InferiorThread thread) {
        Judgement now = judgement;
        if (now.conditions.isEmpty() && now.commands.isEmpty()) {
            return true;
        }
        ThreadContext context = new ThreadContext(thread, printer);
        if (!now.conditions.isEmpty() && now.conditions.stream().noneMatch(each -> isTrue(each, context))) {
            return false;
        }
        for (AgentExpression command : now.commands) {
            try {
                command.evaluate(context);
            } catch (DebugException e) {
                return true; // the debugger will find out what is wrong
            }
        }
        return now.commands.isEmpty();
    }

    /** What cannot be evaluated here the debugger shall see, and evaluate itself. */
    private static boolean isTrue(AgentExpression condition, ThreadContext context) {
        try {
            return condition.evaluate(context) != 0;
        } catch (DebugException e) {
            return true;
        }
    }
}
