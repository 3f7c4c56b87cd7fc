package dev.sonde.disassembler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every instruction of whole programs against objdump, whose printer is gdb's too but for {@code 0x} before addresses. */
class ObjdumpComparisonTest {
    private static final double LEAST_EQUAL = 0.9999;
    private static final int KINDS_SHOWN = 20;
    private static final Pattern LINE = Pattern.compile("\\s*([0-9a-f]+):\\t((?:[0-9a-f]{2} )+)\\s*\\t(.*)");
    private static final Pattern TARGET =
            Pattern.compile("((?:call|j[a-z]+|loop[a-z]*|xbegin)(?:,p[nt])? +)([0-9a-f]+)$");
    private static final Pattern COMMENT = Pattern.compile("# ([0-9a-f]+)$");

    @ParameterizedTest
    @CsvSource({
        "/bin/ls, ATT",
        "/bin/ls, INTEL",
        "/lib/x86_64-linux-gnu/libc.so.6, ATT",
        "/lib/x86_64-linux-gnu/libc.so.6, INTEL"
    })
    void writesProgramsLikeObjdump(Path program, Syntax syntax) throws IOException {
        assumeTrue(Files.isReadable(program));
        Comparison comparison = compare(program, syntax);
        assumeTrue(comparison.instructions > 0, "objdump is installed");
        System.out.println(comparison.summary(program, syntax));
        assertThat(comparison.share()).as(comparison.kinds()).isGreaterThanOrEqualTo(LEAST_EQUAL);
    }

    private static Comparison compare(Path program, Syntax syntax) throws IOException {
        var comparison = new Comparison();
        var disassembler = new Disassembler();
        Process objdump;
        try {
            objdump = new ProcessBuilder(
                            "objdump",
                            "-d",
                            "-w",
                            "-j",
                            ".text",
                            "-M",
                            syntax == Syntax.ATT ? "att" : "intel",
                            program.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException _) {
            assumeTrue(false, "objdump is not installed");
            return comparison;
        }
        var block = new Block();
        try (var lines = objdump.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    block.add(matcher);
                } else {
                    block.compare(disassembler, syntax, comparison);
                    block = new Block();
                }
            }
        }
        block.compare(disassembler, syntax, comparison);
        return comparison;
    }

    /** Instructions that follow one another without a gap. */
    private static final class Block {
        private final StringBuilder bytes = new StringBuilder();
        private final List<String> texts = new ArrayList<>();
        private long address;

        void add(Matcher line) {
            if (texts.isEmpty()) {
                address = Long.parseLong(line.group(1), 16);
            }
            bytes.append(line.group(2).replace(" ", ""));
            String text = line.group(3).replaceAll(" <.*", "").stripTrailing();
            text = COMMENT.matcher(text).replaceFirst("# 0x$1");
            texts.add(TARGET.matcher(text).replaceFirst("$10x$2"));
        }

        void compare(Disassembler disassembler, Syntax syntax, Comparison comparison) {
            byte[] code = HexFormat.of().parseHex(bytes);
            Iterator<String> expected = texts.iterator();
            for (Instruction instruction : disassembler.decode(address, code, Integer.MAX_VALUE)) {
                String text = disassembler.format(instruction, syntax, SymbolResolver.NONE);
                String wanted = expected.hasNext() ? expected.next() : "";
                comparison.add(instruction, wanted, text);
            }
        }
    }

    private static final class Comparison {
        private int instructions;
        private int equal;
        private final Map<String, Integer> differences = new HashMap<>();
        private final Map<String, String> examples = new HashMap<>();

        void add(Instruction instruction, String wanted, String text) {
            instructions++;
            if (wanted.equals(text)) {
                equal++;
            } else {
                differences.merge(instruction.mnemonic(), 1, Integer::sum);
                examples.putIfAbsent(
                        instruction.mnemonic(), instruction.encoding() + " is '" + text + "' and not '" + wanted + "'");
            }
        }

        double share() {
            return (double) equal / instructions;
        }

        String summary(Path program, Syntax syntax) {
            return "%s, %s: %d of %d instructions as objdump writes them (%.4f %%)"
                    .formatted(program, syntax, equal, instructions, 100 * share());
        }

        String kinds() {
            var text = new StringBuilder();
            differences.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                    .limit(KINDS_SHOWN)
                    .forEach(kind -> text.append(kind.getValue())
                            .append(" of ")
                            .append(kind.getKey())
                            .append(": ")
                            .append(Optional.ofNullable(examples.get(kind.getKey()))
                                    .orElse(""))
                            .append('\n'));
            return text.toString();
        }
    }
}
