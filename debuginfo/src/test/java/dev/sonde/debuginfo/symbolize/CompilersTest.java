package dev.sonde.debuginfo.symbolize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.demangle.DemangleOptions;
import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Programs;
import dev.sonde.debuginfo.dwarf.Tools;
import dev.sonde.debuginfo.elf.DebugFileLocator;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Symbol;
import dev.sonde.debuginfo.symbolize.Addr2line.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every address of one C++ program, compiled in many ways, against addr2line where that can read the program; where it
 * cannot, against the same program compiled so that it can.
 */
class CompilersTest {
    private static final DebugFileLocator NOWHERE = DebugFileLocator.in(List.of());

    private static final String RUST = """
            use std::collections::BTreeMap;
            trait Shape { fn area(&self) -> i64; }
            struct Square(i64);
            impl Shape for Square { fn area(&self) -> i64 { self.0.checked_mul(self.0).unwrap() } }
            fn twice<T: Copy + std::ops::Add<Output = T>>(value: T) -> T { value + value }
            fn main() {
                let mut map: BTreeMap<String, Box<dyn Shape>> = BTreeMap::new();
                for (i, argument) in std::env::args().enumerate() {
                    map.insert(argument, Box::new(Square(twice(i as i64))));
                }
                let total: i64 = map.values().map(|shape| shape.area()).sum();
                println!("{} {}", total, map.len());
            }
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "g++ -O0 -gdwarf-2 -gstrict-dwarf",
                "g++ -O0 -gdwarf-3",
                "g++ -O0 -gdwarf-4 -no-pie",
                "g++ -O0 -gdwarf-5",
                "g++ -Og -gdwarf-3",
                "g++ -Og -gdwarf-4",
                "g++ -Og -gdwarf-5 -no-pie",
                "g++ -O2 -gdwarf-2 -gstrict-dwarf",
                "g++ -O2 -gdwarf-3",
                "g++ -O2 -gdwarf-4",
                "g++ -O2 -gdwarf-5",
                "g++ -O2 -gdwarf-5 -gz=zlib",
                "g++ -O2 -gdwarf-4 -gz=zlib-gnu",
                "g++ -O2 -gdwarf-4 -fdebug-types-section",
                "clang++ -O0 -gdwarf-4",
                "clang++ -O0 -gdwarf-5",
                "clang++ -Og -gdwarf-4 -no-pie",
                "clang++ -O2 -gdwarf-2",
                "clang++ -O2 -gdwarf-3",
                "clang++ -O2 -gdwarf-4",
                "clang++ -O2 -gdwarf-4 -fdebug-types-section"
            })
    void everyAddressIsAsAddr2lineSays(String command) throws IOException {
        Path program = compile(command);
        compare(command, program, Addr2line.frames(directory, program, addresses(ElfFile.open(program))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "g++ -O2 -gdwarf-5 -fdebug-types-section",
                "g++ -O2 -gdwarf-4 -gsplit-dwarf",
                "g++ -O2 -gdwarf-5 -gsplit-dwarf",
                "g++ -O0 -gdwarf-5 -gsplit-dwarf -fdebug-types-section",
                "clang++ -Og -gdwarf-5",
                "clang++ -O2 -gdwarf-5 -no-pie",
                "clang++ -O2 -gdwarf-5 -gz=zlib",
                "clang++ -O2 -gdwarf-5 -fdebug-types-section",
                "clang++ -O2 -gdwarf-4 -gsplit-dwarf",
                "clang++ -O2 -gdwarf-5 -gsplit-dwarf",
                "clang++ -O0 -gdwarf-5 -gsplit-dwarf -fdebug-types-section"
            })
    void everyAddressIsAsLlvmSays(String command) throws IOException {
        // The code is the same, and what is split is only found where LLVM looks for it.
        Path whole = compile(command.replace(" -gsplit-dwarf", ""));
        List<List<Shown>> expected = Addr2line.framesByLlvm(directory, whole, addresses(ElfFile.open(whole)));
        compare(command, compile(command), expected);
    }

    /** A compiler's command line, then what is done to its program, which does not change what the addresses mean. */
    @ParameterizedTest
    @CsvSource({
        "g++ -O2 -gdwarf-4, dwz shapes",
        "g++ -O2 -gdwarf-5, dwz shapes",
        "g++ -O2 -gdwarf-4 -fdebug-types-section, dwz shapes",
        "g++ -O2 -gdwarf-4, dwz -m common.debug shapes copy",
        "g++ -O2 -gdwarf-5, dwz -m common.debug shapes copy",
        "g++ -O2 -gdwarf-5, dwz --dwarf-5 -m common.debug shapes copy",
        "clang++ -O2 -gdwarf-4, dwz -m common.debug shapes copy",
        "g++ -O2 -gdwarf-5, objcopy --compress-debug-sections=zstd shapes",
        "clang++ -O2 -gdwarf-5, objcopy --compress-debug-sections=zlib shapes",
        "g++ -O2 -gdwarf-4 -gsplit-dwarf, dwp -e shapes -o shapes.dwp",
        "g++ -O2 -gdwarf-5 -gsplit-dwarf, llvm-dwp -e shapes -o shapes.dwp",
        "clang++ -O2 -gdwarf-4 -gsplit-dwarf, llvm-dwp -e shapes -o shapes.dwp",
        "clang++ -O2 -gdwarf-5 -gsplit-dwarf, llvm-dwp -e shapes -o shapes.dwp",
        "clang++ -O2 -gdwarf-4 -gsplit-dwarf -fdebug-types-section, llvm-dwp -e shapes -o shapes.dwp"
    })
    void everyAddressIsAsBefore(String command, String change) throws IOException {
        String[] words = change.split(" ");
        Tools.require(words[0]);
        Path program = compile(command);
        Files.copy(program, directory.resolve("copy"));
        long[] addresses = addresses(ElfFile.open(program));
        List<List<Frame>> before = frames(program, addresses);
        byte[] bytes = Files.readAllBytes(program);
        Tools.run(directory, words);
        if (change.contains(".dwp")) {
            assertThat(directory.resolve("shapes.dwp")).exists();
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".dwo")).toList()) {
                    Files.delete(file);
                }
            }
        } else {
            assertThat(Files.readAllBytes(program)).isNotEqualTo(bytes);
        }
        List<List<Frame>> after = frames(program, addresses);
        for (int i = 0; i < addresses.length; i++) {
            assertThat(after.get(i)).as(Long.toHexString(addresses[i])).isEqualTo(before.get(i));
        }
        assertThat(before).anyMatch(frames -> frames.size() > 3);
    }

    private static List<List<Frame>> frames(Path program, long[] addresses) throws IOException {
        Symbolizer symbolizer = Symbolizer.open(program, NOWHERE);
        List<List<Frame>> frames =
                Arrays.stream(addresses).mapToObj(symbolizer::frames).toList();
        assertThat(symbolizer.diagnostics()).isEmpty();
        return frames;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-C debuginfo=2 -C opt-level=0",
                "-C debuginfo=2 -C opt-level=2",
                "-C debuginfo=2 -C opt-level=2 -C symbol-mangling-version=v0"
            })
    void everyAddressOfARustProgramIsAsAddr2lineSays(String flags) throws IOException {
        List<String> all = new ArrayList<>(List.of("-C", "linker=gcc"));
        all.addAll(List.of(flags.split(" ")));
        Path program = Tools.compileBy("rustc", directory, "shapes", "shapes.rs", RUST, all);
        compare("rustc " + flags, program, Addr2line.frames(directory, program, addresses(ElfFile.open(program))));
    }

    private void compare(String command, Path program, List<List<Shown>> expected) throws IOException {
        ElfFile elf = ElfFile.open(program);
        long[] addresses = addresses(elf);
        Symbolizer symbolizer = Symbolizer.open(program, NOWHERE);
        Dwarf dwarf = Dwarf.of(elf::contents);
        Map<Long, Set<String>> names = names(elf);
        Map<Difference, Integer> table = new EnumMap<>(Difference.class);
        List<String> unexplained = new ArrayList<>();
        for (int i = 0; i < addresses.length; i++) {
            List<Shown> ours = Addr2line.shown(symbolizer.frames(addresses[i]));
            long start = elf.symbols().at(addresses[i]).map(Symbol::value).orElse(addresses[i]);
            for (Difference reason : Difference.between(
                    ours, expected.get(i), addresses[i], dwarf, names.getOrDefault(start, Set.of()))) {
                table.merge(reason, 1, Integer::sum);
                if (reason == Difference.UNEXPLAINED && unexplained.size() < 10) {
                    unexplained.add(Long.toHexString(addresses[i]) + "\n  addr2line " + expected.get(i)
                            + "\n  we        " + ours);
                }
            }
        }
        System.out.println(command + ": " + addresses.length + " addresses " + table);
        assertThat(unexplained).isEmpty();
        assertThat(table.getOrDefault(Difference.EQUAL, 0)).isGreaterThan(addresses.length * 3 / 4);
        assertThat(symbolizer.diagnostics()).isEmpty();
    }

    private Path compile(String command) {
        String[] words = command.split(" ", -1);
        Tools.require(words[0]);
        return Programs.shapesBy(directory, words[0], List.of(words).subList(1, words.length));
    }

    private static long[] addresses(ElfFile elf) {
        boolean rust = !elf.symbols().named("rust_eh_personality").isEmpty();
        return elf.symbols().stream()
                .filter(symbol -> symbol.isFunction() && symbol.isDefined() && symbol.size() > 0)
                // The standard library of Rust is in its programs.
                .filter(symbol -> !rust || symbol.name().contains("6shapes"))
                .flatMapToLong(symbol -> LongStream.range(symbol.value(), symbol.value() + symbol.size()))
                .sorted()
                .distinct()
                .toArray();
    }

    private static Map<Long, Set<String>> names(ElfFile elf) {
        return elf.symbols().stream()
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
