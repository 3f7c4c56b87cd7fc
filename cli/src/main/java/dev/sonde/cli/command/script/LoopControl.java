package dev.sonde.cli.command.script;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code loop_break} and {@code loop_continue}. */
final class LoopControl extends Command {
    private final LoopExit exit;

    LoopControl(LoopExit exit, String summary) {
        super(Topic.SUPPORT, summary);
        this.exit = exit;
    }

    @Override
    public void run(Session session, String arguments) {
        throw exit;
    }
}
