package dev.sonde.engine.x86_64;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where each state component lies in the standard (not compacted) format of the XSAVE area. Immutable.
 *
 * <p>The offsets of the components from AVX on are the processor's choice: AMD leaves no room for the components that it
 * does not have, so its mask registers lie at 832 where Intel's lie at 1088. Only CPUID tells for certain; the known
 * layouts serve where CPUID cannot be asked, as for a core file from another machine.
 *
 * <p>Source: Intel SDM vol. 1 section 13.4 (organisation of the area) and 13.2 (CPUID leaf 0DH).
 */
public final class XsaveLayout {
    /** x87 state, in the legacy region. */
    public static final int X87 = 0;
    /** {@code mxcsr} and {@code xmm0} to {@code xmm15}, in the legacy region. */
    public static final int SSE = 1;
    /** The upper halves of {@code ymm0} to {@code ymm15}. */
    public static final int AVX = 2;
    /** {@code k0} to {@code k7}. */
    public static final int OPMASK = 5;
    /** The upper halves of {@code zmm0} to {@code zmm15}. */
    public static final int ZMM_HI256 = 6;
    /** {@code zmm16} to {@code zmm31}. */
    public static final int HI16_ZMM = 7;
    /** {@code pkru}. */
    public static final int PKRU = 9;

    /** The size of the legacy region, which FXSAVE fills in too. */
    public static final int LEGACY_BYTES = 512;
    /** The size of the legacy region and the header after it. */
    public static final int HEADER_END = 576;

    static final int MXCSR_OFFSET = 24;
    static final int XMM_OFFSET = 160;
    static final int XSTATE_BV_OFFSET = 512;
    static final int XCOMP_BV_OFFSET = 520;
    /** Where Linux leaves XCR0, among the bytes that the processor reserves for software ({@code asm/sigcontext.h}). */
    private static final int SOFTWARE_XCR0_OFFSET = 464;

    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int FIRST_EXTENDED = 2;
    private static final int COMPONENTS = 63;
    /** More than any processor has, so that what is damaged does not take up memory. */
    private static final int LARGEST = 1 << 20;

    private final Map<Integer, Component> components;
    private final int totalSize;

    /**
     * One state component.
     *
     * @param number the index of its bit in XCR0
     * @param offset bytes from the start of the XSAVE area
     * @param size bytes
     */
    public record Component(int number, int offset, int size) {
        /** Checks that the component can be part of an area. */
        public Component {
            if (!isPossible(number, offset, size)) {
                throw new IllegalArgumentException(
                        "no XSAVE component " + number + " has offset " + offset + " and size " + size);
            }
        }

        int end() {
            return offset + size;
        }
    }

    private XsaveLayout(List<Component> extended) {
        Map<Integer, Component> all = new TreeMap<>();
        all.put(X87, new Component(X87, 0, LEGACY_BYTES));
        all.put(SSE, new Component(SSE, 0, LEGACY_BYTES));
        int end = HEADER_END;
        for (Component component : extended) {
            all.put(component.number(), component);
            end = Math.max(end, component.end());
        }
        components = all;
        totalSize = end;
    }

    /** The layout of a processor without AVX: the legacy region and the header. */
    public static XsaveLayout legacy() {
        return new XsaveLayout(List.of());
    }

    /** The layout of Intel's processors, from AVX to AMX (components 17 and 18) and with the MPX of old (3 and 4). */
    public static XsaveLayout intel() {
        return new XsaveLayout(List.of(
                new Component(AVX, 576, 256),
                new Component(3, 960, 64),
                new Component(4, 1024, 64),
                new Component(OPMASK, 1088, 64),
                new Component(ZMM_HI256, 1152, 512),
                new Component(HI16_ZMM, 1664, 1024),
                new Component(PKRU, 2688, 8),
                new Component(17, 2752, 64),
                new Component(18, 2816, 8192)));
    }

    /** The layout of AMD's processors with AVX-512 and protection keys (Zen 4 and later): 2440 bytes. */
    public static XsaveLayout amd() {
        return new XsaveLayout(List.of(
                new Component(AVX, 576, 256),
                new Component(OPMASK, 832, 64),
                new Component(ZMM_HI256, 896, 512),
                new Component(HI16_ZMM, 1408, 1024),
                new Component(PKRU, 2432, 8)));
    }

