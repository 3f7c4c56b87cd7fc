package dev.sonde.server.gdbserver;

import java.util.List;

/** The server as a program of its own, for debuggers that start it. */
final class ServerMain {
    private ServerMain() {}

    public static void main(String[] words) {
        System.exit(GdbServer.run(List.of(words), System.in, System.out, System.err));
    }
}
