package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is said of threads is what gdb says, but for addresses, the system's numbers, and where threads are that are not
 * stopped at a breakpoint. gdb does not take {@code $_thread} in a list of threads, which is left out.
 */
@Timeout(120)
class ThreadComparisonTest {
    private static final Path WORKERS =
            TestProgram.of("workers.c").flags("-g", "-pthread").compile();

    @BeforeAll
    static void needsGdb() {
        assumeTrue(BatchRun.hasGdb());
    }

    @Test
    void listsAndSelection() throws IOException {
        compare(
                "info threads",
                "thread",
                "thread apply all bt",
                "thread find worker",
                "break work",
                "run",
                "info threads",
                "info threads 2",
                "info threads 3 2",
                "info threads 1-2",
                "info threads 9",
                "info threads -gid",
                "info threads foo",
                "thread",
                "thread 9",
                "thread 2",
                "thread 1.2",
                "thread name alpha",
                "info threads 2",
                "thread find alpha",
                "thread name",
                "thread find worker-2",
                "thread find LWP",
                "thread find nothere",
                "thread find");
    }

    @Test
    void commandsForThreads() throws IOException {
        compare(
                "thread apply all print 1",
                "break work",
                "run",
                "thread apply all -q print 1",
                "thread apply 1 2 print 2",
                "thread apply 1-2 -q print 3",
                "thread apply all -ascending -s print $nosuch",
                "thread apply all -c print nosuch",
                "thread apply all -s print nosuch",
                "thread apply all print nosuch",
                "thread apply all",
                "thread apply",
                "thread apply 1",
                "thread apply 7 print 1",
                "thread apply foo print 1",
                "thread apply all -q print $_thread",
                "thread apply all print $_gthread + $_inferior",
                "taas print finished",
                "taas print nosuch",
                "taas",
                "tfaas",
                "thread");
    }

    @Test
    void commandsForFrames() throws IOException {
        compare(
                "frame apply all print 1",
                "break work",
                "run",
                "frame apply 2 print finished",
                "frame apply 2 -q print finished",
                "frame apply all -s print number",
                "frame apply all print nosuch",
                "frame apply 1 -c print nosuch",
                "frame apply level 1 print number",
                "frame apply level 0-1 print number",
                "frame apply",
                "frame apply 1",
                "faas print number",
                "thread apply 2 frame apply 2 -q print number",
                "frame");
    }

    @Test
    void breakpointsOfOneThread() throws IOException {
        compare(
                "set print thread-events off",
                "break work thread 9",
                "break work thread 1",
                "break work",
                "run",
                "break work thread 3",
                "break 17 thread 2",
                "info breakpoints",
                "delete 1",
                "continue",
                "continue",
                "info breakpoints",
                "continue");
    }

    @Test
    void theSchedulerIsLocked() throws IOException {
        compare(
                "set print thread-events off",
                "show scheduler-locking",
                "break work",
                "run",
                "delete 1",
                "set scheduler-locking on",
                "show scheduler-locking",
                "next",
                "finish",
                "set scheduler-locking step",
                "show scheduler-locking",
                "next",
                "print finished",
                "set scheduler-locking off",
                "show scheduler-locking",
                "tbreak work",
                "continue",
                "print $_thread",
                "continue");
    }

    @Test
    void threadsThatComeAndGo() throws IOException {
        List<String> commands = List.of("show print thread-events", "run");
        // Who is seen to end first is chance.
        assertThat(normalized(BatchRun.sonde(WORKERS, commands)).stream().sorted())
                .isEqualTo(normalized(BatchRun.gdb(WORKERS, commands)).stream()
                        .sorted()
                        .toList());
    }

    private static void compare(String... commands) throws IOException {
        List<String> all = new ArrayList<>(List.of("set print thread-events off"));
        all.addAll(List.of(commands));
        assertThat(normalized(BatchRun.sonde(WORKERS, all))).isEqualTo(normalized(BatchRun.gdb(WORKERS, all)));
    }

    private static List<String> normalized(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("0x[0-9a-f]{6,16}", "ADDRESS")
                        .replaceAll("LWP \\d+", "LWP N")
                        // The column is as wide as the longest id, and ids of two runs may differ in length.
                        .replaceAll("(Target Id) +Frame", "$1 Frame")
                        .replaceAll("^(  [0-9 ]+Thread ADDRESS \\(LWP N\\) \"[^\"]*\" *).*", "$1"))
                .toList();
    }
}
