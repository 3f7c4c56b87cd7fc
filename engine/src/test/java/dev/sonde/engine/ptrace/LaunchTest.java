package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.AuxiliaryVector;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.linux.ProcFs;
import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Starting programs: what they find, and what is said when they cannot be started. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
class LaunchTest {
    private static final Path HELLO = TestProgram.of("hello.c").compile();
    private static final Path SURROUNDINGS = TestProgram.of("surroundings.c").compile();

    @TempDir
    private Path directory;

    @Test
    void theProgramIsStoppedBeforeItsFirstInstruction() {
        try (Inferior inferior = Programs.launch(HELLO)) {
            assertThat(inferior.launched()).isTrue();
            assertThat(inferior.state()).isEqualTo(Inferior.State.STOPPED);
            assertThat(inferior.threads()).hasSize(1);
            assertThat(Programs.state(inferior.pid())).isEqualTo('t');
            assertThat(inferior.info().executable()).contains(HELLO.toString());
            assertThat(inferior.info().commandLine()).containsExactly(HELLO.toString());
            long base = inferior.info()
                    .auxiliaryVector()
                    .value(AuxiliaryVector.AT_BASE)
                    .orElseThrow();
            assertThat(inferior.info().regions())
                    .anyMatch(region ->
                            region.contains(Programs.pc(inferior.threads().getFirst()))
                                    && region.isExecutable()
                                    && region.name().contains("ld"))
                    .anyMatch(region -> region.start() == base);
        }
    }

    @Test
    void nothingOfThisProcessReachesTheProgram() {
        LaunchOptions options = Programs.options(SURROUNDINGS, "one", "two words", "")
                .withEnvironment(List.of("A=1", "EMPTY=", "UNICODE=grün"))
                .withDirectory(directory);
        try (Inferior inferior = PtraceBackend.launch(options)) {
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            List<String> lines = Programs.output(inferior).lines().toList();
            assertThat(lines)
                    .contains(
                            "SigPnd:\t0000000000000000",
                            "SigBlk:\t0000000000000000",
                            "SigIgn:\t0000000000000000",
                            "SigCgt:\t0000000000000000",
                            "leads its group 1",
                            "leads its session 0",
                            "directory " + directory.toAbsolutePath());
            assertThat(lines.stream().filter(line -> line.startsWith("descriptor")))
                    .containsExactly("descriptor 0", "descriptor 1", "descriptor 2");
            assertThat(lines.stream().filter(line -> line.startsWith("argument")))
                    .containsExactly("argument " + SURROUNDINGS, "argument one", "argument two words", "argument ");
            assertThat(lines.stream().filter(line -> line.startsWith("variable")))
                    .containsExactly("variable A=1", "variable EMPTY=", "variable UNICODE=grün");
            assertThat(lines).contains("files " + softLimit("Max open files"), "stack " + softLimit("Max stack size"));
        }
    }

    private static String softLimit(String name) {
        String line = ProcFs.text((int) ProcessHandle.current().pid(), "limits")
                .orElseThrow()
                .lines()
                .filter(l -> l.startsWith(name))
                .findFirst()
                .orElseThrow();
        String value = line.substring(name.length()).strip().split("\\s+", 2)[0];
        return value.equals("unlimited") ? "-1" : value;
    }

    @Test
    void addressesAreTheSameEachTimeUnlessAskedOtherwise() {
        assertThat(addressesOfMain(false)).hasSize(1);
        assertThat(addressesOfMain(true)).hasSizeGreaterThan(1);
    }

