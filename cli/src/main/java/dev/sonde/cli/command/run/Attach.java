package dev.sonde.cli.command.run;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;

/** {@code attach PID}. */
final class Attach extends Command {
    private static final String TREE = "-tree ";

    Attach() {
        super(Topic.RUNNING, "Take a running process under control.");
    }

    @Override
    public String details() {
        return "Usage: attach [-tree] PID\nWith -tree, the processes that it has made are attached to as well, each as an"
                + " inferior of its own.\nAll its threads are stopped. It goes on, as it was, after \"detach\" or \"quit\".";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public boolean mayRunInBackground() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("Argument required (process-id to attach).");
        }
        boolean tree = arguments.startsWith(TREE);
        int pid = pid(tree ? arguments.substring(TREE.length()).strip() : arguments);
        if (session.target().canRun()) {
            boolean launched = session.target().inferior().launched();
            if (!session.console()
                    .query("A program is being debugged already.  " + (launched ? "Kill it? " : "Detach from it? "))) {
                throw new CommandException("Not " + (launched ? "killed." : "detached."));
            }
            Execution.of(session).close();
        }
        if (session.console().isInteractive()) {
            session.console().println("Attaching to process " + pid);
        }
        if (tree) {
            Execution.of(session).attachTree(pid);
        } else {
            Execution.of(session).attach(pid);
        }
    }

    private static int pid(String text) {
        try {
            return Integer.decode(text);
        } catch (NumberFormatException e) {
            throw new CommandException("Illegal process-id: " + text + ".");
        }
    }
}
