package dev.sonde.cli.command.script;

import dev.sonde.cli.command.Body;
import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code while EXPRESSION ... end}. */
final class While extends Command {
    While() {
        super(Topic.SUPPORT, "Carry out commands as long as an expression is true.");
    }

    @Override
    public String details() {
        return "Usage: while EXPRESSION\nThe commands follow, one on each line, up to \"end\".\n"
                + "\"loop_break\" leaves the loop, \"loop_continue\" begins its next round.";
    }

    @Override
    public boolean takesBody() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        Condition.require("while", arguments);
        Body body = Body.read(session);
        while (Condition.holds(session, arguments)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            try {
                body.run(session);
            } catch (LoopExit exit) {
                if (exit.isLast()) {
                    return;
                }
            }
        }
    }
}
