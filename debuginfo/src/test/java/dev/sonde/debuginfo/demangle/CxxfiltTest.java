package dev.sonde.debuginfo.demangle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.debuginfo.Tool;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mangled name of real and of generated code, as c++filt shows it. */
class CxxfiltTest {
    private static final Path LIBSTDCXX = Path.of("/usr/lib/x86_64-linux-gnu/libstdc++.so.6");

    @TempDir
    Path directory;

    @Test
    void allOfLibstdcxx() throws IOException {
        Tool.requireFile(LIBSTDCXX);
        List<String> names = mangledNames(ElfFile.open(LIBSTDCXX));
        assertThat(names).hasSizeGreaterThan(3000);
        assertThat(demangleAll(names, DemangleOptions.VERBOSE)).isEqualTo(filtered(names));
        assertThat(demangleAll(names, new DemangleOptions(false, true, true, true)))
                .isEqualTo(filtered(names, "-p"));
    }

    @Test
    void aProgramWithEveryKindOfName() throws IOException {
        List<String> names = compiledNames();
        assertThat(names).hasSizeGreaterThan(200);
        assertThat(demangleAll(names, DemangleOptions.VERBOSE)).isEqualTo(filtered(names));
    }

    /** Damaged names: what c++filt can read we read in the same way, but for a few forms no compiler writes. */
    @Test
    void alteredNames() throws IOException {
        String version = String.join("", Tool.lines("c++filt", "--version"));
        assumeTrue(version.contains(" 2.40"), "other versions of c++filt read other malformed names");
        List<String> names = compiledNames();
        Random random = new Random(5);
        List<String> altered = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            altered.add(alter(names, random));
        }
        List<String> expected = filtered(altered);
        List<String> found = demangleAll(altered, DemangleOptions.VERBOSE);
        int demangled = 0;
        for (int i = 0; i < altered.size(); i++) {
            String mangled = altered.get(i);
            if (!expected.get(i).equals(mangled)) {
                assertThat(found.get(i)).as(mangled).isEqualTo(expected.get(i));
                demangled++;
            }
        }
        assertThat(demangled).isGreaterThan(1000);
    }

    @Test
    void aRustLibrary() throws IOException {
        Path source = Files.writeString(directory.resolve("shapes.rs"), """
                use std::collections::HashMap;
                pub trait Shape { fn area(&self) -> f64; fn boxed(self) -> Box<dyn Shape> where Self: Sized + 'static; }
                pub struct Square<T, const N: usize>(pub [T; N]);
                impl<T: Into<f64> + Copy, const N: usize> Shape for Square<T, N> {
                    fn area(&self) -> f64 { self.0.iter().map(|x| (*x).into()).sum() }
                    fn boxed(self) -> Box<dyn Shape> where Self: 'static { Box::new(self) }
                }
                pub fn apply<F: Fn(&str) -> usize>(f: F) -> usize { (|| f("x"))() }
                pub fn pointers(_: for<'a> fn(&'a u8, *const i8, *mut (char, bool)) -> &'a [u16]) {}
                pub fn größe() -> i128 { 3 }
                pub fn all() -> f64 {
                    let mut map: HashMap<String, Vec<Option<(u8, i64)>>> = HashMap::new();
                    map.insert("a".to_string(), vec![None]);
                    apply(|s| s.len()) as f64 + Square([1.0f32; 3]).boxed().area() + map.len() as f64
                }
                """);
        Path library = directory.resolve("libshapes.so");
        Tool.lines(
                "rustc",
                "--crate-type=cdylib",
                "-Copt-level=0",
                "-Csymbol-mangling-version=v0",
                "-Clink-dead-code",
                "-o",
                library.toString(),
                source.toString());
        List<String> names = mangledNames(ElfFile.open(library));
        assertThat(names).hasSizeGreaterThan(200);
        assertThat(demangleAll(names, DemangleOptions.VERBOSE)).isEqualTo(filtered(names));
    }

    private static String alter(List<String> names, Random random) {
        String name = names.get(random.nextInt(names.size()));
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            int at = 2 + random.nextInt(name.length() - 2);
            String other = names.get(random.nextInt(names.size()));
            int from = 2 + random.nextInt(other.length() - 2);
            String part = other.substring(from, Math.min(other.length(), from + random.nextInt(8)));
            int to = Math.min(name.length(), at + random.nextInt(4));
            name = name.substring(0, at) + part + name.substring(to);
        }
        return name;
    }

    private List<String> compiledNames() throws IOException {
        Path source = directory.resolve("names.cc");
        Path object = directory.resolve("names.o");
        try (var program = CxxfiltTest.class.getResourceAsStream("names.cc")) {
            Files.copy(Objects.requireNonNull(program), source);
        }
        Tool.lines("g++", "-std=c++20", "-c", "-o", object.toString(), source.toString());
        return mangledNames(ElfFile.open(object));
    }

    private static List<String> mangledNames(ElfFile elf) {
        var table = elf.symbols().size() > 0 ? elf.symbols() : elf.dynamicSymbols();
        return table.stream()
                .map(Symbol::name)
                .filter(name -> name.startsWith("_Z") || name.startsWith("_R"))
                .distinct()
                .toList();
    }

    private static List<String> demangleAll(List<String> names, DemangleOptions options) {
        return names.stream()
                .map(name -> Demangler.demangle(name, options).orElse(name))
                .toList();
    }

    private List<String> filtered(List<String> names, String... flags) throws IOException {
        Path input = Files.write(directory.resolve("input"), names);
        List<String> command = new ArrayList<>(List.of("c++filt", "-r"));
        command.addAll(List.of(flags));
        return Tool.linesFrom(input, command.toArray(String[]::new));
    }
}
