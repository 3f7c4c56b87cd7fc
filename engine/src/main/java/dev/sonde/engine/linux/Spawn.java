package dev.sonde.engine.linux;

import dev.sonde.engine.error.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starting a process without forking the JVM: posix_spawn(3) of {@link ExecStub}, which holds still until the tracer has
 * attached and then becomes the program.
 *
 * <p>Nothing of the JVM reaches the program: the stub closes every descriptor above 2, the signal mask is empty, every
 * disposition is the default, and the process leads a process group (or, on a pseudo-terminal, a session) of its own.
 */
public final class Spawn {
    private static final short SETPGROUP = 0x02;
    private static final short SETSIGDEF = 0x04;
    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = 0x80;
    private static final String IMAGE_NAME = "sonde-exec";
    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_EXEC = 0x10;
    private static final int EINVAL = 22;
    // glibc's posix_spawnattr_t has 336 bytes, its posix_spawn_file_actions_t 80, its sigset_t 128.
    private static final long OPAQUE_SIZE = 512;
    private static final long SIGSET_SIZE = 128;

    /** Where one of the standard descriptors 0 to 2 goes. */
    public sealed interface Standard {
        /** The descriptor of this process with the same number. */
        record Inherit() implements Standard {}

        /** Another descriptor of this process. */
        record Descriptor(int descriptor) implements Standard {}
    }

    /**
     * What to start.
     *
     * @param path the program's path, absolute or relative to {@code directory}
     * @param arguments the argument vector, its first element the program's name
     * @param environment the environment, each {@code NAME=value}
     * @param directory the working directory; empty for this process's own
     * @param standard where descriptors 0, 1 and 2 go
     * @param terminal the path of a pseudo-terminal's slave that becomes descriptors 0, 1, 2 and the controlling
     *     terminal of a new session; {@code standard} is then ignored
     * @param randomizeAddresses whether addresses shall be randomised as without a debugger
     */
    public record Plan(
            String path,
            List<String> arguments,
            List<String> environment,
            Optional<String> directory,
            List<Standard> standard,
            Optional<String> terminal,
            boolean randomizeAddresses) {}

    /** A process that waits in the stub; it execs at {@link #go} and dies at {@link #abandon}. */
    public static final class Waiting {
        private final int pid;
        private final int permission;

        private Waiting(int pid, int permission) {
            this.pid = pid;
            this.permission = permission;
        }

        /** The process id. */
        public int pid() {
            return pid;
        }

        /**
         * Whether the process is still the stub. Its own exec may be reported after it was spawned: vfork releases the
         * parent a little before the kernel comes to tell a tracer.
         */
        public boolean isStub() {
            return ProcFs.link(pid, "exe")
                    .filter(exe -> exe.startsWith("/memfd:" + IMAGE_NAME))
                    .isPresent();
        }

        /** Lets the stub exec the program. */
        public void go() {
            try (Arena arena = Arena.ofConfined()) {
                SystemCall.check(
                        "write to the starting process", FileDescriptors.writeFully(permission, arena.allocate(1)));
            } finally {
                FileDescriptors.close(permission);
            }
        }

        /** Makes the stub exit without running the program. */
        public void abandon() {
            FileDescriptors.close(permission);
        }
    }

    private Spawn() {}

    /**
     * Starts the stub. Must be called from the tracer thread, whose child it becomes.
     *
     * @throws SyscallException if the system refuses the process
     */
    public static Waiting start(Plan plan) {
        FileDescriptors.Pipe permission = FileDescriptors.pipe();
        int image = -1;
        try (Arena arena = Arena.ofConfined()) {
            image = executable(arena, IMAGE_NAME, ExecStub.image(plan.randomizeAddresses()));
            int pid = spawn(arena, image, plan, permission.readEnd());
            return new Waiting(pid, permission.writeEnd());
        } catch (RuntimeException e) {
            FileDescriptors.close(permission.writeEnd());
            throw e;
        } finally {
            FileDescriptors.close(permission.readEnd());
            if (image >= 0) {
                FileDescriptors.close(image);
            }
        }
    }

    /**
     * Runs a static program that is given as the bytes of its ELF file, in a session of its own and in the root directory.
     *
     * @param descriptors what becomes its descriptors 0, 1 and so on
     * @return its process id
     * @throws SyscallException if the system refuses the process
     */
    static int run(String name, byte[] image, List<Integer> descriptors) {
        int file = -1;
        try (Arena arena = Arena.ofConfined()) {
            file = executable(arena, name, image);
            MemorySegment attributes = attributes(arena, true);
            MemorySegment actions = actions(arena);
            try {
                for (int i = 0; i < descriptors.size(); i++) {
                    duplicate(actions, descriptors.get(i), i);
                }
                changeDirectory(arena, actions, "/");
                return spawn(arena, file, actions, attributes, List.of(name), List.of());
            } finally {
                destroy(actions, attributes);
            }
        } finally {
            if (file >= 0) {
                FileDescriptors.close(file);
            }
        }
    }

