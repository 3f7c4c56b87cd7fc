package dev.sonde.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Format;
import dev.sonde.engine.value.PrintOptions;
import dev.sonde.engine.value.SymbolKind;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.ValueFormatter;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.RegisterSource;
import dev.sonde.engine.x86_64.RegisterTable;
import dev.sonde.engine.x86_64.XsaveLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs no gdb: errors and their places, assignments, and texts that are no expressions. */
class ExpressionTest {
    private static final long BASE = 0x1000;

    private final FakeContext context = new FakeContext();
    private final byte[] bytes = new byte[64];

    ExpressionTest() {
        context.known.add(new SymbolLookup.Symbol("main", 0x1000, 16, SymbolKind.TEXT));
        context.known.add(new SymbolLookup.Symbol("counter", 0x1010, 4, SymbolKind.DATA));
        context.known.add(new SymbolLookup.Symbol("std::chrono::now", 0x1020, 4, SymbolKind.TEXT));
    }

    private void stop() {
        context.memory = Optional.of(new Memory() {
            @Override
            public long read(long address, MemorySegment into) {
                long offset = address - BASE;
                if (offset < 0 || offset >= bytes.length) {
                    return 0;
                }
                long length = Math.min(into.byteSize(), bytes.length - offset);
                MemorySegment.copy(MemorySegment.ofArray(bytes), offset, into, 0, length);
                return length;
            }

            @Override
            public long write(long address, MemorySegment from) {
                long offset = address - BASE;
                if (offset < 0 || offset >= bytes.length) {
                    return 0;
                }
                long length = Math.min(from.byteSize(), bytes.length - offset);
                MemorySegment.copy(from, ValueLayout.JAVA_BYTE, 0, bytes, (int) offset, (int) length);
                return length;
            }
        });
        RegisterSource zeros = new RegisterSource() {
            @Override
            public void readGeneral(MemorySegment into) {
                into.fill((byte) 0);
            }

            @Override
            public long readXsave(MemorySegment into) {
                into.fill((byte) 0);
                return into.byteSize();
            }

            @Override
            public long readDebug(int index) {
                return 0;
            }
        };
        context.registers = Optional.of(new RegisterFile(RegisterTable.of(XsaveLayout.intel()), zeros));
    }

    private Value evaluate(String text) {
        return Expression.parse(text).evaluate(context);
    }

