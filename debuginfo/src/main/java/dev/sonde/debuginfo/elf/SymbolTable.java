package dev.sonde.debuginfo.elf;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.bytes.Lazy;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The symbols of {@code .symtab} or {@code .dynsym}, found by place, name, address or pattern.
 *
 * <p>Symbols are decoded from the mapped file when asked for. The index by name and the one by address are built on
 * their first use and take a few int and long arrays. Immutable and thread-safe (gABI chapter 4, "Symbol Table").
 */
public final class SymbolTable {
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final int ENTRY_SIZE = 24;
    private static final int INFO = 4;
    private static final int OTHER = 5;
    private static final int SECTION_INDEX = 6;
    private static final int VALUE = 8;
    private static final int SIZE = 16;

    /** Written out, because the JVM makes a class of each key extractor at its first use, on the way to the first stop. */
    private static final Comparator<Symbol> BEST_FIRST = SymbolTable::compareQuality;

    private static int compareQuality(Symbol a, Symbol b) {
        int byDefinition = Boolean.compare(!a.isDefined(), !b.isDefined());
        if (byDefinition != 0) {
            return byDefinition;
        }
        int byBinding = Integer.compare(bindingRank(b.binding()), bindingRank(a.binding()));
        return byBinding != 0 ? byBinding : Boolean.compare(isOldVersion(a), isOldVersion(b));
    }

    private static boolean isOldVersion(Symbol symbol) {
        return symbol.version().isPresent() && !symbol.version().get().isDefault();
    }

    /** Where the parts of a table lie; {@code extendedIndexes} is empty if no section index needs more than 16 bits. */
    record Source(
            MemorySegment entries,
            MemorySegment strings,
            MemorySegment extendedIndexes,
            SymbolVersions versions,
            List<Section> sections,
            boolean relocatable) {
        static final Source EMPTY = new Source(
                MemorySegment.NULL, MemorySegment.NULL, MemorySegment.NULL, SymbolVersions.NONE, List.of(), false);
    }

    private final Source source;
    private final int size;
    private final Lazy<NameIndex> byName;
    private final Lazy<AddressIndex> byAddress;

    SymbolTable(String part, Source source) {
        this.source = source;
        long count = source.entries.byteSize() / ENTRY_SIZE;
        if (count > Integer.MAX_VALUE / 4) {
            throw new FormatException(part, 0, "a symbol table of " + count + " entries is too large");
        }
        size = (int) count;
        byName = new Lazy<>(() -> new NameIndex(source.strings, searchableNames()));
        byAddress = new Lazy<>(() -> AddressIndex.build(candidates(-1)));
    }

    /** How many entries the table has, the empty one at index 0 included. */
    public int size() {
        return size;
    }

    /**
     * The symbol at {@code index}.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public Symbol get(int index) {
        long at = entry(index);
        int info = source.entries.get(ValueLayout.JAVA_BYTE, at + INFO);
        String name = Strings.orCorrupt(source.strings, nameOffset(at));
        int section = sectionIndex(index);
        // The symbol that stands for a version itself has none.
        Optional<SymbolVersion> version = source.versions
                .of(index)
                .filter(v -> section != Symbol.SHN_ABS || !v.name().equals(name));
        return new Symbol(
                name,
                source.entries.get(U64, at + VALUE),
                source.entries.get(U64, at + SIZE),
                Symbol.Type.of(info),
                Symbol.Binding.of(info),
                Symbol.Visibility.of(source.entries.get(ValueLayout.JAVA_BYTE, at + OTHER)),
                section,
                version);
    }

    /** All symbols in the order of the table, decoded one by one. */
    public Stream<Symbol> stream() {
        return IntStream.range(0, size).mapToObj(this::get);
    }

    /**
     * The symbols called exactly {@code name}, without those that name sections or files: defined ones before
     * undefined, then global, weak, local, then default versions before others.
     */
    public List<Symbol> named(String name) {
        return Arrays.stream(byName.get().find(name))
                .mapToObj(this::get)
                .sorted(BEST_FIRST)
                .toList();
    }

    /**
     * The symbol that best names {@code fileAddress}: the innermost whose {@code [value, value + size)} holds it, else
     * one without a size that precedes it in its section with no other symbol in between. At equal addresses one with a
     * size wins, then a function or object, then global before weak before local.
     *
     * <p>Finds nothing in a relocatable file, where every section starts at 0: see {@link #at(Section, long)}.
     */
    public Optional<Symbol> at(long fileAddress) {
        if (source.relocatable) {
            return Optional.empty();
        }
        int owner = byAddress.get().ownerOf(fileAddress);
        return owner < 0 ? Optional.empty() : Optional.of(get(owner));
    }