    private static int executable(Arena arena, String imageName, byte[] image) {
        long name = arena.allocateFrom(imageName).address();
        long descriptor = SystemCall.call(SystemCall.MEMFD_CREATE, name, MFD_CLOEXEC | MFD_EXEC);
        if (descriptor == -EINVAL) { // before Linux 6.3 every memfd was executable and the flag unknown
            descriptor = SystemCall.call(SystemCall.MEMFD_CREATE, name, MFD_CLOEXEC);
        }
        int file = FileDescriptors.outOfTheWay((int) SystemCall.check("memfd_create", descriptor));
        long written = FileDescriptors.writeFully(file, arena.allocateFrom(ValueLayout.JAVA_BYTE, image));
        if (written < 0) {
            FileDescriptors.close(file);
        }
        SystemCall.check("write to the memfd", written);
        return file;
    }

    private static int spawn(Arena arena, int image, Plan plan, int permission) {
        MemorySegment attributes = attributes(arena, plan.terminal().isPresent());
        MemorySegment actions = actions(arena);
        try {
            if (plan.terminal().isPresent()) {
                MemorySegment slave = arena.allocateFrom(plan.terminal().get());
                must(
                        "posix_spawn_file_actions_addopen",
                        actions.address(),
                        0,
                        slave.address(),
                        FileDescriptors.O_RDWR,
                        0);
                duplicate(actions, 0, 1);
                duplicate(actions, 0, 2);
            } else {
                for (int i = 0; i < plan.standard().size(); i++) {
                    if (plan.standard().get(i) instanceof Standard.Descriptor(int descriptor)) {
                        duplicate(actions, descriptor, i);
                    }
                }
            }
            duplicate(actions, permission, ExecStub.GO);
            plan.directory().ifPresent(directory -> changeDirectory(arena, actions, directory));
            // The stub takes its first argument as the path, the rest as the program's argument vector.
            List<String> stubArguments = new ArrayList<>(plan.arguments());
            stubArguments.addFirst(plan.path());
            return spawn(arena, image, actions, attributes, stubArguments, plan.environment());
        } finally {
            destroy(actions, attributes);
        }
    }

    private static int spawn(
            Arena arena,
            int image,
            MemorySegment actions,
            MemorySegment attributes,
            List<String> arguments,
            List<String> environment) {
        MemorySegment pid = arena.allocate(8, 8);
        int errno = Libc.call(
                Libc.function("posix_spawn"),
                pid.address(),
                arena.allocateFrom("/proc/self/fd/" + image).address(),
                actions.address(),
                attributes.address(),
                vector(arena, arguments).address(),
                vector(arena, environment).address());
        if (errno != 0) {
            throw new SyscallException("starting a process for " + arguments.getFirst(), errno);
        }
        return pid.get(ValueLayout.JAVA_INT, 0);
    }

    private static MemorySegment actions(Arena arena) {
        MemorySegment actions = arena.allocate(OPAQUE_SIZE, 16);
        must("posix_spawn_file_actions_init", actions.address(), 0, 0, 0, 0);
        return actions;
    }

    private static void changeDirectory(Arena arena, MemorySegment actions, String directory) {
        long path = arena.allocateFrom(directory).address();
        must("posix_spawn_file_actions_addchdir_np", actions.address(), path, 0, 0, 0);
    }

    private static void destroy(MemorySegment actions, MemorySegment attributes) {
        must("posix_spawn_file_actions_destroy", actions.address(), 0, 0, 0, 0);
        must("posix_spawnattr_destroy", attributes.address(), 0, 0, 0, 0);
    }

    private static MemorySegment attributes(Arena arena, boolean newSession) {
        MemorySegment attributes = arena.allocate(OPAQUE_SIZE, 16);
        must("posix_spawnattr_init", attributes.address(), 0, 0, 0, 0);
        MemorySegment none = arena.allocate(SIGSET_SIZE, 8);
        MemorySegment all = arena.allocate(SIGSET_SIZE, 8);
        must("sigemptyset", none.address(), 0, 0, 0, 0);
        // Not by sigfillset, which leaves out the C library's own two signals; those the program would then ignore.
        all.fill((byte) 0xff);
        must("posix_spawnattr_setsigmask", attributes.address(), none.address(), 0, 0, 0);
        must("posix_spawnattr_setsigdefault", attributes.address(), all.address(), 0, 0, 0);
        int group = newSession ? SETSID : SETPGROUP;
        must("posix_spawnattr_setflags", attributes.address(), SETSIGDEF | SETSIGMASK | group, 0, 0, 0);
        return attributes;
    }

    private static void duplicate(MemorySegment actions, int from, int to) {
        must("posix_spawn_file_actions_adddup2", actions.address(), from, to, 0, 0);
    }

    private static void must(String function, long a, long b, long c, long d, long e) {
        MethodHandle handle = Libc.function(function);
        int errno = Libc.call(handle, a, b, c, d, e, 0);
        if (errno != 0) {
            throw new SyscallException(function, errno);
        }
    }

    private static MemorySegment vector(Arena arena, List<String> strings) {
        MemorySegment vector = arena.allocate(ValueLayout.JAVA_LONG, strings.size() + 1L);
        for (int i = 0; i < strings.size(); i++) {
            vector.setAtIndex(
                    ValueLayout.JAVA_LONG, i, arena.allocateFrom(strings.get(i)).address());
        }
        return vector;
    }
}
