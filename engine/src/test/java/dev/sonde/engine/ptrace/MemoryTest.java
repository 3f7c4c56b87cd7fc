package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.testprograms.TestProgram;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Memory of every permission, across holes, of any size. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
@OnEachBackend
class MemoryTest {
    private final Backend backend;

    MemoryTest(Backend backend) {
        this.backend = backend;
    }

    private static final int PAGE = 4096;
    private static final Path PAGES = TestProgram.of("pages.c").compile();

    /** The program stopped with everything mapped, and the addresses that it printed. */
    private record Mapped(Inferior inferior, long pages, long words, long message, long number)
            implements AutoCloseable {
        static Mapped start(Backend backend) {
            Inferior inferior = backend.launch(PAGES);
            Programs.runTo(inferior, PAGES, "mapped");
            long[] addresses = Stream.of(Programs.line(inferior).split(" "))
                    .mapToLong(Long::decode)
                    .toArray();
            return new Mapped(inferior, addresses[0], addresses[1], addresses[2], addresses[3]);
        }

        @Override
        public void close() {
            inferior.close();
        }
    }

    @Test
    void aValueIsReadThroughAnAddressThatTheProgramPrints() {
        try (Mapped mapped = Mapped.start(backend)) {
            assertThat(mapped.inferior.memory().readLong(mapped.number)).isEqualTo(0xcafecafe12345678L);
        }
    }

    @Test
    void aStringThatIsWrittenIsPrintedByTheProgram() {
        try (Mapped mapped = Mapped.start(backend)) {
            mapped.inferior.memory().writeBytes(mapped.message, "changed\0".getBytes(StandardCharsets.UTF_8));
            assertThat(Programs.run(mapped.inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(mapped.inferior)).isEqualTo("changed\n");
        }
    }

    @Test
    void pagesThatTheProgramMayNotTouchAreReadAndWrittenAllTheSame() {
        try (Mapped mapped = Mapped.start(backend)) {
            byte[] all = mapped.inferior.memory().readBytes(mapped.pages, 5 * PAGE);
            assertThat(all).containsOnly('a');
            for (int page = 0; page < 5; page++) {
                long address = mapped.pages + (long) page * PAGE + 100;
                mapped.inferior.memory().writeBytes(address, new byte[] {(byte) page});
                assertThat(mapped.inferior.memory().readBytes(address, 1)).containsExactly(page);
            }
            byte[] across = new byte[4 * PAGE];
            Arrays.fill(across, (byte) 'b');
            mapped.inferior.memory().writeBytes(mapped.pages + PAGE / 2, across);
            assertThat(mapped.inferior.memory().readBytes(mapped.pages + PAGE / 2, 4 * PAGE))
                    .isEqualTo(across);
        }
    }

    @Test
    void aReadAcrossAHoleGivesWhatComesBeforeAndTheFirstBadByte() {
        try (Mapped mapped = Mapped.start(backend)) {
            long hole = mapped.pages + 5 * PAGE;
            assertThat(mapped.inferior.memory().readUpTo(hole - 10, 20)).hasSize(10);
            assertThatThrownBy(() -> mapped.inferior.memory().readBytes(hole - 3 * PAGE - 5, 4 * PAGE))
                    .isInstanceOfSatisfying(MemoryFaultException.class, fault -> {
                        assertThat(fault.address()).isEqualTo(hole);
                        assertThat(fault.length()).isEqualTo(PAGE - 5);
                    })
                    .hasMessageContaining("0x" + Long.toHexString(hole));
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment buffer = arena.allocate(8L * PAGE);
                assertThat(mapped.inferior.memory().read(mapped.pages, buffer)).isEqualTo(5L * PAGE);
            }
            assertThatThrownBy(() -> mapped.inferior.memory().writeBytes(hole - 4, new byte[16]))
                    .isInstanceOfSatisfying(
                            MemoryFaultException.class,
                            fault -> assertThat(fault.address()).isEqualTo(hole));
            assertThat(mapped.inferior.memory().readBytes(hole - 4, 4)).containsOnly(0);
        }
    }

