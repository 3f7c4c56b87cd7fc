package dev.sonde.engine.x86_64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Float80Test {
    private static final String PRINTER = """
            #include <stdio.h>
            #include <string.h>
            int main(void) {
                unsigned char bytes[16];
                while (fread(bytes, sizeof bytes, 1, stdin) == 1) {
                    long double extended;
                    unsigned long bits;
                    memcpy(&extended, bytes, sizeof extended);
                    double narrow = (double) extended;
                    memcpy(&bits, &narrow, sizeof bits);
                    printf("%016lx %.21Lg\\n", bits, extended);
                }
                return 0;
            }
            """;

    @ParameterizedTest
    @CsvSource({
        "0000, 0000000000000000, 0",
        "8000, 0000000000000000, -0",
        "3fff, 8000000000000000, 1",
        "4000, c90fdaa22168c235, 3.14159265358979323851",
        "3fff, 8cccccccccccd000, 1.10000000000000008882",
        "7fff, 8000000000000000, inf",
        "ffff, 8000000000000000, -inf",
        "ffff, c000000000000000, -nan(0xc000000000000000)",
        "7fff, 8000000000000001, nan(0x8000000000000001)",
        "0000, 0000000000000001, 3.64519953188247460253e-4951",
        "7ffe, ffffffffffffffff, 1.18973149535723176502e+4932",
        "0000, 8000000000000000, <invalid float value>",
        "3fff, 0000000000000000, <invalid float value>",
        "7fff, 0000000000000000, <invalid float value>",
        "403e, ffffffffffffffff, 18446744073709551615"
    })
    void texts(String signExponent, String significand, String text) {
        Float80 number = new Float80(Integer.parseInt(signExponent, 16), Long.parseUnsignedLong(significand, 16));
        assertThat(number).hasToString(text);
        assertThat(Float80.fromBytes(number.toBytes())).isEqualTo(number);
    }

    @Test
    void doublesComeBackExactly() {
        List<Double> doubles = new ArrayList<>(List.of(
                0.0,
                -0.0,
                1.0,
                -2.5,
                Double.MIN_VALUE,
                -Double.MIN_VALUE,
                Double.MIN_NORMAL,
                Math.nextDown(Double.MIN_NORMAL),
                Double.MAX_VALUE,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY));
        Random random = new Random(80);
        for (int i = 0; i < 2000; i++) {
            doubles.add(Double.longBitsToDouble(random.nextLong()));
        }
        for (double each : doubles) {
            if (!Double.isNaN(each)) {
                assertThat(Double.doubleToRawLongBits(Float80.of(each).toDouble()))
                        .isEqualTo(Double.doubleToRawLongBits(each));
            }
        }
        assertThat(Float80.of(Double.NaN).isNan()).isTrue();
        assertThat(Float80.of(Double.NaN).toDouble()).isNaN();
        assertThat(new Float80(0x7fff, Long.MIN_VALUE | 1).toDouble()).isNaN();
        assertThat(new Float80(0x3fff, 1).toDouble()).as("not valid").isNaN();
    }

    @Test
    void integersAreExact() {
        for (long each : new long[] {0, 1, -1, 42, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53}) {
            assertThat(Float80.of(each, true)).hasToString(Long.toString(each));
            assertThat(Float80.of(each, false)).hasToString(Long.toUnsignedString(each));
        }
    }

    @Test
    void wrongSizesAreRefused() {
        assertThatThrownBy(() -> Float80.fromBytes(new byte[8])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Float80(0x10000, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void conversionsAndTextsAreThoseOfTheCompilersLongDouble(@TempDir Path directory) throws IOException {
        Tools.assume("gcc");
        List<Float80> numbers = numbers();
        ByteBuffer input = ByteBuffer.allocate(16 * numbers.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (Float80 number : numbers) {
            input.putLong(number.significand()).putLong(number.signExponent());
        }
        Path program = Tools.compile(directory, "extended.c", PRINTER);
        String output =
                new String(Tools.run(directory, input.array(), List.of(program.toString())), StandardCharsets.US_ASCII);
        List<String> lines = output.lines().toList();
        assertThat(lines).hasSameSizeAs(numbers);
        for (int i = 0; i < lines.size(); i++) {
            Float80 number = numbers.get(i);
            String line = String.format(Locale.ROOT, "%016x %s", Double.doubleToRawLongBits(number.toDouble()), number);
            assertThat(line).as("%s", lines.get(i)).isEqualTo(lines.get(i));
        }
    }

    /** Valid finite numbers of every size, with many near the ends of the range of a double. */
    private static List<Float80> numbers() {
        Random random = new Random(1985);
        List<Float80> numbers = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            int exponent = switch (i % 4) {
                case 0 -> random.nextInt(0x7fff);
                case 1 -> 0x3fff - 1080 + random.nextInt(70);
                case 2 -> 0x3fff + random.nextInt(80) - 20;
                default -> 0x3fff + 1020 + random.nextInt(6);
            };
            long significand = random.nextLong();
            if (i % 5 == 0) {
                // Exactly between two doubles.
                significand = (significand & -0x1000) | 0x400;
            }
            significand = exponent == 0 ? significand & Long.MAX_VALUE : significand | Long.MIN_VALUE;
            numbers.add(new Float80((random.nextBoolean() ? 0x8000 : 0) | exponent, significand));
        }
        return numbers;
    }
}
