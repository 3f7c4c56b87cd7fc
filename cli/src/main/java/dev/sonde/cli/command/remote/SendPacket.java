package dev.sonde.cli.command.remote;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code maintenance packet TEXT}. */
final class SendPacket extends Command {
    SendPacket() {
        super(Topic.SUPPORT, "Send a packet to the remote stub as it is, and show the reply.");
    }

    @Override
    public String details() {
        return "Usage: maintenance packet TEXT\nFor those who look for faults in stubs. The frame around it is added.";
    }

    @Override
    public void run(Session session, String arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("a remote packet must not be empty");
        }
        if (!session.target().remote().isConnected()) {
            throw new CommandException("packets can only be sent to a remote target");
        }
        session.console().println("sending: " + arguments);
        session.console().println("received: \"" + session.target().remote().packet(arguments) + "\"");
    }
}