    private static Set<String> addressesOfMain(boolean randomize) {
        Set<String> addresses = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            LaunchOptions options = Programs.options(SURROUNDINGS).withRandomizedAddresses(randomize);
            try (Inferior inferior = PtraceBackend.launch(options)) {
                Programs.run(inferior);
                List<String> lines = Programs.output(inferior).lines().toList();
                assertThat(lines).contains("randomized " + (randomize ? 1 : 0));
                lines.stream().filter(line -> line.startsWith("main")).forEach(addresses::add);
            }
        }
        return addresses;
    }

    @Test
    void aNameWithoutSlashIsLookedUpInPath() {
        try (Inferior inferior = PtraceBackend.launch(LaunchOptions.of("true").withStdio(Stdio.pipes()))) {
            assertThat(inferior.info().commandLine()).containsExactly("true");
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
        }
    }

    @Test
    void aScriptRunsInItsInterpreter() throws IOException {
        Path script = executable("script", "#!/bin/sh\nexit 6\n");
        try (Inferior inferior = Programs.launch(script)) {
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(6));
        }
    }

    @Test
    void aProgramThatEndsAtOnceEndsAtOnce() {
        for (int i = 0; i < 20; i++) {
            try (Inferior inferior =
                    PtraceBackend.launch(LaunchOptions.of("true").withStdio(Stdio.pipes()))) {
                assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
                assertThat(inferior.threads()).isEmpty();
                assertThatThrownBy(() -> inferior.resume(Resumption.continueAll()))
                        .isInstanceOf(DebugException.class);
                assertThatThrownBy(inferior::waitForStop)
                        .isInstanceOf(DebugException.class)
                        .hasMessageContaining("has ended");
            }
        }
    }

    @Test
    void standardDescriptorsGoToFiles() throws IOException {
        Path input = Files.writeString(directory.resolve("in"), "a line\n");
        Path output = Files.writeString(directory.resolve("out"), "before\n");
        Path program = TestProgram.of("echo.c").compile();
        Stdio stdio = new Stdio.Each(
                new Stdio.Place.File(input, false),
                new Stdio.Place.File(output, true),
                new Stdio.Place.File(directory.resolve("err"), false));
        try (Inferior inferior = PtraceBackend.launch(Programs.options(program).withStdio(stdio))) {
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(7));
        }
        assertThat(output).hasContent("before\nready\ngot a line\n");
        assertThat(directory.resolve("err")).isEmptyFile();
    }

    @Test
    void pipesCarryBothWays() {
        try (Inferior inferior = Programs.launch(TestProgram.of("echo.c").compile())) {
            inferior.resume(Resumption.continueAll());
            assertThat(Programs.line(inferior)).isEqualTo("ready");
            Programs.type(inferior, "hello\n");
            assertThat(Programs.line(inferior)).isEqualTo("got hello");
            Programs.endInput(inferior);
            assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(7));
        }
    }

    @Test
    void whatCannotBeStartedIsToldWithPathAndReason() throws IOException {
        Path noElf = executable("text", "just words");
        Path noInterpreter = executable("lost", "#!/no/such/interpreter\n");
        Path notExecutable = Files.writeString(directory.resolve("plain"), "x");
        Path truncated = directory.resolve("truncated");
        Files.write(truncated, java.util.Arrays.copyOf(Files.readAllBytes(HELLO), 100));
        Files.setPosixFilePermissions(truncated, PosixFilePermissions.fromString("rwxr-xr-x"));
        refused(Path.of("/no/such/program"), "No such file");
        refused(directory, "ermission denied");
        refused(notExecutable, "ermission denied");
        refused(noElf, "neither an ELF");
        refused(truncated, "neither an ELF");
        refused(noInterpreter, "interpreter that it names does not exist");
        assertThatThrownBy(() -> PtraceBackend.launch(LaunchOptions.of("no-such-program-anywhere")))
                .isInstanceOf(DebugException.class)
                .hasMessageContaining("no-such-program-anywhere")
                .hasMessageContaining("PATH");
        assertThatThrownBy(
                        () -> PtraceBackend.launch(Programs.options(HELLO).withDirectory(directory.resolve("missing"))))
                .isInstanceOf(DebugException.class)
                .hasMessageContaining("no such directory");
        Stdio unreadable = new Stdio.Each(
                new Stdio.Place.Pipe(), new Stdio.Place.Pipe(), new Stdio.Place.File(Path.of("/no/such/dir/f"), false));
        assertThatThrownBy(() -> PtraceBackend.launch(Programs.options(HELLO).withStdio(unreadable)))
                .isInstanceOf(DebugException.class)
                .hasMessageContaining("/no/such/dir/f");
    }

    private static void refused(Path program, String reason) {
        assertThatThrownBy(() -> Programs.launch(program))
                .isInstanceOf(DebugException.class)
                .hasMessageContaining(program.toString())
                .hasMessageContaining(reason);
    }

    @Test
    void failedLaunchesLeaveNoDescriptorsBehind() throws IOException {
        Path noElf = executable("text", "just words");
        refused(noElf, "ELF");
        Programs.await(() -> tracerThreads() == 0);
        long before = descriptors();
        for (int i = 0; i < 20; i++) {
            refused(noElf, "ELF");
        }
        assertThat(descriptors()).isLessThan(before + 20);
    }

    private static long tracerThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sonde-tracer"))
                .count();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private Path executable(String name, String text) throws IOException {
        Path file = Files.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
