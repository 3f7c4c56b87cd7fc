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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What gdb itself prints, symbols included: its own names of addresses are what the resolver answers. */
class GdbComparisonTest {
    private static final Path LIBRARY = Path.of("/lib/x86_64-linux-gnu/libc.so.6");
    private static final Pattern LINE =
            Pattern.compile("\\s*0x([0-9a-f]+)(?: <[^>]*>)?:\\t([0-9a-f]{2}(?: [0-9a-f]{2})*) *\\t(.*)");
    private static final Pattern NAMED = Pattern.compile("0x([0-9a-f]+) <([^>]*)>");

    @ParameterizedTest
    @EnumSource(Syntax.class)
    void writesFunctionsLikeGdb(Syntax syntax) throws IOException {
        assumeTrue(Files.isReadable(LIBRARY));
        var names = new HashMap<Long, String>();
        var expected = new ArrayList<String>();
        var actual = new ArrayList<String>();
        var disassembler = new Disassembler();
        List<String> lines = gdb(syntax);
        for (String line : lines) {
            // What follows the address of the line itself has "+0" where a target has nothing.
            Matcher named = NAMED.matcher(line.substring(line.lastIndexOf('\t') + 1));
            while (named.find()) {
                names.put(Long.parseLong(named.group(1), 16), named.group(2));
            }
        }
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                Instruction instruction = disassembler.decode(
                        Long.parseLong(matcher.group(1), 16),
                        HexFormat.of().parseHex(matcher.group(2).replace(" ", "")));
                expected.add(matcher.group(3).stripTrailing());
                actual.add(disassembler.format(instruction, syntax, names(names)));
            }
        }
        assumeTrue(!expected.isEmpty(), "gdb is installed and finds the function");
        assertThat(actual).isEqualTo(expected);
        assertThat(actual).hasSizeGreaterThan(500);
        assertThat(names).hasSizeGreaterThan(10);
    }

    private static SymbolResolver names(Map<Long, String> names) {
        return address -> Optional.ofNullable(names.get(address));
    }

    private static List<String> gdb(Syntax syntax) throws IOException {
        Process gdb;
        try {
            gdb = new ProcessBuilder(
                            "gdb",
                            "-nx",
                            "-batch",
                            "-ex",
                            "set width 0",
                            "-ex",
                            "set disassembly-flavor " + (syntax == Syntax.ATT ? "att" : "intel"),
                            "-ex",
                            "disassemble /r qsort,+4000",
                            LIBRARY.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException _) {
            assumeTrue(false, "gdb is not installed");
            return List.of();
        }
        try (var reader = gdb.inputReader(StandardCharsets.UTF_8)) {
            return reader.lines().toList();
        }
    }
}
