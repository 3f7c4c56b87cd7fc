package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.LaunchOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** What the one suite runs on. What a backend cannot do by nature is said here, and nowhere else. */
enum Backend {
    /** ptrace, of this machine. */
    PTRACE,
    /** The GDB remote serial protocol, to a gdbserver. */
    GDBSERVER;

    /** What not every backend can do. */
    enum Ability {
        /** Debug registers that are read and written as such. */
        DEBUG_REGISTERS("no target description has them"),
        /** A reason with each refusal to watch something. */
        REASONS_OF_REFUSALS("the protocol's replies to Z packets have no reason"),
        /** Processes that clone has made in other ways than fork and vfork do. */
        ODD_CLONES("gdbserver takes what clone makes for a thread, or for a process with memory of its own"),
        /** Which thread it was that has called execve. */
        THREAD_THAT_EXECS("the protocol tells of the thread that is left"),
        /** The refusal to watch what belongs to the kernel. */
        KERNEL_ADDRESSES_REFUSED("gdbserver takes any address, and finds out when the program goes on");

        private final String whyNotRemote;

        Ability(String whyNotRemote) {
            this.whyNotRemote = whyNotRemote;
        }
    }

    Inferior launch(Path program, String... arguments) {
        return launch(Programs.options(program, arguments));
    }

    Inferior launch(LaunchOptions options) {
        return switch (this) {
            case PTRACE -> PtraceBackend.launch(options);
            case GDBSERVER -> GdbServer.launch(options);
        };
    }

    /** Why it cannot do something; empty if it can. */
    private Optional<String> obstacle(Ability ability) {
        return this == PTRACE ? Optional.empty() : Optional.of(ability.whyNotRemote);
    }

    boolean can(Ability ability) {
        return obstacle(ability).isEmpty();
    }

    /** Ends the test here, with the reason, on a backend that cannot do what it is about. */
    void needs(Ability ability) {
        obstacle(ability).ifPresent(reason -> Assumptions.abort(this + ": " + reason));
    }
}
