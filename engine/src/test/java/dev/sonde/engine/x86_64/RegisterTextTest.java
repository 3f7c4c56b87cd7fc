package dev.sonde.engine.x86_64;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegisterTextTest {
    private final RegisterTable table = RegisterTable.of(XsaveLayout.intel());
    private final RegisterText text = new RegisterText(address -> address == 0x401136 ? "<main+4>" : "");

    private String row(String name, long bits) {
        Register register = table.require(name);
        return text.row(register, IntegerValue.unsigned(bits, register.size()));
    }

    @Test
    void addressesAreFollowedByTheirSymbols() {
        assertThat(row("rip", 0x401136)).isEqualTo("rip            0x401136            0x401136 <main+4>");
        assertThat(row("rsp", 0x7ffe_0000_0000L)).isEqualTo("rsp            0x7ffe00000000      0x7ffe00000000");
        assertThat(row("rax", 0x401136)).isEqualTo("rax            0x401136            4198710");
    }

    @Test
    void numbersHaveTheSignOfTheirType() {
        assertThat(row("al", 0xfe)).isEqualTo("al             0xfe                -2");
        assertThat(row("k3", -1)).isEqualTo("k3             0xffffffffffffffff  18446744073709551615");
        assertThat(row("fctrl", 0xffff)).isEqualTo("fctrl          0xffff              65535");
        assertThat(row("pkru", 0x5555_5554)).isEqualTo("pkru           0x55555554          1431655764");
    }

    @Test
    void registersThatAFrameDoesNotKnowSayWhy() {
        assertThat(RegisterText.row(Register.RAX, "not saved")).isEqualTo("rax            <not saved>");
    }

    @Test
    void mmxRegistersHaveFourReadings() {
        VectorValue value = new VectorValue(new byte[] {1, 0, -1, -1, 0, 0, 0, -128});
        assertThat(VectorText.natural(value))
                .isEqualTo("{uint64 = 9223372041149677569, v2_int32 = {-65535, -2147483648},"
                        + " v4_int16 = {1, -1, 0, -32768}, v8_int8 = {1, 0, -1, -1, 0, 0, 0, -128}}");
        assertThat(VectorText.hexadecimal(value))
                .startsWith("{uint64 = 0x80000000ffff0001, v2_int32 = {0xffff0001, 0x80000000}");
    }

    @Test
    void flagsByName() {
        long eflags = Eflags.named("zf").orElseThrow().with(0x202, true);
        assertThat(eflags).isEqualTo(0x242);
        assertThat(Eflags.named("ZF").orElseThrow().with(eflags, false)).isEqualTo(0x202);
        assertThat(Eflags.named("XF")).isEmpty();
        assertThat(Eflags.text(0x3f_ffff)).isEqualTo("[ CF PF AF ZF SF TF IF DF OF NT RF VM AC VIF VIP ID ]");
        assertThat(Eflags.text(0x2)).isEqualTo("[ ]");
        assertThat(Mxcsr.text(0xffff)).isEqualTo("[ IE DE ZE OE UE PE DAZ IM DM ZM OM UM PM FZ ]");
        assertThat(row("mxcsr", 0x1f80)).isEqualTo("mxcsr          0x1f80              [ IM DM ZM OM UM PM ]");
    }

    @Test
    void floatsReadAsGdbWritesThem() {
        assertThat(FloatText.of(1.1f)).isEqualTo("1.10000002");
        assertThat(FloatText.of(1.1)).isEqualTo("1.1000000000000001");
        assertThat(FloatText.of(1e16)).isEqualTo("10000000000000000");
        assertThat(FloatText.of(1e17)).isEqualTo("1e+17");
        assertThat(FloatText.of(0.0001)).isEqualTo("0.0001");
        assertThat(FloatText.of(0.00001)).isEqualTo("1.0000000000000001e-05");
        assertThat(FloatText.of(-0.0)).isEqualTo("-0");
        assertThat(FloatText.of(Double.NaN)).isEqualTo("nan(0x8000000000000)");
        assertThat(FloatText.of(Float.NEGATIVE_INFINITY)).isEqualTo("-inf");
        assertThat(FloatText.of(Double.MIN_VALUE)).isEqualTo("4.9406564584124654e-324");
    }
}