    /**
     * The symbol that best names {@code offset} in {@code section} of a relocatable file, chosen as by
     * {@link #at(long)}. Takes time proportional to the table.
     */
    public Optional<Symbol> at(Section section, long offset) {
        long address = source.relocatable ? offset : section.address() + offset;
        int owner = AddressIndex.build(candidates(section.index())).ownerOf(address);
        return owner < 0 ? Optional.empty() : Optional.of(get(owner));
    }

    /** The symbols whose whole name {@code pattern} matches, in the order of the table. */
    public Stream<Symbol> matching(Pattern pattern) {
        Predicate<String> matches = pattern.asMatchPredicate();
        return searchable().filter(symbol -> matches.test(symbol.name()));
    }

    /** The symbols whose name a shell pattern matches ({@code *}, {@code ?}, {@code [a-z]}, {@code [!a]}; glob(7)). */
    public Stream<Symbol> matchingGlob(String glob) {
        return matching(Glob.compile(glob));
    }

    /** The symbols that have a name and name neither a section nor a file. */
    public Stream<Symbol> searchable() {
        return IntStream.range(0, size).filter(this::isSearchable).mapToObj(this::get);
    }

    /** {@code st_size} of a symbol. */
    long sizeOf(int index) {
        return source.entries.get(U64, entry(index) + SIZE);
    }

    /** The value by which a linker would resolve a symbol: 0 for one that is undefined or not yet allocated. */
    long linkValueOf(int index) {
        int section = sectionIndex(index);
        return section == Symbol.SHN_UNDEF || section == Symbol.SHN_COMMON
                ? 0
                : source.entries.get(U64, entry(index) + VALUE);
    }

    private boolean isSearchable(int index) {
        long at = entry(index);
        Symbol.Type type = Symbol.Type.of(source.entries.get(ValueLayout.JAVA_BYTE, at + INFO));
        long name = nameOffset(at);
        return type != Symbol.Type.SECTION
                && type != Symbol.Type.FILE
                && name < source.strings.byteSize()
                && source.strings.get(ValueLayout.JAVA_BYTE, name) != 0;
    }

    private int[] searchableNames() {
        int[] offsets = new int[size];
        for (int i = 0; i < size; i++) {
            // A string table beyond 2 GiB would belong to a file with more symbols than an index can count.
            long name = isSearchable(i) ? nameOffset(entry(i)) : -1;
            offsets[i] = name > Integer.MAX_VALUE ? -1 : (int) name;
        }
        return offsets;
    }

    /** The symbols that can own addresses, all or those of one section. */
    private AddressIndex.Candidates candidates(int onlySection) {
        AddressIndex.Candidates candidates = new AddressIndex.Candidates(size);
        for (int i = 1; i < size; i++) {
            long at = entry(i);
            int info = source.entries.get(ValueLayout.JAVA_BYTE, at + INFO);
            Symbol.Type type = Symbol.Type.of(info);
            int section = sectionIndex(i);
            if (!isSearchable(i) || type == Symbol.Type.TLS || section <= 0) {
                continue;
            }
            if (onlySection >= 0 && section != onlySection) {
                continue;
            }
            long sectionEnd = -1;
            if (!source.sections.isEmpty()) {
                if (section >= source.sections.size()
                        || !source.sections.get(section).isLoaded()) {
                    continue;
                }
                Section header = source.sections.get(section);
                sectionEnd = header.address() + header.size();
            }
            long symbolSize = source.entries.get(U64, at + SIZE);
            byte rank = AddressIndex.rank(
                    symbolSize != 0,
                    type == Symbol.Type.FUNC || type == Symbol.Type.GNU_IFUNC || type == Symbol.Type.OBJECT,
                    bindingRank(Symbol.Binding.of(info)));
            candidates.add(i, source.entries.get(U64, at + VALUE), symbolSize, rank, sectionEnd);
        }
        return candidates;
    }

    private static int bindingRank(Symbol.Binding binding) {
        return switch (binding) {
            case GLOBAL, GNU_UNIQUE -> 2;
            case WEAK -> 1;
            case LOCAL, OTHER -> 0;
        };
    }

    private long entry(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("symbol " + index + " of " + size);
        }
        return (long) index * ENTRY_SIZE;
    }

    private long nameOffset(long at) {
        return source.entries.get(U32, at) & 0xffff_ffffL;
    }

    private int sectionIndex(int index) {
        int stored = source.entries.get(U16, entry(index) + SECTION_INDEX) & 0xffff;
        if (stored == ElfConstants.SHN_XINDEX && (index + 1L) * 4 <= source.extendedIndexes.byteSize()) {
            return source.extendedIndexes.get(U32, index * 4L);
        }
        return stored >= ElfConstants.SHN_LORESERVE ? (short) stored : stored;
    }
}