    private String print(String text) {
        Value value = evaluate(text);
        return new ValueFormatter(PrintOptions.DEFAULT, context.texts(), context.memory).format(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 +                | 3  | 0 | A syntax error in expression, near `'.",
                "1 + * )            | 6  | 1 | A syntax error in expression, near `)'.",
                "5 + nosuch * 2     | 4  | 6 | No symbol \"nosuch\" in current context.",
                "MAIN               | 0  | 4 | No symbol \"MAIN\" in current context.  Did you mean main?",
                "7 + 1 / 0          | 4  | 5 | Division by zero",
                "1 + $rip           | 4  | 4 | No registers.",
                "3 + *(int *) 8     | 4  | 10 | Cannot access memory at address 0x8",
                "1 + counter        | 4  | 7 | 'counter' has unknown type; cast it to its declared type",
                "2 * \"open          | 4  | 5 | Unterminated string in expression.",
                "5 = 6              | 0  | 1 | Left operand of assignment is not an lvalue.",
                "$1 + 1             | 0  | 2 | History has not yet reached $1.",
                "(struct list) 5    | 1  | 11 | No struct type named list.",
                "std::chrono::later | 0  | 18 | No symbol \"std::chrono::later\" in current context.",
            })
    void errorsSayWhere(String text, int offset, int length, String message) {
        EvaluationException error = catchThrowableOfType(EvaluationException.class, () -> evaluate(text));
        assertThat(error).hasMessage(message);
        assertThat(error.span()).isEqualTo(new Span(offset, length));
    }

    @Test
    void namesMayBeQualifiedOrQuoted() {
        assertThat(print("std::chrono::now")).isEqualTo("{<text variable, no debug info>} 0x1020 <std::chrono::now>");
        assertThat(print("&'std::chrono::now'"))
                .isEqualTo("(<text variable, no debug info> *) 0x1020 <std::chrono::now>");
    }

    @Test
    void memoryIsAssigned() {
        stop();
        assertThat(print("{int} &counter = 0x01020304")).isEqualTo("16909060");
        assertThat(bytes[0x10]).isEqualTo((byte) 4);
        assertThat(print("(int) counter")).isEqualTo("16909060");
        assertThat(print("++*(short *) 0x1010")).isEqualTo("773");
        assertThat(print("*(int *) &counter += 2.5")).isEqualTo("16909063");
        assertThat(print("{double} 0x1018 = 1.25")).isEqualTo("1.25");
        assertThat(print("{long double} 0x1020 = -1")).isEqualTo("-1");
        assertThat(print("{long double} 0x1020 / 3")).isEqualTo("-0.333333333333333333342");
    }

    @Test
    void aWriteThatFailsIsReported() {
        stop();
        assertThatThrownBy(() -> evaluate("{long} 0x103c = 5")).hasMessage("Cannot access memory at address 0x1040");
        assertThatThrownBy(() -> evaluate("{int} 0 = 5")).hasMessage("Cannot access memory at address 0x0");
    }

    @Test
    void registersAreAssigned() {
        stop();
        evaluate("$rax = 0x1122334455667788");
        evaluate("$al = 0xff");
        evaluate("$eflags |= 0x40");
        evaluate("$xmm1.v4_int32[2] = 7");
        evaluate("$st0 = 1.5");
        RegisterFile registers = context.registers.orElseThrow();
        assertThat(registers.readLong(Register.RAX)).isEqualTo(0x11223344556677ffL);
        assertThat(print("$eflags")).isEqualTo("[ ZF ]");
        assertThat(print("$eflags.ZF")).isEqualTo("true");
        assertThat(print("$xmm1.v2_int64")).isEqualTo("{0, 7}");
        assertThat(print("$st0 * 2")).isEqualTo("3");
        assertThat(context.registerChanges).isEqualTo(5);
    }

    @Test
    void conditionsAreReadOnce() {
        stop();
        Expression condition = Expression.parse("$rdi == 3 && *(int *) &counter > 5");
        assertThat(condition.isTrue(context)).isFalse();
        context.registers.orElseThrow().writeLong(Register.RDI, 3);
        bytes[0x10] = 6;
        assertThat(condition.isTrue(context)).isTrue();
    }

    @Test
    void integersBeyondEightBytesCompute() {
        assertThat(print("(__int128) 1 << 100")).isEqualTo("1267650600228229401496703205376");
        assertThat(print("(unsigned __int128) -1 / 3")).isEqualTo("113427455640312821154458202477256070485");
        assertThat(print("-(__int128) 1 < 0")).isEqualTo("1");
        assertThat(print("(double) ((__int128) 1 << 100)")).isEqualTo("1.2676506002282294e+30");
    }

    @Test
    void variablesTakeTheTypeOfTheirValue() {
        assertThat(print("$a")).isEqualTo("void");
        assertThat(print("$a = 'x'")).isEqualTo("120 'x'");
        assertThat(print("$a = 2.5")).isEqualTo("2.5");
        assertThat(print("$b = $a, $a = 1, $b")).isEqualTo("2.5");
    }

    @Test
    void whatOnlyNeedsATypeChangesAndReadsNothing() {
        stop();
        evaluate("$a = 5");
        assertThat(print("sizeof($a++) + sizeof(*(int *) 8) + sizeof({char} 8 = 1)"))
                .isEqualTo("9");
        assertThat(Expression.parse("$a = 2.5").type(context).name()).isEqualTo("double");
        assertThat(Expression.parse("$rax = 2.5, ++*(short *) 8").type(context).name())
                .isEqualTo("short");
        assertThat(print("$a + $rax")).isEqualTo("5");
    }

    @Test
    void historyCountsFromEitherEnd() {
        assertThat(print("$")).isEqualTo("void");
        context.history.add(evaluate("10"));
        context.history.add(evaluate("20"));
        context.history.add(evaluate("30"));
        assertThat(print("$1 + $ + $$ + $$2")).isEqualTo("70");
        assertThatThrownBy(() -> evaluate("$$9")).hasMessage("History does not go back to $$9.");
    }

    @Test
    void typesAreRead() {
        assertThat(Expression.parseType("long unsigned int").name()).isEqualTo("unsigned long");
        assertThat(Expression.parseType("int (*(*)(char, void *))[3]").name()).isEqualTo("int (*(*)(char, void *))[3]");
        assertThat(Expression.parseType("const volatile int * const").name()).isEqualTo("const volatile int * const");
        assertThatThrownBy(() -> Expression.parseType("unsigned float")).isInstanceOf(EvaluationException.class);
        assertThatThrownBy(() -> Expression.parseType("")).isInstanceOf(EvaluationException.class);
    }

    @Test
    void aPrefixStopsBeforeWhatIsNotPartOfIt() {
        Expression address = Expression.parsePrefix("main + 4, +16");
        assertThat(address.text()).isEqualTo("main + 4");
        assertThat(address.address(context)).isEqualTo(0x1004);
    }

    @Test
    void depthAndLengthAreBounded() {
        for (String hostile : new String[] {
            "(".repeat(100_000),
            "-".repeat(100_000) + "1",
            "1" + "+1".repeat(100_000),
            "1" + "?1".repeat(100_000),
            "$a" + "=$a".repeat(100_000),
            "(int" + "*".repeat(100_000) + ") 1",
            "{".repeat(100_000),
            "(int" + "(*".repeat(100_000),
            "1" + "[0]".repeat(100_000),
            "9".repeat(100_000),
            "1e" + "9".repeat(1000),
            "0x1p999999999",
            "1" + "&&1".repeat(100_000),
            "1" + ",1".repeat(100_000),
            "(int" + "[2]".repeat(49) + ") 1",
            "sizeof(int" + "[2147483647]".repeat(3) + ")",
            "(int (*)" + "[2147483647]".repeat(40) + ") 1 + 1",
        }) {
            assertThatThrownBy(() -> evaluate(hostile)).isInstanceOf(EvaluationException.class);
        }
        assertThat(print("1" + "+1".repeat(300))).isEqualTo("301");
        assertThat(print("(".repeat(50) + "1" + ")".repeat(50))).isEqualTo("1");
    }

    @Test
    void onlyEvaluationExceptionsEscape() {
        stop();
        String[] pieces = {
            "1",
            "0",
            "-1",
            "2.5",
            "1e9l",
            "0x10",
            "'a'",
            "\"text\"",
            "L\"w\"",
            "$rax",
            "$xmm0",
            "$st0",
            "$eflags",
            "$x",
            "$",
            "$$",
            "$1",
            "main",
            "counter",
            "nosuch",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "+",
            "-",
            "*",
            "/",
            "%",
            "&",
            "|",
            "^",
            "~",
            "!",
            "<",
            ">",
            "<<",
            ">>",
            "==",
            "!=",
            "<=",
            ">=",
            "&&",
            "||",
            "?",
            ":",
            ",",
            "=",
            "+=",
            "<<=",
            "++",
            "--",
            "@",
            ".",
            "->",
            "::",
            "sizeof",
            "alignof",
            "int",
            "char",
            "unsigned",
            "long",
            "double",
            "void",
            "bool",
            "__int128",
            "const",
            "(int)",
            "(char *)",
            "{int}",
            "{char[4]}",
            "(int (*)(int))",
            "(__int128)",
            "(void)",
            "uint128",
            "v4_float",
            "v16_int8",
            "0x1000",
            "'",
            "\"",
            "#",
            "\\",
            "é",
            "(float)",
            "(bool)",
            "(char[8])",
            "ZF",
        };
        Random random = new Random(7);
        ValueFormatter formatter = new ValueFormatter(PrintOptions.DEFAULT, context.texts(), context.memory);
        int evaluated = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder soup = new StringBuilder();
            for (int length = 1 + random.nextInt(9); length > 0; length--) {
                soup.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            }
            try {
                Value value = evaluate(soup.toString());
                for (Format format : Format.values()) {
                    if (format != Format.INSTRUCTION) {
                        assertThat(formatter.format(value, Optional.of(format))).isNotNull();
                    }
                }
                evaluated++;
            } catch (EvaluationException e) {
                assertThat(e.getMessage()).isNotEmpty();
                assertThat(e.span().offset()).isBetween(0, soup.length());
                assertThat(e.span().end()).isBetween(e.span().offset(), soup.length());
            } catch (RuntimeException e) {
                throw new AssertionError(soup.toString(), e);
            }
        }
        assertThat(evaluated).isGreaterThan(3_000);
    }

    @Test
    void errorsPointAtTheirPlace() {
        assertThatThrownBy(() -> Expression.parse("1 + * ) 2"))
                .isInstanceOfSatisfying(
                        EvaluationException.class,
                        error ->
                                assertThat(error.pointer()).contains("1 + * ) 2" + System.lineSeparator() + "      ^"));
        assertThatThrownBy(() -> Expression.parse("1 +"))
                .isInstanceOfSatisfying(
                        EvaluationException.class,
                        error -> assertThat(error.pointer()).contains("1 +" + System.lineSeparator() + "   ^"));
        assertThatThrownBy(() -> Expression.parse("2 + 12ab"))
                .isInstanceOfSatisfying(
                        EvaluationException.class,
                        error ->
                                assertThat(error.pointer()).contains("2 + 12ab" + System.lineSeparator() + "    ^~~~"));
    }
}
