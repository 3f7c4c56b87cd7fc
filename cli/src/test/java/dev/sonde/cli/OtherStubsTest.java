package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stubs other than gdbserver, where they are installed: a program is debugged from its first instruction to its end. */
@Timeout(120)
class OtherStubsTest {
    private static final Path PROGRAM = TestProgram.of("calls.c").compile();

    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private static void needs(String command) {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin", command)), command + " is not installed");
    }

    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        processes.add(process);
        return process;
    }

    private static void debug(String connect) {
        List<String> lines = BatchRun.sonde(
                PROGRAM,
                List.of(
                        "set remotetimeout 30",
                        connect,
                        "break main",
                        "continue",
                        "backtrace",
                        "print $rip == $pc",
                        "x/i $pc",
                        "stepi",
                        "next",
                        "print *(long *) ($sp - 64) = 4711",
                        "print *(long *) ($sp - 64)",
                        "print $r11 = 17",
                        "print $r11",
                        "delete",
                        "continue",
                        "print $_exitcode"));
        assertThat(lines)
                .anyMatch(line -> line.matches("0x[0-9a-f]+ in _start \\(\\) from .*ld-linux.*"))
                .anyMatch(line -> line.startsWith("Breakpoint 1, main ("))
                .anyMatch(line -> line.startsWith("#0  main ("))
                .contains("$1 = 1", "$2 = 4711", "$3 = 4711", "$4 = 17", "$5 = 17", "$6 = 0")
                .anyMatch(line -> line.startsWith("=> 0x"))
                .anyMatch(line -> line.matches("\\[Inferior 1 \\(process PID\\) exited normally]"));
    }

    @Test
    void qemuUser() throws IOException, InterruptedException {
        needs("qemu-x86_64");
        Path socket = directory.resolve("socket");
        start("qemu-x86_64", "-g", socket.toString(), PROGRAM.toString());
        awaitFile(socket);
        debug("target remote " + socket);
    }

    @Test
    void qemuSystem() throws IOException, InterruptedException {
        needs("qemu-system-x86_64");
        Path socket = directory.resolve("socket");
        start(
                "qemu-system-x86_64",
                "-S",
                "-display",
                "none",
                "-m",
                "16",
                "-serial",
                "null",
                "-monitor",
                "none",
                "-chardev",
                "socket,server=on,wait=off,id=stub,path=" + socket,
                "-gdb",
                "chardev:stub");
        awaitFile(socket);
        // The reset vector: a far jump to f000:e05b; the stub tells of ip, not of the linear address.
        List<String> lines = BatchRun.sonde(List.of(
                "-ex",
                "set remotetimeout 30",
                "-ex",
                "target remote " + socket,
                "-ex",
                "print $cs",
                "-ex",
                "x/3xb 0xffff0",
                "-ex",
                "stepi",
                "-ex",
                "print/x $rip",
                "-ex",
                "kill"));
        assertThat(lines).contains("$1 = 61440", "0xffff0:\t0xea\t0x5b\t0xe0", "$2 = 0xe05b");
    }

    @Test
    void valgrind() throws IOException {
        needs("valgrind");
        needs("vgdb");
        String pipes = "--vgdb-prefix=" + directory.resolve("vgdb");
        Process process = start("valgrind", pipes, "--vgdb-error=0", PROGRAM.toString());
        awaitLine(process, "target remote");
        debug("target remote | vgdb " + pipes + " --pid=" + process.pid());
    }

    @Test
    void lldbServer() throws IOException, InterruptedException {
        needs("lldb-server");
        Path pipe = directory.resolve("port");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        start("lldb-server", "gdbserver", "--named-pipe", pipe.toString(), "localhost:0", "--", PROGRAM.toString());
        debug("target remote localhost:" + Files.readString(pipe).replace("\0", ""));
    }

    private static void awaitLine(Process process, String part) throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(part)) {
                return;
            }
        }
        throw new AssertionError("it ended without a word of \"" + part + "\"");
    }

    /** The stub makes its socket some time after it has started, and says nothing of it. */
    private void awaitFile(Path file) throws IOException, InterruptedException {
        try (var watcher = directory.getFileSystem().newWatchService()) {
            directory.register(watcher, java.nio.file.StandardWatchEventKinds.ENTRY_CREATE);
            while (!Files.exists(file)) {
                watcher.take().reset();
            }
        }
    }
}
