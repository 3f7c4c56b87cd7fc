package dev.sonde.cli.command.frame;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.FramePlace;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.call.FunctionResult;
import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.expression.Node;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import java.util.Optional;

/** {@code return [EXPRESSION]}. */
final class Return extends Command {
    Return() {
        super(Topic.RUNNING, "Make the selected frame return to its caller.");
    }

    @Override
    public String details() {
        return """
                Usage: return [EXPRESSION]
                The rest of the function is not executed, and the frames below go with it. EXPRESSION is what the
                caller gets. The program stays stopped, in the caller.""";
    }

    @Override
    public void run(Session session, String arguments) {
        if (!session.target().hasProcess()) {
            throw new CommandException("No selected frame.");
        }
        if (!session.target().canRun()) {
            throw new CommandException("You can't do that without a process to debug.");
        }
        Frame frame = Frames.selected(session);
        if (frame.isInlined()) {
            throw new CommandException("Can not force return from an inlined function.");
        }
        Optional<FunctionResult> declared = session.target().variables().result(frame);
        Optional<Value> result = arguments.isEmpty() ? Optional.empty() : result(session, frame, declared, arguments);
        String warning = "";
        if (result.isPresent() && new FunctionResult(result.get().type()).isInCallersMemory()) {
            warning = """
                    The location at which to store the function's return value is unknown.
                    If you continue, the return value that you specified will be ignored.
                    """;
            result = Optional.empty();
        }
        String function = FramePlace.of(session, frame).function();
        String which = frame.isDummy() || function.equals("??") ? "selected stack frame" : function;
        if (session.console().isInteractive()
                && !session.console().query(warning + "Make " + which + " return now? ")) {
            throw new CommandException("Not confirmed");
        }
        session.target().returnFrom(frame, result);
        if (session.console().isInteractive()) {
            session.console().println(FrameText.withSource(session, Frames.selected(session)));
        }
    }

    /** The value as the function returns it; one whose type is not known returns what the expression is, at least an int. */
    private static Optional<Value> result(
            Session session, Frame frame, Optional<FunctionResult> declared, String text) {
        boolean described = frame.function().isPresent();
        if (described && declared.isEmpty()) {
            Expressions.of(session).evaluate(text);
            return Optional.empty(); // what a void function returns is computed for what else it does
        }
        ExpressionContext context = Expressions.of(session).context();
        Expression expression = Expression.parse(text, context.names());
        if (!described && !(expression.root() instanceof Node.Cast)) {
            throw new CommandException(
                    "Return value type not available for selected stack frame.\nPlease use an explicit cast of the value to return.");
        }
        Type type = declared.map(FunctionResult::type).orElse(Types.VOID);
        return Optional.of(declared.isPresent() ? expression.evaluateAs(type, context) : expression.evaluate(context));
    }
}
