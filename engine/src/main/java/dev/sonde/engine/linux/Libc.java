package dev.sonde.engine.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The way into the C library.
 *
 * <p>Every function is called through one shape, seven integer words in and one out: the System V ABI (section 3.2.3)
 * passes ints, longs and pointers alike, and ignores surplus ones. One shape means that the linker specialises one stub,
 * which halves the time to the first prompt. System calls go through {@code syscall(2)}, declared variadic after its
 * number as in {@code unistd.h}; the others are declared so for the sake of the one stub, for all that it changes is that
 * {@code al} says that no vector registers are used. errno comes from the captured call state, the only place where the JVM has not yet
 * overwritten it.
 */
final class Libc {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final FunctionDescriptor SHAPE =
            FunctionDescriptor.of(WORD, WORD, WORD, WORD, WORD, WORD, WORD, WORD);
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final long ERRNO_OFFSET =
            Linker.Option.captureStateLayout().byteOffset(PathElement.groupElement("errno"));
    private static final Linker.Option VARIADIC = Linker.Option.firstVariadicArg(1);
    private static final MethodHandle SYSCALL = LINKER.downcallHandle(symbol("syscall"), SHAPE, ERRNO, VARIADIC);
    private static final ThreadLocal<MemorySegment> CALL_STATE =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

    private Libc() {}

    /** Makes a system call; the result, or the negative errno. */
    static long syscall(long number, long a, long b, long c, long d, long e, long f) {
        MemorySegment state = CALL_STATE.get();
        long result;
        try {
            result = (long) SYSCALL.invokeExact(state, number, a, b, c, d, e, f);
        } catch (Throwable t) {
            throw unexpected(t);
        }
        return result == -1 ? -state.get(ValueLayout.JAVA_INT, ERRNO_OFFSET) : result;
    }

    /** A function of the C library with up to six integer arguments. */
    static MethodHandle function(String name) {
        return functionAt(symbol(name));
    }

    /** A function at an address, with up to six integer arguments. */
    static MethodHandle functionAt(MemorySegment address) {
        return LINKER.downcallHandle(address, SHAPE, ERRNO, VARIADIC);
    }

    /** Calls a function from {@link #function}; its result as an int. errno is not looked at. */
    static int call(MethodHandle function, long a, long b, long c, long d, long e, long f) {
        try {
            return (int) (long) function.invokeExact(CALL_STATE.get(), a, b, c, d, e, f, 0L);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** The address of a symbol of the C library. */
    static MemorySegment symbol(String name) {
        return LINKER.defaultLookup()
                .find(name)
                .orElseThrow(() -> new IllegalStateException("the C library has no symbol " + name));
    }

    private static IllegalStateException unexpected(Throwable t) {
        return new IllegalStateException("a downcall threw, which no downcall does", t);
    }
}
