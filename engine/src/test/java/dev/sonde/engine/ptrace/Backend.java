package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.LaunchOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What the one suite runs on. What a backend cannot do by nature is said here, and nowhere else. */
enum Backend {
    /** ptrace, of this machine. */
    PTRACE,
    /** The GDB remote serial protocol, to a gdbserver. */
    GDBSERVER,
    /** The GDB remote serial protocol, to our own stub. */
    SONDE_SERVER;

    /** Names the main class of our own stub, where it is on the class path. */
    private static final String STUB = "sonde.test.stub";

    /** What not every backend can do. */
    enum Ability {
        /** Debug registers that are read and written as such. */
        DEBUG_REGISTERS("no target description has them"),
        /** A reason with each refusal to watch something. */
        REASONS_OF_REFUSALS("the protocol's replies to Z packets have no reason"),
        /** Which thread it was that has called execve. */
        THREAD_THAT_EXECS("the protocol tells of the thread that is left"),
        /** Threads that begin or end between two stops are told of. */
        EACH_THREAD("threads are asked for when the process has stopped"),
        /** Starts and ends of threads as stops. */
        THREAD_EVENTS("the protocol tells of an end when the thread is no more, and the client does not ask for starts"),
        /** A breakpoint planted where a thread stands after a signal is not hit there. */
        PLANTED_UNDERFOOT("the client knows only of threads that have been stopped by a breakpoint"),
        /** Another thread's stop that is due does not come while one thread runs alone. */
        ONE_ALONE("the stub tells of what others have stopped for"),
        /** Processes that clone has made in other ways than fork and vfork do. */
        ODD_CLONES("gdbserver takes what clone makes for a thread, or for a process with memory of its own", true),
        /** The refusal to watch what belongs to the kernel. */
        KERNEL_ADDRESSES_REFUSED("gdbserver takes any address, and finds out when the program goes on", true),
        /** Which system call stops are entries, from the start of the program, and of each thread, on. */
        CALLS_FROM_THE_START("gdbserver takes the return of execve, and of clone in the child, for an entry", true),
        /** The executable of a process whose leader has exited. */
        EXECUTABLE_WITHOUT_LEADER("gdbserver names the link in /proc that leads nowhere then", true),
        /** Group-stops, in which a program waits for SIGCONT. */
        GROUP_STOPS("gdbserver does not seize, and takes a group-stop for another SIGSTOP", true),
        /** Detaching from a process whose leader has exited. */
        DETACH_WITHOUT_LEADER("gdbserver ends the connection", true),
        /** Stepping through printf without harm to what it prints. */
        STEPPING_THROUGH_PRINTF("gdbserver garbles the output, with gdb as with us", true),
        /** Traps by a trap flag that the program itself has set. */
        TRAP_FLAGS("gdbserver takes them for its own; with gdb the program dies of one", true);

        private final String why;
        private final boolean gdbserverAlone;

        /** What the protocol, or our client, does not have. */
        Ability(String why) {
            this(why, false);
        }

        /** What a gdbserver does not have. */
        Ability(String why, boolean gdbserverAlone) {
            this.why = why;
            this.gdbserverAlone = gdbserverAlone;
        }
    }

    /** Those that can be had here: our own stub is a module above this one, which runs the suite again for it. */
    static Stream<Backend> present() {
        return System.getProperty(STUB) == null ? Stream.of(PTRACE, GDBSERVER) : Stream.of(SONDE_SERVER);
    }

    Inferior launch(Path program, String... arguments) {
        return launch(Programs.options(program, arguments));
    }

    /** Launches a program; {@code emulate} is whether ptrace may execute instructions in software, which others do not. */
    Inferior launch(boolean emulate, Path program, String... arguments) {
        return emulate || this != PTRACE
                ? launch(program, arguments)
                : PtraceBackend.launchWithoutEmulation(Programs.options(program, arguments));
    }

    Inferior launch(LaunchOptions options) {
        return switch (this) {
            case PTRACE -> PtraceBackend.launch(options);
            case GDBSERVER -> StubProcess.launch(List.of("gdbserver"), options);
            case SONDE_SERVER -> StubProcess.launch(ownStub(), options);
        };
    }

    private static List<String> ownStub() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                System.getProperty(STUB));
    }

    /** Why it cannot do something; empty if it can. */
    private Optional<String> obstacle(Ability ability) {
        boolean lacks = this == GDBSERVER || (this == SONDE_SERVER && !ability.gdbserverAlone);
        return lacks ? Optional.of(ability.why) : Optional.empty();
    }

    boolean can(Ability ability) {
        return obstacle(ability).isEmpty();
    }

    /** Ends the test here, with the reason, on a backend that cannot do what it is about. */
    void needs(Ability ability) {
        obstacle(ability).ifPresent(reason -> Assumptions.abort(this + ": " + reason));
    }
}