    /**
     * The layout of an area that was saved on another machine, as in a core file: the one of the known layouts that gives
     * an area of this size with the components that Linux noted in it.
     *
     * @return empty if no known layout does
     */
    public static Optional<XsaveLayout> ofSavedArea(MemorySegment area) {
        if (area.byteSize() < HEADER_END) {
            return area.byteSize() < LEGACY_BYTES ? Optional.empty() : Optional.of(legacy());
        }
        long xcr0 = area.get(U64, SOFTWARE_XCR0_OFFSET);
        return Stream.of(intel(), amd())
                .map(layout -> layout.restrictedTo(xcr0))
                .filter(layout -> layout.totalSize() == area.byteSize())
                .findFirst();
    }

    /** What all processors have alike of an area of this size: up to AVX, which is the first component behind the header. */
    public static XsaveLayout common(MemorySegment area) {
        return area.byteSize() < HEADER_END
                ? legacy()
                : intel().restrictedTo(area.get(U64, SOFTWARE_XCR0_OFFSET) & (1L << AVX))
                        .endingBy(area.byteSize());
    }

    /** How many bytes an area with the components that Linux noted in {@code area} has on Intel's processors. */
    public static int intelSize(byte[] area) {
        return intel().restrictedTo(MemorySegment.ofArray(area).get(U64, SOFTWARE_XCR0_OFFSET))
                .totalSize();
    }

    /** The layout that {@code extended}, the components behind the header, make up. */
    public static XsaveLayout of(List<Component> extended) {
        return new XsaveLayout(extended.stream()
                .filter(component -> component.number() >= FIRST_EXTENDED)
                .toList());
    }

    /** Whether a component may be like this. */
    public static boolean isPossible(int number, int offset, int size) {
        return number >= 0 && number < COMPONENTS && offset >= 0 && size > 0 && offset <= LARGEST && size <= LARGEST;
    }

    /**
     * The layout that the processor reports.
     *
     * @param cpuidSubleaf the registers eax, ebx, ecx and edx, in this order, that CPUID leaf 0DH gives for a subleaf
     */
    public static XsaveLayout of(IntFunction<int[]> cpuidSubleaf) {
        int[] main = cpuidSubleaf.apply(0);
        long supported = (main[0] & 0xffff_ffffL) | ((long) main[3] << 32);
        List<Component> extended = new ArrayList<>();
        for (int number = FIRST_EXTENDED; number < COMPONENTS; number++) {
            if (((supported >>> number) & 1) != 0) {
                int[] answer = cpuidSubleaf.apply(number);
                if (answer[0] != 0) {
                    extended.add(new Component(number, answer[1], answer[0]));
                }
            }
        }
        return new XsaveLayout(extended);
    }

    /** This layout without the components whose bits are clear in {@code xcr0}: those that the system left off. */
    public XsaveLayout restrictedTo(long xcr0) {
        return new XsaveLayout(components.values().stream()
                .filter(c -> c.number() >= FIRST_EXTENDED && ((xcr0 >>> c.number()) & 1) != 0)
                .toList());
    }

    /** This layout without the components that do not lie in the first {@code size} bytes of the area. */
    public XsaveLayout endingBy(long size) {
        return new XsaveLayout(components.values().stream()
                .filter(component -> component.number() >= FIRST_EXTENDED && component.end() <= size)
                .toList());
    }

    /** Whether the area has this component. */
    public boolean has(int component) {
        return components.containsKey(component);
    }

    /**
     * One component.
     *
     * @throws IllegalArgumentException if the layout has none of this number
     */
    public Component component(int number) {
        @Nullable Component component = components.get(number);
        if (component == null) {
            throw new IllegalArgumentException("the XSAVE area has no component " + number);
        }
        return component;
    }

    /** Every component, by number. */
    public List<Component> components() {
        return List.copyOf(components.values());
    }

    /** The size of the whole area in bytes. */
    public int totalSize() {
        return totalSize;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof XsaveLayout that && components.equals(that.components);
    }

    @Override
    public int hashCode() {
        return components.hashCode();
    }

    @Override
    public String toString() {
        return "XsaveLayout" + components.values();
    }
}
