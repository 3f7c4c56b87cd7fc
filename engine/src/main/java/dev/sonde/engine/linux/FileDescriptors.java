package dev.sonde.engine.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/** Raw file descriptors: opening, pipes, pseudo-terminals, and streams over them. */
public final class FileDescriptors {
    /** open(2): for reading only. */
    public static final int O_RDONLY = 0;

    /** open(2): for reading and writing. */
    public static final int O_RDWR = 2;

    /** open(2): do not become the controlling terminal. */
    public static final int O_NOCTTY = 0x100;

    /** open(2): close on exec. */
    public static final int O_CLOEXEC = 0x80000;

    private static final int F_DUPFD_CLOEXEC = 1030;
    /** Below are the descriptors that a started program gets, and the one that {@link ExecStub} waits at. */
    private static final int FIRST_PRIVATE = 10;

    private static final int O_WRONLY = 1;
    private static final int O_CREAT = 0x40;
    private static final int O_TRUNC = 0x200;
    private static final int O_APPEND = 0x400;
    private static final int NEW_FILE_MODE = 0666;
    private static final int EINTR = 4;
    private static final int EIO = 5;
    private static final long TIOCGPTN = 0x8004_5430L;
    private static final long TIOCSPTLCK = 0x4004_5431L;

    private FileDescriptors() {}

    /** The two ends of a pipe, closed on exec. */
    public record Pipe(int readEnd, int writeEnd) {}

    /** A pseudo-terminal: the master's descriptor, closed on exec, and the path of the slave. */
    public record Pty(int master, String slavePath) {}

    /** The flags that open a file for writing, creating it, at its end or from its start. */
    public static int forWriting(boolean append) {
        return O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC);
    }

    /** Opens a file; a new one may be read and written by all but for the umask. The descriptor or the negative errno. */
    public static long open(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            return SystemCall.call(SystemCall.OPEN, arena.allocateFrom(path).address(), flags, NEW_FILE_MODE);
        }
    }

    /** Closes a descriptor. */
    public static void close(int descriptor) {
        SystemCall.call(SystemCall.CLOSE, descriptor);
    }

    /** A new pipe. */
    public static Pipe pipe() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(8, 4);
            SystemCall.check("pipe2", SystemCall.call(SystemCall.PIPE2, ends.address(), O_CLOEXEC));
            return new Pipe(
                    outOfTheWay(ends.getAtIndex(ValueLayout.JAVA_INT, 0)),
                    outOfTheWay(ends.getAtIndex(ValueLayout.JAVA_INT, 1)));
        }
    }

    /**
     * The same open file under a descriptor that no standard one is, closed on exec. A debugger that was itself started
     * with closed standard descriptors is given their numbers for anything it opens, and a program that it starts would
     * find them overwritten.
     */
    public static int outOfTheWay(int descriptor) {
        if (descriptor >= FIRST_PRIVATE) {
            return descriptor;
        }
        long moved = SystemCall.call(SystemCall.FCNTL, descriptor, F_DUPFD_CLOEXEC, FIRST_PRIVATE);
        close(descriptor);
        return (int) SystemCall.check("fcntl(F_DUPFD_CLOEXEC)", moved);
    }

    /** A new pseudo-terminal, unlocked. Source: pty(7), ptmx(4). */
    public static Pty pty() {
        int master = (int) SystemCall.check("open(\"/dev/ptmx\")", open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocate(8, 4);
            SystemCall.check(
                    "ioctl(TIOCSPTLCK)", SystemCall.call(SystemCall.IOCTL, master, TIOCSPTLCK, number.address()));
            SystemCall.check("ioctl(TIOCGPTN)", SystemCall.call(SystemCall.IOCTL, master, TIOCGPTN, number.address()));
            return new Pty(master, "/dev/pts/" + number.get(ValueLayout.JAVA_INT, 0));
        }
    }

    /** Writes all of {@code bytes}. */
    static long writeFully(int descriptor, MemorySegment bytes) {
        long done = 0;
        while (done < bytes.byteSize()) {
            long n = SystemCall.call(SystemCall.WRITE, descriptor, bytes.address() + done, bytes.byteSize() - done);
            if (n == -EINTR) {
                continue;
            }
            if (n < 0) {
                return n;
            }
            done += n;
        }
        return done;
    }

    /** A stream that reads from a descriptor and closes it. */
    public static InputStream inputStream(int descriptor) {
        return new DescriptorInput(descriptor);
    }

    /** A stream that writes to a descriptor and closes it. */
    public static OutputStream outputStream(int descriptor) {
        return new DescriptorOutput(descriptor, true);
    }

    /** A stream that writes to a descriptor which another stream closes. */
    public static OutputStream sharedOutputStream(int descriptor) {
        return new DescriptorOutput(descriptor, false);
    }

    private static final class DescriptorInput extends InputStream {
        private final int descriptor;
        private boolean closed;

        DescriptorInput(int descriptor) {
            this.descriptor = descriptor;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, into.length);
            if (length == 0) {
                return 0;
            }
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment buffer = arena.allocate(Math.min(length, 1 << 16));
                long n;
                do {
                    n = SystemCall.call(SystemCall.READ, descriptor, buffer.address(), buffer.byteSize());
                } while (n == -EINTR);
                // A pseudo-terminal whose last slave was closed answers EIO: that is its end of file.
                if (n == 0 || n == -EIO) {
                    return -1;
                }
                if (n < 0) {
                    throw new IOException("read from descriptor " + descriptor + " failed with errno " + -n);
                }
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, offset, (int) n);
                return (int) n;
            }
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                FileDescriptors.close(descriptor);
            }
        }
    }

    private static final class DescriptorOutput extends OutputStream {
        private final int descriptor;
        private final boolean owned;
        private boolean closed;

        DescriptorOutput(int descriptor, boolean owned) {
            this.descriptor = descriptor;
            this.owned = owned;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, from.length);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment buffer = arena.allocate(Math.max(length, 1));
                MemorySegment.copy(from, offset, buffer, ValueLayout.JAVA_BYTE, 0, length);
                long n = writeFully(descriptor, buffer.asSlice(0, length));
                if (n < 0) {
                    throw new IOException("write to descriptor " + descriptor + " failed with errno " + -n);
                }
            }
        }

        @Override
        public synchronized void close() {
            if (owned && !closed) {
                closed = true;
                FileDescriptors.close(descriptor);
            }
        }
    }
}
