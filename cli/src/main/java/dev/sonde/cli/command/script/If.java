package dev.sonde.cli.command.script;

import dev.sonde.cli.command.Body;
import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code if EXPRESSION ... else ... end}. */
final class If extends Command {
    If() {
        super(Topic.SUPPORT, "Carry out commands once, if an expression is true.");
    }

    @Override
    public String details() {
        return "Usage: if EXPRESSION\nThe commands follow, one on each line, up to \"end\"; those after a line \"else\" are"
                + "\ncarried out if the expression is false.";
    }

    @Override
    public boolean takesBody() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        Condition.require("if", arguments);
        Body.Branches branches = Body.read(session).branches(session);
        (Condition.holds(session, arguments) ? branches.then() : branches.otherwise()).run(session);
    }
}
