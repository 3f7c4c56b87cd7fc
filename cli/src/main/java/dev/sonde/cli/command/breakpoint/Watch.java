package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.WatchedValues;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.breakpoint.Watchpoint;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.expression.EvaluationException;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.List;

/** {@code watch}, {@code rwatch} and {@code awatch}. */
final class Watch extends Command {
    private static final String LOCATION = "-location";
    private static final String SHORT_LOCATION = "-l";

    private final String name;
    private final Watchpoint.Mode mode;

    private Watch(String name, String summary, Watchpoint.Mode mode) {
        super(Topic.BREAKPOINTS, summary);
        this.name = name;
        this.mode = mode;
    }

    static Watch writes() {
        return new Watch("watch", "Stop when the value of an expression changes.", Watchpoint.Mode.WRITE);
    }

    static Watch reads() {
        return new Watch("rwatch", "Stop when the value of an expression is read.", Watchpoint.Mode.READ);
    }

    static Watch accesses() {
        return new Watch("awatch", "Stop when the value of an expression is read or written.", Watchpoint.Mode.ACCESS);
    }

    @Override
    public String details() {
        return "Usage: " + name + " [-l|-location] EXPRESSION [thread N] [if CONDITION]\n"
                + "The processor watches the memory that EXPRESSION means now, such as *(int *) 0x404028.\n"
                + "It can watch four places at a time, each of up to eight bytes.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        Clauses clauses = Clauses.parse(session, arguments);
        String text = clauses.place();
        boolean location = text.startsWith(SHORT_LOCATION + " ") || text.startsWith(LOCATION + " ");
        String expression = location ? text.substring(text.indexOf(' ')).strip() : text;
        if (expression.isEmpty()) {
            throw new CommandException("Argument required (expression to compute).");
        }
        String shown = location ? LOCATION + " " + expression : expression;
        Watchpoint watchpoint = add(session, expression, shown);
        clauses.applyTo(session, watchpoint);
        session.console().println(kind(mode) + " " + watchpoint.number() + ": " + watchpoint.expression());
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.expressions(session, arguments);
    }

    private Watchpoint add(Session session, String expression, String shown) {
        Type type;
        long address;
        try {
            Value value = Expressions.of(session).evaluate(expression);
            type = value.type();
            address = addressOf(value, expression);
        } catch (EvaluationException e) {
            if (!(e.getCause() instanceof MemoryFaultException)) {
                throw e;
            }
            // What cannot be read now, such as memory that is not mapped yet, can be watched all the same.
            type = Expressions.of(session)
                    .parse(expression)
                    .type(Expressions.of(session).context());
            address = Expressions.of(session).address("&(" + expression + ")");
        }
        Watchpoint added = session.target().breakpoints().addWatchpoint(shown, address, type.size(), mode);
        new WatchedValues(session).remember(added, type);
        return added;
    }

    private static long addressOf(Value value, String expression) {
        if (value instanceof Value.Untyped untyped) {
            throw new CommandException("'" + untyped.name() + "' has unknown type; cast it to its declared type");
        }
        return switch (value.place()) {
            case Place.InMemory(long address) -> {
                if (value.type().size() == 0 || value instanceof Value.Code) {
                    throw new CommandException("Cannot watch `" + expression + "': it is no variable.");
                }
                yield address;
            }
            case Place.InRegister _ ->
                throw new CommandException("Cannot watch a register: the processor watches only memory.");
            case Place.InVariable _ ->
                throw new CommandException(
                        "Cannot watch a variable of the debugger: the processor watches only memory.");
            case Place.Bits _, Place.Pieces _ ->
                throw new CommandException(
                        "Cannot watch `" + expression + "': it is no whole number of bytes in memory.");
            case Place.Nowhere _ -> throw new CommandException("Cannot watch constant value `" + expression + "'.");
        };
    }

    private static String kind(Watchpoint.Mode mode) {
        return switch (mode) {
            case WRITE -> "Hardware watchpoint";
            case READ -> "Hardware read watchpoint";
            case ACCESS -> "Hardware access (read/write) watchpoint";
        };
    }
}
