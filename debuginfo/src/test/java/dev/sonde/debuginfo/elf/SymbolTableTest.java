package dev.sonde.debuginfo.elf;

import static dev.sonde.debuginfo.elf.ElfBuilder.Symbols.FILE;
import static dev.sonde.debuginfo.elf.ElfBuilder.Symbols.FUNC;
import static dev.sonde.debuginfo.elf.ElfBuilder.Symbols.GLOBAL;
import static dev.sonde.debuginfo.elf.ElfBuilder.Symbols.LOCAL;
import static dev.sonde.debuginfo.elf.ElfBuilder.Symbols.NOTYPE;
import static dev.sonde.debuginfo.elf.ElfBuilder.Symbols.SECTION;
import static dev.sonde.debuginfo.elf.ElfBuilder.Symbols.TLS;
import static dev.sonde.debuginfo.elf.ElfBuilder.Symbols.WEAK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sonde.debuginfo.bytes.FormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SymbolTableTest {
    private final ElfBuilder builder = new ElfBuilder();
    private final int text = builder.section(".text", ElfConstants.SHT_PROGBITS, 6, 0x1000, new byte[0x1000], 0, 0);
    private final int data = builder.section(".data", ElfConstants.SHT_PROGBITS, 3, 0x2000, new byte[0x100], 0, 0);
    private final int tls = builder.section(".tdata", ElfConstants.SHT_PROGBITS, 0x403, 0x2000, new byte[0x10], 0, 0);
    private final ElfBuilder.Symbols symbols = new ElfBuilder.Symbols();

    @Test
    void decodesASymbol() {
        SymbolTable table = symbols.add("f", GLOBAL | FUNC, text, 0x1010, 0x20).openIn(builder);
        assertThat(table.size()).isEqualTo(2);
        Symbol symbol = table.get(1);
        assertThat(symbol.name()).isEqualTo("f");
        assertThat(symbol.value()).isEqualTo(0x1010);
        assertThat(symbol.size()).isEqualTo(0x20);
        assertThat(symbol.type()).isEqualTo(Symbol.Type.FUNC);
        assertThat(symbol.binding()).isEqualTo(Symbol.Binding.GLOBAL);
        assertThat(symbol.visibility()).isEqualTo(Symbol.Visibility.DEFAULT);
        assertThat(symbol.sectionIndex()).isEqualTo(text);
        assertThat(symbol.isFunction()).isTrue();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> table.get(2));
    }

    @Test
    void namesComeBestFirst() {
        SymbolTable table = symbols.add("f", LOCAL | FUNC, text, 0x1000, 1)
                .add("f", WEAK | FUNC, text, 0x1001, 1)
                .add("f", GLOBAL | FUNC, Symbol.SHN_UNDEF, 0, 0)
                .add("f", GLOBAL | FUNC, text, 0x1002, 1)
                .add("g", GLOBAL | FUNC, text, 0x1003, 1)
                .add("f", FILE, 0xfff1, 0, 0)
                .openIn(builder);
        assertThat(table.named("f")).extracting(Symbol::value).containsExactly(0x1002L, 0x1001L, 0x1000L, 0L);
        assertThat(table.named("")).isEmpty();
        assertThat(table.named("ff")).isEmpty();
    }

    @Test
    void anAddressBelongsToTheInnermostSizedSymbol() {
        SymbolTable table = symbols.add("outer", GLOBAL | FUNC, text, 0x1000, 0x100)
                .add("inner", LOCAL | FUNC, text, 0x1010, 0x10)
                .add("label", GLOBAL | NOTYPE, text, 0x1030, 0)
                .add("late", GLOBAL | FUNC, text, 0x10f0, 0x20)
                .openIn(builder);
        assertThat(nameAt(table, 0x0fff)).isEqualTo("-");
        assertThat(nameAt(table, 0x1000)).isEqualTo("outer");
        assertThat(nameAt(table, 0x1010)).isEqualTo("inner");
        assertThat(nameAt(table, 0x101f)).isEqualTo("inner");
        assertThat(nameAt(table, 0x1020)).isEqualTo("outer");
        assertThat(nameAt(table, 0x1030)).isEqualTo("outer");
        assertThat(nameAt(table, 0x10f0)).isEqualTo("late");
        assertThat(nameAt(table, 0x110f)).isEqualTo("late");
        assertThat(nameAt(table, 0x1110)).isEqualTo("-");
    }

    @Test
    void aSymbolWithoutSizeReachesToTheNextOrTheSectionsEnd() {
        SymbolTable table = symbols.add("start", GLOBAL | NOTYPE, text, 0x1000, 0)
                .add("f", GLOBAL | FUNC, text, 0x1010, 0x10)
                .add("tail", GLOBAL | NOTYPE, text, 0x1800, 0)
                .add("_end", GLOBAL | NOTYPE, data, 0x2100, 0)
                .openIn(builder);
        assertThat(nameAt(table, 0x100f)).isEqualTo("start");
        assertThat(nameAt(table, 0x1010)).isEqualTo("f");
        assertThat(nameAt(table, 0x1020)).isEqualTo("-");
        assertThat(nameAt(table, 0x1fff)).isEqualTo("tail");
        assertThat(nameAt(table, 0x2000)).isEqualTo("-");
        assertThat(nameAt(table, 0x2100)).isEqualTo("_end");
        assertThat(nameAt(table, 0x2101)).isEqualTo("-");
    }

    @Test
    void atOneAddressSizeThenTypeThenBindingDecide() {
        SymbolTable table = symbols.add("local", LOCAL | FUNC, text, 0x1000, 8)
                .add("weak", WEAK | FUNC, text, 0x1000, 4)
                .add("global", GLOBAL | FUNC, text, 0x1000, 2)
                .add("plain", GLOBAL | NOTYPE, text, 0x1000, 8)
                .add("unsized", GLOBAL | FUNC, text, 0x1000, 0)
                .add("later", GLOBAL | FUNC, text, 0x1000, 2)
                .openIn(builder);
        assertThat(nameAt(table, 0x1001)).isEqualTo("global");
        assertThat(nameAt(table, 0x1003)).isEqualTo("weak");
        assertThat(nameAt(table, 0x1007)).isEqualTo("local");
    }

    @Test
    void whatHasNoAddressIsNotFoundByOne() {
        SymbolTable table = symbols.add("tls", GLOBAL | TLS, tls, 0x1000, 8)
                .add("absolute", GLOBAL | NOTYPE, 0xfff1, 0x1000, 8)
                .add("undefined", GLOBAL | FUNC, 0, 0x1000, 8)
                .add(".text", LOCAL | SECTION, text, 0x1000, 0)
                .add("bad section", GLOBAL | FUNC, 77, 0x1000, 8)
                .openIn(builder);
        assertThat(nameAt(table, 0x1000)).isEqualTo("-");
        assertThat(table.get(2).sectionIndex()).isEqualTo(Symbol.SHN_ABS);
        assertThat(table.named("tls")).hasSize(1);
    }

    @Test
    void addressesAreUnsigned() {
        ElfBuilder kernel = new ElfBuilder();
        int section = kernel.section(".text", 1, 6, 0xffffffff81000000L, new byte[0x100], 0, 0);
        SymbolTable table = symbols.add("high", GLOBAL | FUNC, section, 0xffffffff81000000L, 0x10)
                .add("last", GLOBAL | FUNC, section, 0xfffffffffffffff0L, 0x7fffffffffffffffL)
                .add("low", GLOBAL | FUNC, section, 0x10, 0x10)
                .openIn(kernel);
        assertThat(nameAt(table, 0xffffffff8100000fL)).isEqualTo("high");
        assertThat(nameAt(table, 0xffffffff81000010L)).isEqualTo("-");
        assertThat(nameAt(table, 0xfffffffffffffffeL)).isEqualTo("last");
        assertThat(nameAt(table, 0x1f)).isEqualTo("low");
        assertThat(nameAt(table, 0x20)).isEqualTo("-");
    }

    @Test
    void findsByPattern() {
        SymbolTable table = symbols.add("read", GLOBAL | FUNC, text, 0x1000, 1)
                .add("pread64", GLOBAL | FUNC, text, 0x1001, 1)
                .add("read.c", FILE, 0xfff1, 0, 0)
                .add("write", GLOBAL | FUNC, text, 0x1002, 1)
                .openIn(builder);
        assertThat(table.matchingGlob("*read*").map(Symbol::name)).containsExactly("read", "pread64");
        assertThat(table.matchingGlob("[!p]?????")).isEmpty();
        assertThat(table.matchingGlob("[r-w]????").map(Symbol::name)).containsExactly("write");
        assertThat(table.matchingGlob("[").map(Symbol::name)).isEmpty();
        assertThat(table.matching(Pattern.compile("p?read\\d*")).map(Symbol::name))
                .containsExactly("read", "pread64");
    }

    @Test
    void aRelocatableFileIsSearchedSectionBySection() {
        ElfBuilder object = new ElfBuilder().type(ElfConstants.ET_REL);
        int first = object.section(".text", 1, 6, 0, new byte[0x10], 0, 0);
        int second = object.section(".text.cold", 1, 6, 0, new byte[0x10], 0, 0);
        symbols.add("f", GLOBAL | FUNC, first, 0, 8).add("f.cold", LOCAL | FUNC, second, 0, 8);
        symbols.addTo(object, ".symtab", ElfConstants.SHT_SYMTAB);
        ElfFile elf = object.open();
        assertThat(elf.symbols().at(4)).isEmpty();
        assertThat(elf.symbols().at(elf.sections().get(first), 4).orElseThrow().name())
                .isEqualTo("f");
        assertThat(elf.symbols().at(elf.sections().get(second), 4).orElseThrow().name())
                .isEqualTo("f.cold");
        assertThat(elf.symbols().at(elf.sections().get(second), 8)).isEmpty();
    }

    @Test
    void aNameOutsideItsTableIsMarked() {
        int strings = builder.section(".strtab", 3, 0, 0, new byte[] {0, 'a', 'b'}, 0, 0);
        byte[] entries = new Bytes()
                .zeros(24)
                .u32(1000)
                .u8(GLOBAL | FUNC)
                .u8(0)
                .u16(text)
                .u64(0x1000)
                .u64(8)
                .u32(1)
                .u8(GLOBAL | FUNC)
                .u8(0)
                .u16(text)
                .u64(0x1010)
                .u64(8)
                .toArray();
        builder.section(".symtab", ElfConstants.SHT_SYMTAB, 0, 0, entries, strings, 24);
        SymbolTable table = builder.open().symbols();
        assertThat(table.get(1).name()).isEqualTo("<corrupt>");
        assertThat(table.get(2).name()).isEqualTo("ab");
        assertThat(table.named("ab")).hasSize(1);
        assertThat(nameAt(table, 0x1010)).isEqualTo("ab");
    }

    @Test
    void sectionIndexesMayNeed32Bits() {
        symbols.add("far", GLOBAL | FUNC, ElfConstants.SHN_XINDEX, 0x1000, 8);
        int table = symbols.addTo(builder, ".symtab", ElfConstants.SHT_SYMTAB);
        byte[] indexes = new Bytes().u32(0).u32(text).toArray();
        builder.section(".symtab_shndx", ElfConstants.SHT_SYMTAB_SHNDX, 0, 0, indexes, table, 4);
        ElfFile elf = builder.open();
        assertThat(elf.symbols().get(1).sectionIndex()).isEqualTo(text);
        assertThat(nameAt(elf.symbols(), 0x1004)).isEqualTo("far");
    }

    @Test
    void aTableOfAnotherEntrySizeIsRefused() {
        builder.section(".symtab", ElfConstants.SHT_SYMTAB, 0, 0, new byte[32], 0, 16);
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> builder.open().symbols())
                .withMessageContaining("entries of 16 bytes");
    }

    /** Every address of a small range, for random overlapping symbols, against the rule spelled out directly. */
    @Test
    void agreesWithALinearSearch() {
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            ElfBuilder file = new ElfBuilder();
            int section = file.section(".text", 1, 6, 0x100, new byte[0x40], 0, 0);
            ElfBuilder.Symbols table = new ElfBuilder.Symbols();
            List<Symbol> reference = new ArrayList<>();
            int count = random.nextInt(12);
            for (int i = 0; i < count; i++) {
                int info = random.nextInt(3) << 4 | random.nextInt(3);
                table.add("s" + i, info, section, 0x100 + random.nextInt(0x40), random.nextInt(0x18));
            }
            SymbolTable built = table.openIn(file);
            built.stream().skip(1).forEach(reference::add);
            for (long address = 0xf0; address < 0x170; address++) {
                assertThat(nameAt(built, address)).isEqualTo(linearSearch(reference, address, 0x140));
            }
        }
    }

    private static String linearSearch(List<Symbol> symbols, long address, long sectionEnd) {
        Symbol best = null;
        for (Symbol symbol : symbols) {
            boolean inside =
                    symbol.size() != 0 && symbol.value() <= address && address < symbol.value() + symbol.size();
            if (inside && (best == null || isBetter(symbol, best))) {
                best = symbol;
            }
        }
        if (best != null) {
            return best.name();
        }
        for (Symbol symbol : symbols) {
            if (symbol.value() <= address && (best == null || isBetter(symbol, best))) {
                best = symbol;
            }
        }
        return best == null || best.size() != 0 || address >= sectionEnd ? "-" : best.name();
    }

    private static boolean isBetter(Symbol symbol, Symbol than) {
        return symbol.value() != than.value() ? symbol.value() > than.value() : rank(symbol) > rank(than);
    }

    private static int rank(Symbol symbol) {
        int binding = switch (symbol.binding()) {
            case GLOBAL -> 2;
            case WEAK -> 1;
            default -> 0;
        };
        return (symbol.size() != 0 ? 100 : 0) + (symbol.type() != Symbol.Type.NOTYPE ? 10 : 0) + binding;
    }

    private static String nameAt(SymbolTable table, long address) {
        return table.at(address).map(Symbol::name).orElse("-");
    }
}
