package dev.sonde.engine.x86_64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RegisterFileTest {
    private static final int XSTATE_BV = 512;

    private final XsaveLayout layout = XsaveLayout.amd();
    private final RegisterTable table = RegisterTable.of(layout);
    private final FakeThread thread = new FakeThread(layout.totalSize());
    private final RegisterFile registers = new RegisterFile(table, thread);

    private ByteBuffer xsave() {
        return ByteBuffer.wrap(thread.xsave).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer general() {
        return ByteBuffer.wrap(thread.general).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void readingRipFetchesTheGeneralBlockOnce() {
        general().putLong(128, 0x401000);
        assertThat(registers.readLong(Register.RIP)).isEqualTo(0x401000);
        assertThat(registers.readLong(Register.RSP)).isZero();
        assertThat(thread.calls).containsExactly("readGeneral");
    }

    @Test
    void nothingIsFetchedUntilNeededAndOnlyChangesAreStored() {
        registers.flush(thread);
        assertThat(thread.calls).isEmpty();
        registers.writeLong(Register.RAX, -1);
        assertThat(registers.isDirty()).isTrue();
        registers.flush(thread);
        registers.flush(thread);
        assertThat(registers.isDirty()).isFalse();
        assertThat(thread.calls).containsExactly("readGeneral", "writeGeneral");
        assertThat(general().getLong(80)).isEqualTo(-1);
    }

    @Test
    void invalidatingForgetsEverything() {
        registers.writeLong(Register.RAX, 1);
        registers.writeLong(Register.MXCSR, 0);
        registers.writeLong(table.require("dr7"), 1);
        registers.invalidate();
        assertThat(registers.isDirty()).isFalse();
        registers.flush(thread);
        general().putLong(80, 5);
        assertThat(registers.readLong(Register.RAX)).isEqualTo(5);
        assertThat(thread.calls).containsExactly("readGeneral", "readXsave", "readGeneral");
    }

    @Test
    void partsOfAGeneralRegister() {
        general().putLong(80, 0x1122_3344_5566_7788L);
        assertThat(registers.readLong(Register.EAX)).isEqualTo(0x5566_7788L);
        assertThat(registers.readLong(table.require("ax"))).isEqualTo(0x7788);
        assertThat(registers.readLong(Register.AL)).isEqualTo(0x88);
        assertThat(registers.readLong(table.require("ah"))).isEqualTo(0x77);
        registers.writeLong(table.require("ah"), 0xfe);
        registers.writeLong(Register.AL, -1);
        assertThat(registers.readLong(Register.RAX)).isEqualTo(0x1122_3344_5566_feffL);
        registers.writeLong(Register.EAX, 0x8000_0000L);
        assertThat(registers.readLong(Register.RAX)).isEqualTo(0x1122_3344_8000_0000L);
        assertThat(registers.read(Register.EAX)).isEqualTo(RegisterValue.of(Integer.MIN_VALUE));
        registers.writeBytes(table.require("ax"), new byte[] {1, 2});
        assertThat(registers.readBytes(Register.EAX)).containsExactly(1, 2, 0, 0x80);
    }

    @Test
    void valuesThatAreTooWideAreRefused() {
        assertThatThrownBy(() -> registers.writeLong(Register.AL, 256))
                .isInstanceOf(RegisterException.class)
                .hasMessage("register al: 0x100 is too wide for its 1 bytes");
        assertThatThrownBy(() -> registers.writeLong(Register.EAX, 0x1_0000_0000L))
                .isInstanceOf(RegisterException.class);
        assertThatThrownBy(() -> registers.write(Register.EAX, RegisterValue.of(1.0)))
                .isInstanceOf(RegisterException.class);
        assertThatThrownBy(() -> registers.write(Register.RAX, Float80.of(1.0))).isInstanceOf(RegisterException.class);
        assertThatThrownBy(() -> registers.write(Register.XMM0, RegisterValue.of(new byte[17])))
                .isInstanceOf(RegisterException.class);
        assertThatThrownBy(() -> registers.writeBytes(Register.RAX, new byte[4]))
                .isInstanceOf(RegisterException.class);
        assertThatThrownBy(() -> registers.writeLong(Register.ST0, 1)).isInstanceOf(RegisterException.class);
        assertThatThrownBy(() -> registers.readLong(Register.XMM0)).isInstanceOf(RegisterException.class);
    }

    @Test
    void valuesAreWidened() {
        registers.write(Register.RAX, IntegerValue.signed(-2, 1));
        assertThat(registers.readLong(Register.RAX)).isEqualTo(-2);
        registers.write(Register.RAX, IntegerValue.unsigned(0xfe, 1));
        assertThat(registers.readLong(Register.RAX)).isEqualTo(0xfe);
        registers.write(Register.ST0, RegisterValue.of(42.24));
        assertThat(registers.read(Register.ST0)).isEqualTo(Float80.of(42.24));
        registers.write(Register.ST1, RegisterValue.of(-3L));
        assertThat(registers.read(Register.ST1)).isEqualTo(Float80.of(-3.0));
        registers.write(Register.XMM0, RegisterValue.of(1.5));
        assertThat(registers.readBytes(Register.XMM0)).startsWith(0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0);
        registers.write(Register.XMM0, RegisterValue.of(-1));
        assertThat(registers.readBytes(Register.XMM0)).containsOnly(-1);
        registers.write(table.require("ymm0"), RegisterValue.of(new byte[] {7}));
        assertThat(registers.readBytes(Register.XMM0)).isEqualTo(Arrays.copyOf(new byte[] {7}, 16));
        registers.write(table.require("mm3"), RegisterValue.of(0x1234_5678_9abc_def0L));
        assertThat(registers.readLong(table.require("mm3"))).isEqualTo(0x1234_5678_9abc_def0L);
    }

    @Test
    void aComponentThatIsNotInUseReadsAsItsInitialValue() {
        Arrays.fill(thread.xsave, 0, XSTATE_BV, (byte) 0xaa);
        Arrays.fill(thread.xsave, 576, thread.xsave.length, (byte) 0xaa);
        xsave().putInt(24, 0x1f80);
        assertThat(registers.readLong(Register.FCTRL)).isEqualTo(0x37f);
        assertThat(registers.readLong(Register.FSTAT)).isZero();
        assertThat(registers.readLong(Register.FTAG)).isEqualTo(0xffff);
        assertThat(registers.readLong(Register.MXCSR)).isEqualTo(0x1f80);
        assertThat(registers.readBytes(Register.ST0)).containsOnly(0);
        for (String vector : new String[] {"xmm3", "ymm3", "zmm3", "zmm20"}) {
            assertThat(registers.readBytes(table.require(vector))).containsOnly(0);
        }
        assertThat(registers.readLong(table.require("k1"))).isZero();
        assertThat(registers.readLong(table.require("pkru"))).isZero();
    }

    @Test
    void writingPutsAComponentInUse() {
        Arrays.fill(thread.xsave, 0, XSTATE_BV, (byte) 0xaa);
        Arrays.fill(thread.xsave, 576, thread.xsave.length, (byte) 0xaa);
        xsave().putInt(24, 0x1f80);
        registers.writeLong(table.require("k2"), 9);
        registers.writeLong(Register.FSTAT, 0x3800);
        registers.write(Register.XMM1, RegisterValue.of(1L));
        registers.flush(thread);
        assertThat(thread.calls).containsExactly("readXsave", "writeXsave " + layout.totalSize());
        assertThat(xsave().getLong(XSTATE_BV)).isEqualTo(0b100011);
        assertThat(xsave().getShort(0)).isEqualTo((short) 0x37f);
        assertThat(xsave().getShort(2)).isEqualTo((short) 0x3800);
        assertThat(xsave().getInt(24)).isEqualTo(0x1f80);
        assertThat(Arrays.copyOfRange(thread.xsave, 32, 160)).containsOnly(0);
        assertThat(xsave().getLong(176)).isEqualTo(1);
        assertThat(xsave().getLong(160)).isZero();
        assertThat(xsave().getLong(832)).isZero();
        assertThat(xsave().getLong(832 + 16)).isEqualTo(9);
        // The upper halves of ymm are untouched and still not in use.
        assertThat(thread.xsave[576]).isEqualTo((byte) 0xaa);
    }

    @Test
    void vectorsAreGatheredFromTheirComponents() {
        xsave().putLong(XSTATE_BV, 0xff);
        for (int i = 0; i < 16; i++) {
            thread.xsave[160 + 16 * 2 + i] = 1;
            thread.xsave[576 + 16 * 2 + i] = 2;
        }
        Arrays.fill(thread.xsave, 896 + 64, 896 + 96, (byte) 3);
        Arrays.fill(thread.xsave, 1408 + 64, 1408 + 128, (byte) 4);
        byte[] zmm2 = registers.readBytes(table.require("zmm2"));
        assertThat(Arrays.copyOfRange(zmm2, 0, 16)).containsOnly(1);
        assertThat(Arrays.copyOfRange(zmm2, 16, 32)).containsOnly(2);
        assertThat(Arrays.copyOfRange(zmm2, 32, 64)).containsOnly(3);
        assertThat(registers.readBytes(table.require("ymm2"))).isEqualTo(Arrays.copyOf(zmm2, 32));
        assertThat(registers.readBytes(table.require("zmm17"))).containsOnly(4);
        registers.write(table.require("xmm17"), RegisterValue.of(5L));
        assertThat(registers.readBytes(table.require("zmm17")))
                .startsWith(5, 0, 0)
                .endsWith(4, 4);
    }

    @Test
    void tagWordAndMmxFollowTheTopOfTheStack() {
        xsave().putLong(XSTATE_BV, 1);
        registers.writeLong(Register.FSTAT, 0x3800);
        registers.writeLong(Register.FTAG, 0b0011_1111_1111_1111);
        registers.write(Register.ST0, RegisterValue.of(42.24));
        assertThat(registers.readLong(Register.FTAG)).isEqualTo(0b0011_1111_1111_1111);
        assertThat(registers.readBytes(table.require("mm7")))
                .isEqualTo(Arrays.copyOf(registers.readBytes(Register.ST0), 8));
        registers.flush(thread);
        assertThat(thread.xsave[4]).isEqualTo((byte) 0x80);
        registers.write(Register.ST0, RegisterValue.of(0));
        assertThat(registers.readLong(Register.FTAG)).isEqualTo(0b0111_1111_1111_1111);
        registers.write(Register.ST0, new Float80(0x7fff, 1));
        assertThat(registers.readLong(Register.FTAG)).isEqualTo(0b1011_1111_1111_1111);
    }

    @Test
    void anAreaWithoutHeaderHasTheLegacyRegistersOnly() {
        FakeThread old = new FakeThread(512);
        old.xsave[160] = 1;
        RegisterFile file = new RegisterFile(table, old);
        assertThat(file.readBytes(Register.XMM0)).startsWith(1, 0);
        assertThatThrownBy(() -> file.readBytes(table.require("ymm0")))
                .isInstanceOf(RegisterException.class)
                .hasMessageContaining("512 bytes");
        file.write(Register.XMM0, RegisterValue.of(2));
        file.flush(old);
        assertThat(old.calls).containsExactly("readXsave", "writeXsave 512");
    }

    @Test
    void areasThatAreNotUnderstoodAreRefused() {
        for (int size : new int[] {0, 511, layout.totalSize() + 8}) {
            RegisterFile file = new RegisterFile(table, new FakeThread(size));
            assertThatThrownBy(() -> file.readLong(Register.MXCSR)).isInstanceOf(RegisterException.class);
        }
        xsave().putLong(520, Long.MIN_VALUE);
        assertThatThrownBy(() -> registers.readLong(Register.MXCSR))
                .isInstanceOf(RegisterException.class)
                .hasMessageContaining("compacted");
    }

    @Test
    void registersOfOtherMachinesAreRefused() {
        RegisterFile plain = new RegisterFile(RegisterTable.of(XsaveLayout.legacy()), new FakeThread(576));
        assertThatThrownBy(() -> plain.readBytes(table.require("zmm0"))).isInstanceOf(RegisterException.class);
        assertThatThrownBy(() -> plain.writeLong(table.require("k0"), 1)).isInstanceOf(RegisterException.class);
    }

    @Test
    void debugRegistersAreFetchedOneByOne() {
        thread.debug[6] = 0x4001;
        assertThat(registers.readLong(Register.DR6)).isEqualTo(0x4001);
        assertThat(registers.readLong(Register.DR6)).isEqualTo(0x4001);
        registers.writeLong(Register.DR7, 1);
        registers.writeBytes(Register.debugAddress(2), new byte[] {0, 0, 0x40, 0, 0, 0, 0, 0});
        registers.flush(thread);
        assertThat(thread.calls).containsExactly("readDebug 6", "writeDebug 2", "writeDebug 7");
        assertThat(thread.debug[2]).isEqualTo(0x400000);
    }

    @Test
    void aSavedStateComesBack() {
        xsave().putLong(XSTATE_BV, 3);
        registers.writeLong(Register.RDI, 11);
        registers.write(Register.XMM0, RegisterValue.of(12L));
        RegisterState saved = registers.save();
        registers.writeLong(Register.RDI, 1);
        registers.write(Register.XMM0, RegisterValue.of(2L));
        registers.flush(thread);
        registers.invalidate();
        registers.restore(saved);
        registers.flush(thread);
        registers.invalidate();
        assertThat(registers.readLong(Register.RDI)).isEqualTo(11);
        assertThat(registers.readBytes(Register.XMM0)).startsWith(12, 0);
    }

    @Test
    void aFailedFlushCanBeRepeated() {
        registers.writeLong(Register.RAX, 1);
        RegisterSink broken = new RegisterSink() {
            @Override
            public void writeGeneral(MemorySegment from) {
                throw new IllegalStateException("gone");
            }

            @Override
            public void writeXsave(MemorySegment from) {
                throw new IllegalStateException("gone");
            }

            @Override
            public void writeDebug(int index, long value) {
                throw new IllegalStateException("gone");
            }
        };
        assertThatThrownBy(() -> registers.flush(broken)).hasMessage("gone");
        assertThat(registers.isDirty()).isTrue();
        registers.flush(thread);
        assertThat(MemorySegment.ofArray(thread.general).get(ValueLayout.JAVA_LONG_UNALIGNED, 80))
                .isEqualTo(1);
    }
}
