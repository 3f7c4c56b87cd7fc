package dev.sonde.server.gdbserver.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytecode as gdb writes it, and bytecode that nobody should. */
class AgentExpressionTest {
    private final List<String> printed = new ArrayList<>();

    /** Register n holds n * 100, memory at a holds the low bytes of a. */
    private final AgentContext context = new AgentContext() {
        @Override
        public long register(int number) {
            return number * 100L;
        }

        @Override
        public long memory(long address, int size) {
            return size == 8 ? address : address & (1L << (8 * size)) - 1;
        }

        @Override
        public String string(long address) {
            return "text at " + address;
        }

        @Override
        public void print(String text) {
            printed.add(text);
        }
    };

    private long evaluate(String code) {
        return AgentExpression.compile(HexFormat.of().parseHex(code.replace(" ", "")))
                .evaluate(context);
    }

    @ParameterizedTest
    @CsvSource({
        "22 07 22 05 02 27, 12",
        "22 07 22 05 03 27, 2",
        "22 07 22 05 04 27, 35",
        "22 ff 16 08 22 02 05 27, 0",
        "22 f9 16 08 22 02 05 27, -3",
        "22 09 22 02 06 27, 4",
        "22 f9 16 08 22 04 07 27, -3",
        "22 09 22 04 08 27, 1",
        "22 01 22 04 09 27, 16",
        "22 80 16 08 22 03 0a 27, -16",
        "22 80 22 03 0b 27, 16",
        "22 00 0e 27, 1",
        "22 06 22 03 0f 27, 2",
        "22 06 22 03 10 27, 7",
        "22 06 22 03 11 27, 5",
        "22 00 12 27, -1",
        "22 06 22 06 13 27, 1",
        "22 ff 16 08 22 01 14 27, 1",
        "22 ff 16 08 22 01 15 27, 0",
        "23 12 34 27, 4660",
        "24 00 01 00 00 27, 65536",
        "25 00 00 00 01 00 00 00 00 27, 4294967296",
        "26 00 03 27, 300",
        "23 12 34 17 27, 52",
        "23 12 34 18 27, 4660",
        "22 05 28 02 27, 10",
        "22 05 22 06 29 27, 5",
        "24 ff ff ff ff 2a 08 27, 255",
        "22 05 22 06 2b 03 27, 1",
        "22 05 22 06 32 01 27, 5",
        "22 01 22 02 22 03 33 03 27, -1",
        "27, 0",
    })
    void operations(String code, long value) {
        assertThat(evaluate(code)).isEqualTo(value);
    }

    @Test
    void jumpsLeadToWhereOperationsBegin() {
        assertThat(evaluate("22 01 20 00 08 22 07 27 22 09 27")).isEqualTo(9);
        assertThat(evaluate("22 00 20 00 08 22 07 27 22 09 27")).isEqualTo(7);
        assertThat(evaluate("22 05 21 00 05")).as("to the end").isEqualTo(5);
        assertThatThrownBy(() -> evaluate("22 01 20 00 01 27")).hasMessageContaining("where no operation begins");
        assertThatThrownBy(() -> evaluate("21 00 ff 27")).hasMessageContaining("where no operation begins");
    }

    @Test
    void badCodeIsRefusedBeforeItIsRun() {
        assertThatThrownBy(() -> evaluate("00"))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("unknown");
        assertThatThrownBy(() -> evaluate("25 00 00")).hasMessageContaining("ends in the middle");
        assertThatThrownBy(() -> evaluate("34 01 00 ff 41")).hasMessageContaining("ends in the middle");
        assertThatThrownBy(() -> AgentExpression.compile(new byte[100_000])).hasMessageContaining("more than");
    }

    @Test
    void badCodeFailsWhenItIsRun() {
        assertThatThrownBy(() -> evaluate("02 27")).hasMessageContaining("empty");
        assertThatThrownBy(() -> evaluate("22 01 22 00 05 27")).hasMessageContaining("divides by zero");
        assertThatThrownBy(() -> evaluate("21 00 00")).hasMessageContaining("does not end");
        assertThatThrownBy(() -> evaluate("22 01 21 00 00")).hasMessageContaining("full");
        assertThatThrownBy(() -> evaluate("22 01 32 07 27")).hasMessageContaining("empty");
    }

    @Test
    void formatsArePrinted() {
        String format = "i=%d u=%u x=%#lx s=%s c=%c %5d|%-4d| 100%%\\n";
        byte[] text = (format + "\0").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        // The arguments from the last to the first, then channel and function.
        String code = "22 04 22 03 22 41 22 10 22 ff 22 ff 16 08 22 ff 16 08 22 00 22 00 34 07 00 %02x %s 27"
                .formatted(text.length, HexFormat.of().formatHex(text));
        evaluate(code);
        assertThat(printed).containsExactly("i=-1 u=4294967295 x=0xff s=text at 16 c=A     3|4   | 100%\n");
    }

    @Test
    void anythingAtAllIsRunOrRefused() {
        Random random = new Random(5);
        int run = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] code = new byte[random.nextInt(12)];
            for (int j = 0; j < code.length; j++) {
                code[j] = (byte) random.nextInt(0x36);
            }
            run += isRun(code) ? 1 : 0;
        }
        assertThat(run).isPositive();
    }

    private boolean isRun(byte[] code) {
        try {
            AgentExpression.compile(code).evaluate(context);
            return true;
        } catch (AgentException e) {
            return false;
        }
    }
}
