package dev.sonde.engine.x86_64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.x86_64.DebugControl.Condition;
import dev.sonde.engine.x86_64.DebugControl.WatchedRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebugControlTest {
    @Test
    void knownEncodings() {
        assertThat(DebugControl.enable(0, 0, Condition.EXECUTE, 1)).isEqualTo(0x1);
        assertThat(DebugControl.enable(0, 0, Condition.WRITE, 4)).isEqualTo(0xd0001);
        assertThat(DebugControl.enable(0, 1, Condition.READ_WRITE, 8)).isEqualTo(0xb0_0004);
        assertThat(DebugControl.enable(0x400, 3, Condition.WRITE, 2)).isEqualTo(0x5000_0440L);
    }

    @Test
    void whatIsEnabledReadsBack() {
        for (int slot = 0; slot < DebugControl.SLOTS; slot++) {
            for (int length : new int[] {1, 2, 4, 8}) {
                for (Condition condition : new Condition[] {Condition.WRITE, Condition.READ_WRITE}) {
                    long dr7 = DebugControl.enable(0xffff_0755L, slot, condition, length);
                    assertThat(DebugControl.condition(dr7, slot)).contains(condition);
                    assertThat(DebugControl.length(dr7, slot)).isEqualTo(length);
                    assertThat(DebugControl.isEnabled(DebugControl.disable(dr7, slot), slot))
                            .isFalse();
                }
            }
        }
        assertThat(DebugControl.condition(0, 0)).isEmpty();
        assertThat(DebugControl.condition(0x20001, 0)).isEmpty();
    }

    @Test
    void disablingRestoresWhatWasThere() {
        long other = DebugControl.enable(0, 2, Condition.WRITE, 8);
        assertThat(DebugControl.disable(DebugControl.enable(other, 1, Condition.EXECUTE, 1), 1))
                .isEqualTo(other);
    }

    @Test
    void freeSlotsAreFoundInOrder() {
        assertThat(DebugControl.freeSlot(0)).hasValue(0);
        assertThat(DebugControl.freeSlot(0b000111)).hasValue(2);
        assertThat(DebugControl.freeSlot(0x55)).isEmpty();
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertThatThrownBy(() -> DebugControl.enable(0, 4, Condition.WRITE, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DebugControl.enable(0, 0, Condition.WRITE, 3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DebugControl.enable(0, 0, Condition.EXECUTE, 8))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WatchedRange(2, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DebugControl.split(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DebugControl.split(-4, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rangesAreSplitExactly() {
        for (int address = 0x1000; address < 0x1010; address++) {
            for (int length = 1; length <= 40; length++) {
                List<WatchedRange> ranges = DebugControl.split(address, length);
                assertThat(ranges.size()).isLessThanOrEqualTo(DebugControl.SLOTS);
                assertThat(ranges.isEmpty()).isEqualTo(fewest(address, length) > DebugControl.SLOTS);
                long at = address;
                for (WatchedRange range : ranges) {
                    assertThat(range.address()).isEqualTo(at);
                    at += range.length();
                }
                if (!ranges.isEmpty()) {
                    assertThat(at).isEqualTo(address + length);
                    assertThat(ranges).hasSize(fewest(address, length));
                }
            }
        }
        assertThat(DebugControl.split(-8, 8)).containsExactly(new WatchedRange(-8, 8));
    }

    /** By trying every possible first piece, for each end of the range only once. */
    private static int fewest(int address, int length) {
        int[] best = new int[length + 1];
        for (int done = length - 1; done >= 0; done--) {
            best[done] = Integer.MAX_VALUE;
            for (int size = 1; size <= Math.min(8, length - done); size *= 2) {
                if ((address + done) % size == 0) {
                    best[done] = Math.min(best[done], 1 + best[done + size]);
                }
            }
        }
        return best[0];
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1L << 32, Long.MAX_VALUE})
    void hugeRangesEndAtOnce(long address) {
        assertThat(DebugControl.split(address, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void statusIsDecoded() {
        DebugStatus status = new DebugStatus(0xffff_4ff5L);
        assertThat(status.slots()).containsExactly(0, 2);
        assertThat(status.enabledSlots(0b10000)).containsExactly(2);
        assertThat(status.isSingleStep()).isTrue();
        assertThat(status.isDebugRegisterAccess()).isFalse();
        assertThat(status.isTaskSwitch()).isFalse();
        assertThat(new DebugStatus(0xa000).isDebugRegisterAccess()).isTrue();
        assertThat(new DebugStatus(0xa000).isTaskSwitch()).isTrue();
    }
}
