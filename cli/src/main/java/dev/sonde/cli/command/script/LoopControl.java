package dev.sonde.cli.command.script;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code loop_break} and {@code loop_continue}. */
final class LoopControl extends Command {
    private final String name;
    private final boolean last;

    /** @param last whether it leaves the loop */
    LoopControl(String name, boolean last) {
        super(
                Topic.SUPPORT,
                last ? "Leave the innermost \"while\"." : "Begin the next round of the innermost \"while\".");
        this.name = name;
        this.last = last;
    }

    @Override
    public void run(Session session, String arguments) {
        throw new LoopExit(name, last);
    }
}
