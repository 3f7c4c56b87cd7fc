package dev.sonde.server.gdbserver;

import dev.sonde.engine.error.DebugException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;

/** The server as a program, with gdbserver's command line and messages. */
public final class GdbServer {
    private static final int FAILED = 1;

    private GdbServer() {}

    /**
     * Serves debuggers as {@code words} say, until there is nothing left to do.
     *
     * @param words the command line behind the name of the program
     * @param in what a debugger says if it is connected to the standard input
     * @param out what that debugger hears
     * @param err where the server says what it does
     * @return the exit status
     */
    public static int run(List<String> words, InputStream in, PrintStream out, PrintStream err) {
        ServerOptions options;
        try {
            options = ServerOptionParser.parse(words);
        } catch (UsageException e) {
            String message = String.valueOf(e.getMessage());
            err.print(message.isEmpty() ? Texts.USAGE : message + "\n");
            err.flush();
            return FAILED;
        }
        return switch (options.request()) {
            case SHOW_HELP -> show(Texts.USAGE, out);
            case SHOW_VERSION -> show(Texts.VERSION, out);
            case SHOW_DISABLEABLE -> show(Texts.DISABLEABLE, out);
            case SERVE -> serve(options, in, out, err);
        };
    }

    private static int show(String text, PrintStream out) {
        out.print(text);
        out.flush();
        return 0;
    }

    private static int serve(ServerOptions options, InputStream in, PrintStream out, PrintStream err) {
        try (Listener listener = Listener.open(options.comm(), in, out)) {
            new Stub(options, listener, out, err).run();
            return 0;
        } catch (DebugException | IOException e) {
            err.println(e.getMessage());
            err.println("Exiting");
            err.flush();
            return FAILED;
        }
    }
}
