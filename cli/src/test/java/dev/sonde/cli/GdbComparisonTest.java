package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same commands to gdb and to us, whose answers should be the same; without debug information, as gdb sees no lines. */
class GdbComparisonTest {
    private static final String HELLO = plain("hello.c");
    private static final String LOOP = plain("loop.c");
    private static final String SIGNALS = plain("signals.c");

    @TempDir
    Path directory;

    private static String plain(String source) {
        return new TestProgram(source, "gcc", List.of("-g0")).compile().toString();
    }

    private void sameAsGdb(String program, String... commands) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("set args > " + directory.resolve("out")));
        all.addAll(List.of(commands));
        String ours = Transcript.batch(program, all.toArray(String[]::new)).text();
        assertThat(ours).isEqualTo(gdb(program, all));
    }

    private static String gdb(String program, List<String> commands) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("gdb", "--batch", "-nx"));
        for (String command : commands) {
            words.add("-ex");
            words.add(command);
        }
        words.add(program);
        Process process;
        try {
            process = new ProcessBuilder(words).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "gdb is not installed");
            throw e;
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return Transcript.normalized(text)
                .replace("[Thread debugging using libthread_db enabled]\n", "")
                .replaceAll("Using host libthread_db library .*\n", "");
    }

    @Test
    void breakpointsAndTheirTable() throws Exception {
        sameAsGdb(
                LOOP,
                "break main",
                "tbreak work",
                "break work",
                "info breakpoints",
                "run",
                "info breakpoints",
                "continue",
                "ignore 3 2",
                "condition 1 $rdi == 1",
                "enable once 1",
                "info breakpoints",
                "continue",
                "disable 3",
                "info breakpoints 3",
                "delete 1-3",
                "info breakpoints",
                "stepi",
                "nexti 3",
                "info symbol $pc",
                "kill");
    }

    @Test
    void watchpoints() throws Exception {
        sameAsGdb(
                LOOP,
                "break main",
                "run",
                "delete 1",
                "watch -l *(long *) &sum",
                "continue",
                "continue",
                "info watchpoints",
                "delete 2",
                "rwatch *(int *) &sum",
                "continue",
                "awatch *(char *) &sum",
                "continue",
                "info breakpoints");
    }

    @Test
    void signals() throws Exception {
        sameAsGdb(
                SIGNALS,
                "info signals SIGINT",
                "handle SIGUSR1 nostop noprint nopass",
                "info signals SIGUSR1",
                "run",
                "break tick",
                "run",
                "continue",
                "info threads",
                "thread",
                "thread 1");
    }

    @Test
    void catchpointsAndTheirTable() throws Exception {
        sameAsGdb(
                HELLO,
                "catch fork",
                "tcatch vfork",
                "catch exec",
                "catch syscall",
                "catch syscall write 60 close",
                "info breakpoints");
    }

    @Test
    void theSettings() throws Exception {
        sameAsGdb(
                HELLO,
                "show args",
                "show confirm",
                "set confirm",
                "show disassembly-flavor",
                "set disassembly-flavor intel",
                "show disassembly-flavor",
                "show disable-randomization",
                "set env FOO=bar",
                "show env FOO",
                "unset env FOO",
                "show env FOO",
                "set env FOO",
                "pwd",
                "set cwd /tmp",
                "show cwd",
                "show print thread-events",
                "show print inferior-events");
    }

    @Test
    void mistakes() throws Exception {
        sameAsGdb(
                HELLO,
                "foo",
                "info foo",
                "catch foo",
                "continue",
                "info threads",
                "info program",
                "info breakpoints",
                "info watchpoints",
                "delete 9",
                "ignore",
                "condition",
                "condition 9 x",
                "thread 9",
                "thread x",
                "catch syscall nosuch",
                "attach",
                "signal 1",
                "kill",
                "detach",
                "break nosuch",
                "cd /nonexistent",
                "set confirm maybe",
                "info symbol 0",
                "info sharedlibrary");
    }

    @Test
    void ends() throws Exception {
        sameAsGdb(HELLO, "run", "run a > /dev/null", "run a b c d e f g h i > /dev/null", "info program");
    }
}
