package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.ExpressionWatch;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.breakpoint.WatchScope;
import dev.sonde.engine.breakpoint.WatchedExpression;
import dev.sonde.engine.breakpoint.WatchedMemory;
import dev.sonde.engine.breakpoint.Watchpoint;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.expression.EvaluationException;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.List;
import java.util.Optional;

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
                + "The value is watched until the program leaves the block whose variables EXPRESSION names; with -l, what\n"
                + "EXPRESSION names now is watched for good. The processor watches four places of up to eight bytes at full\n"
                + "speed; for what it cannot watch, the program goes on instruction by instruction.";
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
        Watchpoint watchpoint =
                location ? watchLocation(session, expression) : watchValue(session, expression, clauses);
        clauses.applyTo(session, watchpoint);
        session.console().println(kind(watchpoint) + " " + watchpoint.number() + ": " + watchpoint.expression());
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.expressions(session, arguments);
    }

    /** Watches what an expression names now, wherever the program goes. */
    private Watchpoint watchLocation(Session session, String expression) {
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
        boolean inFile = !session.target().hasProcess();
        return add(session, new WatchedMemory(LOCATION + " " + expression, type, address, inFile), Optional.empty());
    }

    /** Watches the value of an expression, as long as its frame is there. */
    private Watchpoint watchValue(Session session, String expression, Clauses clauses) {
        ExpressionWatch watch = ExpressionWatch.parse(session, expression);
        WatchedExpression.Reading reading = watch.last();
        if (reading.value() instanceof Value.Untyped untyped) {
            throw new CommandException("'" + untyped.name() + "' has unknown type; cast it to its declared type");
        }
        if (reading.memory().isEmpty() && !reading.inRegisters()) {
            throw new CommandException("Cannot watch constant value `" + expression + "'.");
        }
        clauses.condition().ifPresent(condition -> condition.evaluateIn(watch::context));
        return add(session, watch, watch.scope());
    }

    private Watchpoint add(Session session, WatchedExpression watched, Optional<WatchScope> scope) {
        boolean hardware =
                session.settings().text(Settings.CAN_USE_HW_WATCHPOINTS).equals("1");
        return session.target().breakpoints().addWatchpoint(watched, mode, scope, hardware);
    }

    private static long addressOf(Value value, String expression) {
        if (value instanceof Value.Untyped untyped) {
            throw new CommandException("'" + untyped.name() + "' has unknown type; cast it to its declared type");
        }
        if (value.place() instanceof Place.InMemory(long address)
                && value.type().size() > 0
                && !(value instanceof Value.Code)) {
            return address;
        }
        throw new CommandException("Cannot watch `" + expression + "' by its location: it is no variable in memory.");
    }

    private static String kind(Watchpoint watchpoint) {
        return switch (watchpoint.mode()) {
            case WRITE -> watchpoint.isHardware() ? "Hardware watchpoint" : "Watchpoint";
            case READ -> "Hardware read watchpoint";
            case ACCESS -> "Hardware access (read/write) watchpoint";
        };
    }
}
