package dev.sonde.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.InstructionText;
import dev.sonde.engine.value.PrintOptions;
import dev.sonde.engine.value.SymbolKind;
import dev.sonde.engine.value.ValueFormatter;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the comparison with gdb leaves out: instructions, the end of memory, and a remembered position. */
class MemoryExaminerTest {
    private static final byte[] BYTES = "one\0two\0three\0caf\u00e9\0".getBytes(StandardCharsets.UTF_8);

    private final FakeContext context = new FakeContext();
    private final MemoryExaminer examiner;

    MemoryExaminerTest() {
        context.known.add(new SymbolLookup.Symbol("text", 0x1000, 64, SymbolKind.DATA));
        context.memory = Optional.of(new Memory() {
            @Override
            public long read(long address, MemorySegment into) {
                long offset = address - 0x1000;
                if (offset < 0 || offset >= BYTES.length) {
                    return 0;
                }
                long length = Math.min(into.byteSize(), BYTES.length - offset);
                MemorySegment.copy(MemorySegment.ofArray(BYTES), offset, into, 0, length);
                return length;
            }

            @Override
            public long write(long address, MemorySegment from) {
                return 0;
            }
        });
        InstructionText instructions = address -> {
            if (address >= 0x1008) {
                throw new MemoryFaultException(address, 1);
            }
            return new InstructionText.Line("nopw", 3);
        };
        examiner = new MemoryExaminer(context, context.texts(), instructions, PrintOptions.DEFAULT);
    }

    private String examine(String arguments) {
        StringBuilder output = new StringBuilder();
        examiner.examine(arguments, output::append);
        return output.toString();
    }

    @Test
    void instructionsFollowOneAnother() {
        assertThat(examine("/2i &text")).isEqualTo("   0x1000 <text>:\tnopw\n   0x1003 <text+3>:\tnopw\n");
        StringBuilder output = new StringBuilder();
        assertThatThrownBy(() -> examiner.examine("/2i", output::append))
                .hasMessage("Cannot access memory at address 0x1009");
        assertThat(output).hasToString("   0x1006 <text+6>:\tnopw\n   0x1009 <text+9>:\t");
    }

    @Test
    void theLastCountSizeAndFormatAreUsedAgain() {
        assertThat(examine("/2xh 0x1000")).isEqualTo("0x1000 <text>:\t0x6e6f\t0x0065\n");
        assertThat(examine("")).isEqualTo("0x1004 <text+4>:\t0x7774\t0x006f\n");
        assertThat(examine("/c")).isEqualTo("0x1008 <text+8>:\t116 't'\n");
        assertThat(examine("0x1000")).isEqualTo("0x1000 <text>:\t111 'o'\n");
        assertThat(new ValueFormatter(PrintOptions.DEFAULT, context.texts(), context.memory)
                        .format(Expression.parse("$_").evaluate(context)))
                .isEqualTo("(int8_t *) 0x1000 <text>");
        examiner.startAt(0x1004);
        assertThat(examine("/s")).isEqualTo("0x1004 <text+4>:\t\"two\"\n");
    }

    @Test
    void stringsAreReadBothWays() {
        assertThat(examine("/4s 0x1000").lines())
                .containsExactly(
                        "0x1000 <text>:\t\"one\"",
                        "0x1004 <text+4>:\t\"two\"",
                        "0x1008 <text+8>:\t\"three\"",
                        "0x100e <text+14>:\t\"caf\u00e9\"");
        assertThat(examine("/-2s 0x100e").lines())
                .containsExactly("0x1008 <text+8>:\t\"three\"", "0x100e <text+14>:\t\"caf\u00e9\"");
        assertThat(examine("/-9s 0x1008")).startsWith("0x1000 <text>:\t\"one\"\n");
    }

    @Test
    void whatCameBeforeTheEndOfMemoryIsWritten() {
        StringBuilder output = new StringBuilder();
        assertThatThrownBy(() -> examiner.examine("/9dw 0x100c", output::append))
                .isInstanceOf(MemoryFaultException.class)
                .hasMessage("Cannot access memory at address 0x1014");
        assertThat(output).hasToString("0x100c <text+12>:\t1633878117\t11125606\t");
    }

    @Test
    void withoutAProgramNothingCanBeRead() {
        context.memory = Optional.empty();
        assertThatThrownBy(() -> examine("/x 8")).hasMessage("Cannot access memory at address 0x8");
        assertThat(examine("/s 8")).isEqualTo("0x8:\t<error: Cannot access memory at address 0x8>\n");
        assertThatThrownBy(() -> examine("/-2i 8")).hasMessage("No line number information available for address 0x7");
    }
}