    @Test
    void addressesThatNobodyHasAreFaults() {
        try (Mapped mapped = Mapped.start(backend)) {
            for (long address : new long[] {0, 1, -1, -8, Long.MIN_VALUE, Long.MAX_VALUE, 0x8000_0000_0000L}) {
                assertThat(mapped.inferior.memory().readUpTo(address, 16)).isEmpty();
                assertThatThrownBy(() -> mapped.inferior.memory().readLong(address))
                        .isInstanceOf(MemoryFaultException.class);
                assertThatThrownBy(() -> mapped.inferior.memory().writeBytes(address, new byte[8]))
                        .isInstanceOf(MemoryFaultException.class);
            }
            assertThat(mapped.inferior.memory().readBytes(mapped.pages, 0)).isEmpty();
        }
    }

    @Test
    void sixtyFourMegabytesAreReadAtOnce() {
        try (Mapped mapped = Mapped.start(backend);
                Arena arena = Arena.ofConfined()) {
            int words = (64 << 20) / Integer.BYTES;
            MemorySegment buffer = arena.allocate(64 << 20);
            assertThat(mapped.inferior.memory().read(mapped.words, buffer)).isEqualTo(64 << 20);
            int wrong = 0;
            for (int i = 0; i < words; i++) {
                wrong += buffer.getAtIndex(ValueLayout.JAVA_INT, i) == i * 0x9e3779b1 ? 0 : 1;
            }
            assertThat(wrong).isZero();
            byte[] heap = mapped.inferior.memory().readBytes(mapped.words, 1 << 20);
            assertThat(MemorySegment.ofArray(heap).mismatch(buffer.asSlice(0, 1 << 20)))
                    .isEqualTo(-1);
        }
    }

    @Test
    void manyBreakpointsAreHiddenWhereverAReadBegins() {
        try (Mapped mapped = Mapped.start(backend)) {
            long code = Programs.symbol(mapped.inferior, PAGES, "main");
            byte[] before = mapped.inferior.memory().readBytes(code - 64, 256);
            for (int i = 0; i < 40; i += 3) {
                mapped.inferior.plant(new StopPoint.Execute(code + i, false), thread -> true);
            }
            for (int from = 0; from < 128; from++) {
                for (int length : new int[] {1, 2, 7, 64, 128}) {
                    assertThat(mapped.inferior.memory().readBytes(code - 64 + from, length))
                            .isEqualTo(Arrays.copyOfRange(before, from, from + length));
                }
            }
            for (int i = 0; i < 40; i += 3) {
                mapped.inferior.unplant(new StopPoint.Execute(code + i, false));
            }
            assertThat(mapped.inferior.memory().readBytes(code - 64, 256)).isEqualTo(before);
            assertThat(Programs.run(mapped.inferior)).isEqualTo(new StopEvent.Exited(0));
        }
    }

    @Test
    void aBreakpointInDataLeavesItAsItWas() {
        try (Mapped mapped = Mapped.start(backend)) {
            Inferior inferior = mapped.inferior;
            StopPoint point = new StopPoint.Execute(mapped.message, false);
            byte[] before = inferior.memory().readBytes(mapped.message, 9);
            inferior.plant(point, thread -> true);
            assertThat(inferior.memory().readBytes(mapped.message, 9)).isEqualTo(before);
            inferior.unplant(point);
            assertThat(inferior.memory().readBytes(mapped.message, 9)).isEqualTo(before);
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("as it was\n");
        }
    }

    @Test
    void regionsTellFilesPermissionsAndNames() {
        try (Mapped mapped = Mapped.start(backend)) {
            assertThat(mapped.inferior.info().regions())
                    .anyMatch(region -> region.name().equals(PAGES.toString()) && region.isExecutable())
                    .anyMatch(region -> region.name().equals("[stack]") && region.isWritable())
                    .anyMatch(region -> region.name().equals("[vdso]"))
                    .anyMatch(region -> region.start() == mapped.pages + PAGE
                            && region.permissions().equals("---p")
                            && region.size() == PAGE)
                    .anyMatch(region -> region.start() == mapped.pages + 2 * PAGE
                            && region.permissions().equals("-w-p"));
            assertThat(mapped.inferior.info().workingDirectory())
                    .contains(Path.of("").toAbsolutePath().toString());
        }
    }
}
