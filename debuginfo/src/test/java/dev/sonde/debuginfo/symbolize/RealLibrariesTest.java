package dev.sonde.debuginfo.symbolize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.debuginfo.Tool;
import dev.sonde.debuginfo.demangle.DemangleOptions;
import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.elf.DebugFileLocator;
import dev.sonde.debuginfo.elf.DebugFileSearch;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Symbol;
import dev.sonde.debuginfo.elf.SymbolTable;
import dev.sonde.debuginfo.symbolize.Addr2line.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every function of large real libraries, at its first instruction and in its middle, against GNU addr2line. Prints how
 * many answers are equal, and how many are not for which reason.
 */
class RealLibrariesTest {
    @TempDir
    Path directory;

    /** The floors are what a run of Debian 12 gave, in thousandths of all answers, rounded down. */
    @ParameterizedTest
    @CsvSource({
        "/lib/x86_64-linux-gnu/libc.so.6, libc6-dbg, 900",
        "/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6, libstdc++6-12-dbg, 980",
        "/usr/bin/python3.11, python3-dbg, 985"
    })
    void everyFunctionIsAsAddr2lineSays(Path program, String packageName, int floor) throws IOException {
        Tool.requireInstalled("addr2line");
        Tool.requireFile(program);
        ElfFile elf = ElfFile.open(program);
        ElfFile debug = elf.section(".debug_info").isPresent()
                ? elf
                : DebugFileLocator.standard()
                        .find(elf, program)
                        .found()
                        .map(DebugFileSearch.Found::file)
                        .orElse(elf);
        assumeTrue(debug.section(".debug_info").isPresent(), packageName + " is not installed");
        SymbolTable symbols = debug.symbols();
        long[] addresses = addresses(symbols);
        List<List<Shown>> expected = Addr2line.frames(directory, program, addresses);

        Symbolizer symbolizer = Symbolizer.open(program);
        Dwarf dwarf = Dwarf.of(debug::contents);
        Map<Long, Set<String>> names = namesByAddress(symbols);
        Map<Difference, Integer> table = new EnumMap<>(Difference.class);
        List<String> unexplained = new ArrayList<>();
        for (int i = 0; i < addresses.length; i++) {
            List<Shown> ours = Addr2line.shown(symbolizer.frames(addresses[i]));
            long start = symbols.at(addresses[i]).map(Symbol::value).orElse(addresses[i]);
            for (Difference reason : Difference.between(
                    ours, expected.get(i), addresses[i], dwarf, names.getOrDefault(start, Set.of()))) {
                table.merge(reason, 1, Integer::sum);
                if (reason == Difference.UNEXPLAINED) {
                    unexplained.add(Long.toHexString(addresses[i]) + "\n  addr2line " + expected.get(i)
                            + "\n  we        " + ours);
                }
            }
        }
        System.out.println(program + ": " + addresses.length + " addresses");
        table.forEach((reason, count) -> System.out.printf("  %6d %s%n", count, reason.text()));
        assertThat(unexplained).isEmpty();
        assertThat(table.getOrDefault(Difference.EQUAL, 0))
                .isGreaterThanOrEqualTo((int) (addresses.length * (long) floor / 1000));
        assertThat(addresses.length).isGreaterThan(5000);
        assertThat(symbolizer.diagnostics()).isEmpty();
    }

    private static long[] addresses(SymbolTable symbols) {
        return symbols.stream()
                .filter(symbol -> symbol.isFunction() && symbol.isDefined() && symbol.size() > 0)
                .flatMapToLong(symbol -> LongStream.of(symbol.value(), symbol.value() + symbol.size() / 2))
                .sorted()
                .distinct()
                .toArray();
    }

    private static Map<Long, Set<String>> namesByAddress(SymbolTable symbols) {
        return symbols.stream()
                .filter(Symbol::isDefined)
                .collect(Collectors.groupingBy(
                        Symbol::value,
                        HashMap::new,
                        Collectors.mapping(
                                symbol -> Demangler.demangle(symbol.name(), DemangleOptions.SHORT)
                                        .orElse(symbol.name()),
                                Collectors.toSet())));
    }
}
