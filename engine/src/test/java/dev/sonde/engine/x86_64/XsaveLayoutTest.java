package dev.sonde.engine.x86_64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class XsaveLayoutTest {
    @Test
    void builtFromCpuid() {
        XsaveLayout layout = XsaveLayout.of(subleaf -> switch (subleaf) {
            case 0 -> new int[] {0xe7, 0x980, 0x980, 0};
            case 2 -> new int[] {0x100, 0x240, 0, 0};
            case 5 -> new int[] {0x40, 0x340, 0, 0};
            case 6 -> new int[] {0x200, 0x380, 0, 0};
            case 7 -> new int[] {0x400, 0x580, 0, 0};
            default -> throw new AssertionError(subleaf);
        });
        assertThat(layout).isEqualTo(XsaveLayout.amd().restrictedTo(0xff));
        assertThat(layout.totalSize()).isEqualTo(0x980);
        assertThat(layout.component(XsaveLayout.OPMASK).offset()).isEqualTo(832);
        assertThat(layout.has(XsaveLayout.PKRU)).isFalse();
        assertThatThrownBy(() -> layout.component(XsaveLayout.PKRU)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nonsenseFromCpuidIsRefused() {
        assertThatThrownBy(() -> XsaveLayout.of(_ -> new int[] {4, Integer.MAX_VALUE, 0, 0}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> XsaveLayout.of(_ -> new int[] {4, -1, 0, 0}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knownSizes() {
        assertThat(XsaveLayout.legacy().totalSize()).isEqualTo(576);
        assertThat(XsaveLayout.intel().restrictedTo(0x7).totalSize()).isEqualTo(832);
        assertThat(XsaveLayout.intel().restrictedTo(0xe7).totalSize()).isEqualTo(2688);
        assertThat(XsaveLayout.intel().restrictedTo(0x2e7).totalSize()).isEqualTo(2696);
        assertThat(XsaveLayout.intel().totalSize()).isEqualTo(11008);
        assertThat(XsaveLayout.amd().totalSize()).isEqualTo(2440);
    }

    @Test
    void savedAreasTellTheirLayout() {
        assertThat(XsaveLayout.ofSavedArea(saved(2696, 0x2e7)))
                .contains(XsaveLayout.intel().restrictedTo(0x2e7));
        assertThat(XsaveLayout.ofSavedArea(saved(2440, 0x2e7))).contains(XsaveLayout.amd());
        assertThat(XsaveLayout.ofSavedArea(saved(832, 0x7)))
                .contains(XsaveLayout.amd().restrictedTo(0x7));
        assertThat(XsaveLayout.ofSavedArea(saved(512, 0))).contains(XsaveLayout.legacy());
        assertThat(XsaveLayout.ofSavedArea(saved(2000, 0x2e7))).isEmpty();
        assertThat(XsaveLayout.ofSavedArea(saved(100, 0x2e7))).isEmpty();
    }

    private static MemorySegment saved(int size, long xcr0) {
        MemorySegment area = MemorySegment.ofArray(new byte[size]);
        if (size > 472) {
            area.set(ValueLayout.JAVA_LONG_UNALIGNED, 464, xcr0);
        }
        return area;
    }

    @Test
    void theMachineCodeExecutesCpuid() throws IOException {
        try (HostCpuid cpuid = new HostCpuid()) {
            int[] vendor = cpuid.query(0, 0);
            StringBuilder name = new StringBuilder();
            for (int index : new int[] {1, 3, 2}) {
                for (int shift = 0; shift < 32; shift += 8) {
                    name.append((char) ((vendor[index] >>> shift) & 0xff));
                }
            }
            assertThat(Files.readString(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8))
                    .contains("vendor_id\t: " + name);
            XsaveLayout layout = XsaveLayout.of(subleaf -> cpuid.query(CpuidCode.XSAVE_LEAF, subleaf));
            assertThat(layout.totalSize()).isGreaterThanOrEqualTo(576);
        }
    }
}
