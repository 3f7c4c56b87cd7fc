package dev.sonde.cli.command.inferior;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.engine.target.Program;

/** {@code clone-inferior}. */
final class CloneInferior extends Command {
    CloneInferior() {
        super(Topic.RUNNING, "Add a program like one that is there.");
    }

    @Override
    public String details() {
        return "Usage: clone-inferior [-copies N] [N]\nThe new one runs the same file; without a number it is like the"
                + " selected one.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        Words words = new Words(arguments);
        int copies = 1;
        Program like = session.target().program();
        while (!words.isEmpty()) {
            String word = words.next();
            if (word.equals("-copies")) {
                copies = AddInferior.copies(words);
            } else {
                like = Inferiors.require(session, word);
            }
        }
        for (int i = 0; i < copies; i++) {
            Program added = session.target().addProgram();
            Inferiors.added(session, added, like, true);
            like.executable().ifPresent(added::load);
        }
    }
}
