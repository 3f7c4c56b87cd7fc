package dev.sonde.cli.command.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.CommandTable;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.console.Console;
import dev.sonde.cli.console.Dialogue;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.target.Stop;
import dev.sonde.engine.target.Target;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.testprograms.TestProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands that look at frames; what they print is what gdb prints. */
@Timeout(60)
class FrameCommandsTest {
    private static final Path PROGRAM = new TestProgram("unwinding.c", "gcc", List.of("-O0")).compile();

    private final Target target = new Target();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Session session = session();

    private Session session() {
        CommandTable commands = new CommandTable();
        commands.add(new FrameCommands());
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        return new Session(target, Console.plain(stream, stream), new Settings(), commands);
    }

    @AfterEach
    void end() {
        target.close();
    }

    private void startTo(String function, String... arguments) throws InterruptedException {
        target.start(LaunchOptions.of(PROGRAM.toString(), arguments)
                .withEnvironment(List.of())
                .withStdio(Stdio.pipes()));
        target.breakAt(new LocationSpec.Function(function));
        assertThat(target.resume()).isInstanceOf(Stop.Stopped.class);
    }

    private String run(String line) throws InterruptedException {
        output.reset();
        session.execute(line);
        return output.toString(StandardCharsets.UTF_8);
    }

    private static String gdb(List<String> arguments, List<String> commands) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("gdb", "-nx", "-batch"));
        List<String> all = new ArrayList<>(List.of(
                "set debug-file-directory /nonexistent",
                "set startup-with-shell off",
                "unset environment",
                "break reached",
                "run"));
        all.add("echo @start\\n");
        all.addAll(commands);
        all.forEach(command -> line.addAll(List.of("-ex", command)));
        line.addAll(List.of("--args", PROGRAM.toString()));
        line.addAll(arguments);
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        int start = text.indexOf("@start\n");
        assumeTrue(start >= 0, "gdb runs programs here");
        return text.substring(start + "@start\n".length());
    }

    @Test
    void theTextsAreThoseOfGdb() throws IOException, InterruptedException {
        startTo("reached", "recursion", "12");
        List<String> commands = List.of(
                "bt",
                "where -2",
                "up",
                "info frame",
                "frame 3",
                "up 2",
                "info frame",
                "down 100",
                "info frame",
                "f 13",
                "down",
                "info frame",
                "frame 14",
                "info frame");
        String expected = gdb(List.of("recursion", "12"), commands);
        StringBuilder ours = new StringBuilder();
        for (String command : commands) {
            ours.append(run(command));
        }
        assertThat(ours.toString()).isEqualTo(expected);
    }

    /** Somebody who is there, and says nothing. */
    private record User() implements Dialogue {
        @Override
        public Optional<String> ask(String prompt) {
            return Optional.empty();
        }

        @Override
        public int columns() {
            return 0;
        }

        @Override
        public int rows() {
            return 0;
        }
    }

    @Test
    void aBacktraceCanBeCutShort() throws InterruptedException {
        startTo("reached", "recursion", "3");
        assertThat(run("bt 2")).hasLineCount(2).endsWith(" in recursive ()\n");
        session.console().dialogue(new User());
        assertThat(run("bt 2")).hasLineCount(3).endsWith("(More stack frames follow...)\n");
        session.console().dialogue(null);
        assertThat(run("bt 6")).hasLineCount(6).endsWith(" in main ()\n");
        session.settings().setting("backtrace past-main").set("on");
        assertThat(run("bt")).contains(" in _start ()");
        session.settings().setting("backtrace limit").set("2");
        assertThat(run("bt")).hasLineCount(2);
    }

    @Test
    void theSelectedFrameHasRegistersOfItsOwnUntilTheProgramRuns() throws InterruptedException {
        startTo("reached", "recursion", "3");
        run("frame 2");
        long pc = target.selectedFrame().pc();
        Expressions expressions = Expressions.of(session);
        assertThat(expressions.address("(long)$pc")).isEqualTo(pc);
        assertThatThrownBy(() -> expressions.evaluate("$rax")).hasMessageContaining("not saved");
        assertThat(target.selectedFrame().registers().file().readLong(Register.RIP))
                .isEqualTo(pc);
        assertThat(run("finish")).contains(" in recursive (");
        assertThat(target.breakpoints().all()).hasSize(1);
        assertThat(target.selectedFrame().level()).isZero();
    }

    @Test
    void whatCannotBeDoneIsSaid() throws InterruptedException {
        assertThatThrownBy(() -> run("bt")).isInstanceOf(CommandException.class).hasMessage("No stack.");
        assertThatThrownBy(() -> run("finish")).hasMessage("The program is not being run.");
        startTo("reached", "recursion", "1");
        assertThatThrownBy(() -> run("down")).hasMessage("Bottom (innermost) frame selected; you can't go down.");
        assertThatThrownBy(() -> run("frame 9")).hasMessage("No frame at level 9.");
        run("up 20");
        assertThatThrownBy(() -> run("up")).hasMessage("Initial frame selected; you can't go up.");
        assertThatThrownBy(() -> run("finish")).hasMessage("\"finish\" not meaningful in the outermost frame.");
    }

    @Test
    void aSignalHandlersCallerIsShown() throws InterruptedException {
        target.signals().handle(List.of("SIGUSR1", "nostop", "noprint", "pass"));
        startTo("reached", "signal");
        assertThat(run("bt")).contains("#2  <signal handler called>\n").contains(" in interrupted ()\n");
    }
}
