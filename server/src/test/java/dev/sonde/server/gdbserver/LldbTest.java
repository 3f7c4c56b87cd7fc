package dev.sonde.server.gdbserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real lldb, connected to our server. */
@Timeout(120)
class LldbTest {
    private static String lldb(TestServer server, String program, String... commands) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/lldb")), "lldb is not installed");
        List<String> words = new ArrayList<>(List.of(
                "lldb", "-b", "-x", "-o", "target create " + program, "-o", "gdb-remote 127.0.0.1:" + server.port()));
        for (String command : commands) {
            words.add("-o");
            words.add(command);
        }
        return Debugger.run(words);
    }

    @Test
    void breakpointsStepsThreadsRegistersAndMemory() throws Exception {
        String program = TestProgram.of("workers.c").flags("-pthread").compile().toString();
        try (TestServer server = new TestServer("--once", "127.0.0.1:0", program, "2")) {
            String text = lldb(
                    server,
                    program,
                    "breakpoint set -n work",
                    "continue",
                    "thread list",
                    "bt",
                    "expression number * 100",
                    "register read rip rsp",
                    "memory read --count 4 --format x --size 1 $pc",
                    "memory region $pc",
                    "step",
                    "finish",
                    "breakpoint delete 1",
                    "watchpoint set variable finished",
                    "continue",
                    "process kill");
            assertThat(text)
                    .contains("stop reason = breakpoint 1.1")
                    .contains("work(number=1)")
                    .contains("name = 'worker-1'")
                    .contains("= 100")
                    .containsPattern("rip = 0x[0-9a-f]+ +.*work")
                    .contains("r-x")
                    .contains("stop reason = step in")
                    .contains("stop reason = step out")
                    .contains("stop reason = watchpoint 1");
        }
    }
}
