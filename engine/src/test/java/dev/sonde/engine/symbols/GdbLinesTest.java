package dev.sonde.engine.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.debuginfo.elf.ElfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every function of large real libraries, at its first instruction and in its middle, against gdb: symbol, file, line,
 * where the code of the line begins and ends, and the functions inlined there. Prints what is equal and what is not.
 */
@Timeout(300)
class GdbLinesTest {
    private static final String EQUAL = "equal";
    /** gdb keeps a table for each file, and misses the end of a line where another file's code begins at that address. */
    private static final String END = "another end of the line's code: gdb looks for it in one file at a time";

    private static final String BEGINNING = "another beginning of the line's code, for the same reason";
    /** Functions of anonymous namespaces have no mangled name, and gdb spells the types in their entry's name anew. */
    private static final String SPELLING = "template arguments spelt otherwise in a name without linkage";
    /** addr2line and the entries have it. */
    private static final String LEFT_OUT = "gdb leaves the innermost of the inlined functions out";

    private static final Set<String> EXPLAINED = Set.of(EQUAL, END, BEGINNING, SPELLING, LEFT_OUT);

    private static final String ANONYMOUS = "(anonymous namespace)";
    private static final Pattern OPERATOR = Pattern.compile(
            "operator(\\(\\)|\\[]|<=>|<<=?|>>=?|->\\*?|&&|\\|\\||\\+\\+|--|[-+*/%^&|!=<>]=?|[~,]| \\S+ \\(\\*\\)\\(\\))");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "/lib/x86_64-linux-gnu/libc.so.6, libc6-dbg",
        "/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6, libstdc++6-12-dbg",
        "/usr/bin/python3.11, python3-dbg"
    })
    void everyFunctionIsAsGdbSays(Path program, String packageName) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gdb")), "gdb is not installed");
        assumeTrue(Files.isRegularFile(program), program + " is not there");
        LoadedModule module = new ModuleLoader().ofFile(program).all().getFirst();
        assumeTrue(module.source().isPresent(), packageName + " is not installed");
        long[] addresses = addresses(module.debugFile().orElse(module.elf()));
        assertThat(addresses.length).isGreaterThan(5000);
        List<GdbLines.Answer> expected = GdbLines.of(directory, program, addresses);

        Map<String, Integer> table = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < addresses.length; i++) {
            String difference = difference(module, addresses[i], expected.get(i));
            table.merge(difference, 1, Integer::sum);
            if (!EXPLAINED.contains(difference) && wrong.size() < 20) {
                wrong.add(difference + " at " + Long.toHexString(addresses[i]) + "\n  gdb " + expected.get(i)
                        + "\n  we  " + module.lineAt(addresses[i]) + functions(module, addresses[i]));
            }
        }
        System.out.println(program + ": " + addresses.length + " addresses");
        table.forEach((difference, count) -> System.out.printf("  %6d %s%n", count, difference));
        assertThat(wrong).isEmpty();
        assertThat(table.getOrDefault(EQUAL, 0)).isGreaterThan((int) (addresses.length * 995L / 1000));
    }

    private static String difference(LoadedModule module, long address, GdbLines.Answer gdb) {
        String symbol = module.symbolAt(address)
                .map(place -> Long.toHexString(place.start()))
                .orElse("-");
        if (!symbol.equals(gdb.symbol())) {
            return "another symbol";
        }
        LineRange range = module.lineAt(address).orElse(null);
        if (range == null || gdb.file().equals("-")) {
            return range == null && gdb.file().equals("-") ? EQUAL : "a line or none";
        }
        if (range.line() != gdb.line()) {
            return "another line";
        }
        if (!range.file().equals(gdb.file())) {
            return "another file";
        }
        List<String> functions = functions(module, address);
        // A function within a function is in the blocks of both.
        List<String> others = gdb.functions().stream()
                .map(GdbLinesTest::simple)
                .limit(functions.size())
                .toList();
        if (!functions.equals(others)) {
            return functionsDiffer(functions, others);
        }
        if (range.start() != gdb.start()) {
            return BEGINNING;
        }
        return range.end() == gdb.end() ? EQUAL : END;
    }

    private static String functionsDiffer(List<String> ours, List<String> gdb) {
        if (unnamed(ours).equals(unnamed(gdb))) {
            return SPELLING;
        }
        return ours.size() > 1 && ours.subList(1, ours.size()).equals(gdb) ? LEFT_OUT : "other functions";
    }

    private static List<String> unnamed(List<String> names) {
        return names.stream()
                .map(name -> name.contains(ANONYMOUS) ? name.replaceAll("<.*>", "") : name)
                .toList();
    }

    private static List<String> functions(LoadedModule module, long address) {
        return module.sourceFrames(address).stream()
                .map(SourceLocation::function)
                .filter(name -> !name.isEmpty())
                .map(GdbLinesTest::simple)
                .toList();
    }

    /** gdb prints parameters and template arguments, which the names of entries may lack. */
    private static String simple(String name) {
        String text = name.replaceAll("\\[abi:\\w+]", "");
        int at = text.lastIndexOf("operator");
        int depth = 0;
        for (int i = at < 0 ? 0 : end(text, at); i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(' && depth == 0 && !text.startsWith(ANONYMOUS, i)) {
                return text.substring(0, i);
            }
            depth += c == '<' || c == '(' ? 1 : c == '>' || c == ')' ? -1 : 0;
        }
        return text;
    }

    private static int end(String text, int operator) {
        Matcher matcher = OPERATOR.matcher(text).region(operator, text.length());
        return matcher.lookingAt() ? matcher.end() : operator;
    }

    private static long[] addresses(ElfFile debug) {
        return debug.symbols().stream()
                .filter(symbol -> symbol.isFunction() && symbol.isDefined() && symbol.size() > 0)
                .flatMapToLong(symbol -> LongStream.of(symbol.value(), symbol.value() + symbol.size() / 2))
                .sorted()
                .distinct()
                .toArray();
    }
}
