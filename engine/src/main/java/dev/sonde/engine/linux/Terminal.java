package dev.sonde.engine.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * The controlling terminal of this process: who is in its foreground, and its modes.
 *
 * <p>Changing either from the background raises SIGTTOU unless the calling thread blocks it: call
 * {@link #blockBackgroundStops} first. Sources: ioctl_tty(2), termios(3).
 */
public final class Terminal {
    private static final int TCGETS = 0x5401;
    private static final int TCSETSW = 0x5403;
    private static final int TIOCGPGRP = 0x540f;
    private static final int TIOCSPGRP = 0x5410;
    private static final int TERMIOS_SIZE = 64;
    private static final int SIGTTOU = 22;

    private final int descriptor;

    private Terminal(int descriptor) {
        this.descriptor = descriptor;
    }

    /** The controlling terminal; empty when there is none. */
    public static Optional<Terminal> controlling() {
        long descriptor = FileDescriptors.open(
                "/dev/tty", FileDescriptors.O_RDWR | FileDescriptors.O_NOCTTY | FileDescriptors.O_CLOEXEC);
        return descriptor < 0 ? Optional.empty() : Optional.of(new Terminal((int) descriptor));
    }

    /** Blocks SIGTTOU in the calling thread, so that it may change the terminal from the background. */
    public static void blockBackgroundStops() {
        Signals.block(SIGTTOU);
    }

    /** The process group in the foreground, or a negative errno. */
    public int foregroundGroup() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment group = arena.allocate(4, 4);
            long result = SystemCall.call(SystemCall.IOCTL, descriptor, TIOCGPGRP, group.address());
            return result < 0 ? (int) result : group.get(ValueLayout.JAVA_INT, 0);
        }
    }

    /** Puts {@code group} in the foreground; 0 or the negative errno. */
    public long setForegroundGroup(int group) {
        try (Arena arena = Arena.ofConfined()) {
            return SystemCall.call(
                    SystemCall.IOCTL,
                    descriptor,
                    TIOCSPGRP,
                    arena.allocateFrom(ValueLayout.JAVA_INT, group).address());
        }
    }

    /** The modes as the kernel's {@code struct termios}, opaque; empty when the terminal is gone. */
    public Optional<byte[]> modes() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment termios = arena.allocate(TERMIOS_SIZE, 8);
            long result = SystemCall.call(SystemCall.IOCTL, descriptor, TCGETS, termios.address());
            return result < 0 ? Optional.empty() : Optional.of(termios.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    /** Sets modes that {@link #modes} gave, once pending output is written; 0 or the negative errno. */
    public long setModes(byte[] modes) {
        try (Arena arena = Arena.ofConfined()) {
            return SystemCall.call(
                    SystemCall.IOCTL,
                    descriptor,
                    TCSETSW,
                    arena.allocateFrom(ValueLayout.JAVA_BYTE, modes).address());
        }
    }

    /** Closes the descriptor. */
    public void close() {
        FileDescriptors.close(descriptor);
    }
}
