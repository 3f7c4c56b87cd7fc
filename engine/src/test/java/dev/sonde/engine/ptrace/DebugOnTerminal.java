package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.linux.SystemCall;
import dev.sonde.engine.linux.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Debugs a program on its own terminal, and reads from that terminal itself at the first stop. */
final class DebugOnTerminal {
    private static final int GETPGID = 121;

    private DebugOnTerminal() {}

    public static void main(String[] arguments) throws IOException {
        Path program = Path.of(arguments[0]);
        try (Inferior inferior = PtraceBackend.launch(LaunchOptions.of(program.toString()))) {
            StopPoint point = Programs.breakpoint(inferior, program, "line_read");
            inferior.plant(point, thread -> true);
            inferior.resume(Resumption.continueAll());
            Programs.next(inferior);
            say("stopped, in the foreground " + inForeground());
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            say("read " + input.readLine());
            inferior.resume(Resumption.continueAll());
            Programs.next(inferior);
            say("interrupted, in the foreground " + inForeground());
            inferior.resume(Resumption.continueAll());
            StopEvent.Exited end = (StopEvent.Exited) Programs.next(inferior);
            say("exited " + end.code() + ", in the foreground " + inForeground());
        }
    }

    private static void say(String text) {
        System.out.println("debugger: " + text);
    }

    private static boolean inForeground() {
        Terminal terminal = Terminal.controlling().orElseThrow();
        int group = (int) SystemCall.call(GETPGID, 0);
        boolean answer = terminal.foregroundGroup() == group;
        terminal.close();
        return answer;
    }
}
