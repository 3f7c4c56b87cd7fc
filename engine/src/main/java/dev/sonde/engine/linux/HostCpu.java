package dev.sonde.engine.linux;

import dev.sonde.engine.x86_64.CpuidCode;
import dev.sonde.engine.x86_64.XsaveLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the processor of this machine says of itself. */
public final class HostCpu {
    private static final int MMAP = 9;
    private static final int MPROTECT = 10;
    private static final int MUNMAP = 11;
    private static final int PAGE = 4096;
    private static final int PROT_READ_WRITE = 3;
    private static final int PROT_READ_EXEC = 5;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

    private HostCpu() {}

    /** Whether programs may have shadow stacks: the processor and the kernel both know them. Source: proc(5), cpuinfo. */
    public static boolean hasShadowStacks() {
        return ShadowStacks.PRESENT;
    }

    /** Asked only when it matters. */
    private static final class ShadowStacks {
        static final boolean PRESENT = isPresent();

        private static boolean isPresent() {
            try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
                return lines.filter(line -> line.startsWith("flags"))
                        .findFirst()
                        .map(line -> (line + " ").contains(" user_shstk "))
                        .orElse(true);
            } catch (IOException | UncheckedIOException e) {
                return true; // unknown, and the careful answer costs only speed
            }
        }
    }

    /** The layout of the XSAVE area, from CPUID leaf 0DH (Intel SDM vol. 1 section 13.2). */
    public static XsaveLayout xsaveLayout() {
        long page =
                SystemCall.check("mmap", SystemCall.call(MMAP, 0, PAGE, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0));
        try (Arena arena = Arena.ofConfined()) {
            byte[] code = CpuidCode.bytes();
            MemorySegment target = MemorySegment.ofAddress(page).reinterpret(code.length);
            MemorySegment.copy(code, 0, target, ValueLayout.JAVA_BYTE, 0, code.length);
            SystemCall.check("mprotect", SystemCall.call(MPROTECT, page, PAGE, PROT_READ_EXEC));
            var cpuid = Libc.functionAt(target);
            MemorySegment answer = arena.allocate(16, 4);
            return XsaveLayout.of(subleaf -> {
                Libc.call(cpuid, CpuidCode.XSAVE_LEAF, subleaf, answer.address(), 0, 0, 0);
                return answer.toArray(ValueLayout.JAVA_INT);
            });
        } finally {
            SystemCall.call(MUNMAP, page, PAGE);
        }
    }
}
