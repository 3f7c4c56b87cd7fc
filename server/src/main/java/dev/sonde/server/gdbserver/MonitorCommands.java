package dev.sonde.server.gdbserver;

import dev.sonde.engine.rsp.PacketCursor;
import java.util.Set;

/** What the user may tell the server itself: {@code monitor}. */
final class MonitorCommands {
    private static final String HELP = """
            The following monitor commands are supported:
              set debug <0|1>
                Enable general debugging messages
              set remote-debug <0|1>
                Enable remote protocol debugging messages
              set event-loop-debug <0|1>
                Enable event loop debugging messages
              set debug-format option1[,option2,...]
                Add additional information to debugging messages
                Options: all, none, timestamp
              exit
                Quit GDBserver
            """;

    private static final Set<String> FORMATS = Set.of("all", "none", "timestamp");

    private final Session session;

    MonitorCommands(Session session) {
        this.session = session;
    }

    /** Runs the command whose text the packet has in hexadecimal. */
    Reply run(PacketCursor packet) {
        String command = packet.hexText().strip();
        String setting = command.startsWith("set ") ? command.substring("set ".length()) : "";
        switch (command) {
            case "help" -> session.print(HELP);
            case "exit" -> {
                session.stub().requestExit();
                session.end();
            }
            default -> {
                if (!set(setting)) {
                    session.print("Unknown monitor command.\n\n" + HELP);
                    return Reply.ERROR;
                }
            }
        }
        return Reply.OK;
    }

    private boolean set(String setting) {
        switch (setting) {
            case "debug 0", "debug 1" -> say("Debug output", setting);
            case "event-loop-debug 0", "event-loop-debug 1" -> say("Event loop debug output", setting);
            case "remote-debug 0", "remote-debug 1" -> {
                session.trace(setting.endsWith("1"));
                say("Protocol debug output", setting);
            }
            default -> {
                if (!setting.startsWith("debug-format ")) {
                    return false;
                }
                String options = setting.substring("debug-format ".length());
                if (!FORMATS.contains(options)) {
                    return false;
                }
                session.print(
                        options.equals("none")
                                ? "All extra debug format options disabled.\n"
                                : "All extra debug format options enabled.\n");
            }
        }
        return true;
    }

    private void say(String what, String setting) {
        session.print(what + (setting.endsWith("1") ? " enabled.\n" : " disabled.\n"));
    }
}
