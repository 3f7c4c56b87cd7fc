package dev.sonde.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real debugger on a real pseudo-terminal, made by script(1). */
@Timeout(120)
class TerminalTest {
    private static final String CTRL_C = "\003";
    private static final String CTRL_D = "\004";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path home;

    /** A debugger at a terminal: what is typed goes in, what is shown is waited for. */
    private static final class AtTerminal implements AutoCloseable {
        private final Process process;
        private final InputStream screen;
        private final OutputStream keyboard;
        private final StringBuilder shown = new StringBuilder();
        private int seen;
        private boolean closed;

        AtTerminal(Path home, String... words) throws IOException {
            String modules = System.getProperty("jdk.module.path", "");
            String path = modules + File.pathSeparator + System.getProperty("java.class.path");
            String command = String.join(
                    " ",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Duser.home=" + home,
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:-MaxFDLimit",
                    "-cp",
                    path,
                    "dev.sonde.cli.Main",
                    String.join(" ", words));
            Process started;
            try {
                ProcessBuilder builder = new ProcessBuilder(List.of("script", "-qfec", command, "/dev/null"));
                builder.environment().put("TERM", "xterm");
                started = builder.start();
            } catch (IOException e) {
                assumeTrue(false, "script is not installed");
                throw e;
            }
            process = started;
            screen = process.getInputStream();
            keyboard = process.getOutputStream();
            Thread.ofPlatform().daemon().start(this::watchScreen);
        }

        void type(String text) throws IOException {
            keyboard.write(text.getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
        }

        /** Waits until {@code text} is shown, after what was waited for before. */
        AtTerminal await(String text) throws InterruptedException {
            Instant end = Instant.now().plus(LIMIT);
            synchronized (shown) {
                int at = find(text);
                while (at < 0) {
                    long left = Duration.between(Instant.now(), end).toMillis();
                    if (left <= 0 || closed) {
                        Assertions.fail("waited for \"" + text + "\" and saw:\n" + shown);
                    }
                    shown.wait(left);
                    at = find(text);
                }
                seen = at + text.length();
            }
            return this;
        }

        private int find(String text) {
            return shown.indexOf(text, seen);
        }

        private void watchScreen() {
            byte[] buffer = new byte[4096];
            try {
                int length = screen.read(buffer);
                while (length >= 0) {
                    append(plain(new String(buffer, 0, length, StandardCharsets.UTF_8)));
                    length = screen.read(buffer);
                }
            } catch (IOException e) {
                append(e.toString());
            }
            synchronized (shown) {
                closed = true;
                shown.notifyAll();
            }
        }

        private void append(String text) {
            synchronized (shown) {
                shown.append(text);
                shown.notifyAll();
            }
        }

        int end() throws InterruptedException {
            return process.waitFor();
        }

        @Override
        public void close() {
            process.destroy();
        }

        /** Without the sequences that move the cursor and choose colours. */
        private static String plain(String text) {
            return text.replaceAll("\033\\[[0-9;?=]*[a-zA-Z]", "").replaceAll("\033[=>]", "");
        }
    }

    @Test
    void aSessionWithCompletionRepetitionAndConfirmation() throws Exception {
        String program = TestProgram.of("loop.c").compile().toString();
        try (AtTerminal user = new AtTerminal(home, "-q", program)) {
            user.await("(sonde) ").type("break wor\t\r");
            user.await("Breakpoint 1 at 0x").await("(sonde) ").type("run\r");
            user.await("Breakpoint 1, work (")
                    .await("sum += i;")
                    .await("(sonde) ")
                    .type("stepi\r");
            user.await("0x").await("sum += i;").await("(sonde) ").type("\r");
            user.await("0x").await("sum += i;").await("(sonde) ").type("half a line" + CTRL_C);
            user.await("Quit").await("(sonde) ").type(CTRL_D);
            user.await("A debugging session is active.")
                    .await("Quit anyway? (y or n) ")
                    .type("n\r");
            user.await("Not confirmed.").await("(sonde) ").type("quit 5\r");
            user.await("Quit anyway? (y or n) ").type("y\r");
            Assertions.assertThat(user.end()).isEqualTo(5);
        }
        Assertions.assertThat(home.resolve(".sonde_history"))
                .content()
                .contains("break work")
                .contains("quit 5");
    }

    @Test
    void ctrlCReachesTheProgramAndTheProgramCanRead() throws Exception {
        try (AtTerminal user = new AtTerminal(home, "-q", "/bin/cat")) {
            user.await("(sonde) ").type("run\r");
            user.await("Starting program: ").await("cat").type("typed for cat\r");
            user.await("typed for cat").await("typed for cat").type(CTRL_C);
            user.await("Program received signal SIGINT, Interrupt.")
                    .await("(sonde) ")
                    .type("kill\r");
            user.await("Kill the program being debugged? (y or n) ").type("y\r");
            user.await("killed]").await("(sonde) ").type(CTRL_D);
            Assertions.assertThat(user.end()).isZero();
        }
    }

    @Test
    void threadsStopEachForItselfWhileThePromptIsThere() throws Exception {
        String program =
                TestProgram.of("sleepers.c").flags("-pthread").compile().toString();
        try (AtTerminal user = new AtTerminal(home, "-q", program)) {
            user.await("(sonde) ").type("set non-stop on\r");
            user.await("(sonde) ").type("run &\r");
            user.await("Starting program: ").await("ready").type("info threads\r");
            user.await("* 1 ").await("(running)").await("(sonde) ").type("interrupt -a\r");
            user.await("stopped.").await("stopped.").type("continue -a &\r");
            user.await("Continuing.").type("interrupt\r");
            user.await("Thread 1 \"sleepers\" stopped.").type("info threads\r");
            user.await("* 1 ").await("pause").await("(running)").type("next &\r");
            user.await("next &").type("info threads\r");
            user.await("* 1 ").await("(running)").await("(running)").type("kill\r");
            user.await("Kill the program being debugged? (y or n) ").type("y\r");
            user.await("killed]").await("(sonde) ").type(CTRL_D);
            Assertions.assertThat(user.end()).isZero();
        }
    }
}
