package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.expression.ExpressionCondition;
import dev.sonde.engine.breakpoint.Breakpoint;
import dev.sonde.engine.breakpoint.BreakpointLocation;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import java.util.List;
import java.util.Optional;

/** {@code condition NUMBER [CONDITION]}. */
final class SetCondition extends Command {
    SetCondition() {
        super(Topic.BREAKPOINTS, "Let a breakpoint stop only if an expression is true.");
    }

    @Override
    public String details() {
        return "Usage: condition NUMBER [EXPRESSION]\nWithout EXPRESSION, the breakpoint always stops.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    private static Optional<List<Long>> addresses(Breakpoint breakpoint) {
        if (!(breakpoint instanceof CodeBreakpoint code)) {
            return Optional.of(List.of());
        }
        return code.isPending()
                ? Optional.empty()
                : Optional.of(code.locations().stream()
                        .map(BreakpointLocation::address)
                        .toList());
    }

    @Override
    public void run(Session session, String arguments) {
        Words words = new Words(arguments);
        if (words.isEmpty()) {
            throw new CommandException("Argument required (breakpoint number).");
        }
        Breakpoint breakpoint = Numbers.one(session, words.next());
        if (words.isEmpty()) {
            breakpoint.setCondition(Optional.empty());
            session.console().println("Breakpoint " + breakpoint.number() + " now unconditional.");
            return;
        }
        ExpressionCondition condition = ExpressionCondition.parse(session, words.rest(), addresses(breakpoint));
        condition.belongsTo(breakpoint);
        breakpoint.setCondition(Optional.of(condition));
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.expressions(session, arguments);
    }
}
