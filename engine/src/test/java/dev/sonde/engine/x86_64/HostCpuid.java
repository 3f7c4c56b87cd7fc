package dev.sonde.engine.x86_64;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** CPUID of the machine that the tests run on, by calling {@link CpuidCode}. */
final class HostCpuid implements AutoCloseable {
    private static final long PAGE = 4096;
    private static final int PROT_READ_WRITE_EXEC = 7;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

    private final Linker linker = Linker.nativeLinker();
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment page;
    private final MethodHandle function;

    HostCpuid() {
        MethodHandle mmap = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("mmap"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG));
        long address = (long) call(mmap, 0L, PAGE, PROT_READ_WRITE_EXEC, MAP_PRIVATE_ANONYMOUS, -1, 0L);
        assertThat(address).isPositive();
        page = MemorySegment.ofAddress(address).reinterpret(PAGE);
        byte[] code = CpuidCode.bytes();
        MemorySegment.copy(code, 0, page, ValueLayout.JAVA_BYTE, 0, code.length);
        function = linker.downcallHandle(
                page, FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }

    int[] query(int leaf, int subleaf) {
        MemorySegment out = arena.allocate(ValueLayout.JAVA_INT, 4);
        call(function, leaf, subleaf, out);
        return out.toArray(ValueLayout.JAVA_INT);
    }

    @Override
    public void close() {
        MethodHandle munmap = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("munmap"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
        assertThat((int) call(munmap, page, PAGE)).isZero();
        arena.close();
    }

    private static Object call(MethodHandle handle, Object... arguments) {
        try {
            return handle.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
