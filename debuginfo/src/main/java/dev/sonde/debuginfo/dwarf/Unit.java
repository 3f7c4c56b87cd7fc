package dev.sonde.debuginfo.dwarf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.bytes.Lazy;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A unit of {@code .debug_info} or {@code .debug_types}: the entries of one compilation, of a part of one, or of one
 * type.
 *
 * <p>Only its header is read until something is asked. Immutable as seen from outside, and thread-safe. Two units are
 * equal when they are the same unit of the same {@link Dwarf}.
 *
 * <p>Source: DWARF 5 sections 3.1 and 7.5.1.
 */
public final class Unit {
    private final Dwarf dwarf;
    private final String section;
    private final UnitHeader header;
    private final Lazy<MemorySegment> content;
    private final Lazy<AbbreviationTable> abbreviations;
    private final Lazy<UnitBases> bases = new Lazy<>(() -> UnitBases.read(this));
    private final ParentFinder parents = new ParentFinder(this);
    private final Lazy<List<Unit>> imports = new Lazy<>(this::readImports);
    private final Lazy<Optional<Unit>> split = new Lazy<>(() -> SplitUnits.find(this));

    Unit(Dwarf dwarf, String section, UnitHeader header) {
        this.dwarf = dwarf;
        this.section = section;
        this.header = header;
        this.content = new Lazy<>(() -> dwarf.sections().prefix(section, header.end()));
        this.abbreviations = new Lazy<>(() -> dwarf.abbreviations(header.abbreviationOffset(), header.encoding()));
    }

    /** The file (or the part of a package file) that the unit is in. */
    public Dwarf dwarf() {
        return dwarf;
    }

    /** What the unit starts with. */
    public UnitHeader header() {
        return header;
    }

    /** The sizes of the unit's fields. */
    public Encoding encoding() {
        return header.encoding();
    }

    /** Where the unit starts in {@link #section()}, in bytes. */
    public long offset() {
        return header.offset();
    }

    /** {@code .debug_info} or {@code .debug_types}, without the suffix of split files. */
    public String section() {
        return section;
    }

    /**
     * The unit's abbreviations.
     *
     * @throws FormatException when they are malformed
     */
    public AbbreviationTable abbreviations() {
        return abbreviations.get();
    }

    /**
     * The unit's first entry, which all others are below.
     *
     * @throws FormatException when it is malformed
     */
    public Die root() {
        return die(header.rootOffset());
    }

    /**
     * The entry at an offset of {@link #section()}.
     *
     * @throws FormatException when the offset is not inside the unit or no entry is there
     */
    public Die die(long sectionOffset) {
        return findDie(sectionOffset)
                .orElseThrow(() -> new FormatException(section, sectionOffset, "no entry is here"));
    }

    /** The entry at an offset of the section; empty when a list of children ends there. */
    Optional<Die> findDie(long sectionOffset) {
        if (sectionOffset < header.rootOffset() || sectionOffset >= header.end()) {
            throw new FormatException(section, sectionOffset, "not inside the unit at 0x" + Long.toHexString(offset()));
        }
        ByteCursor cursor = cursor(sectionOffset);
        long code = cursor.uleb128();
        return code == 0
                ? Optional.empty()
                : Optional.of(new Die(this, sectionOffset, abbreviations().find(code), cursor.position()));
    }

    /** A cursor at an offset of the section that ends where the unit ends. */
    public ByteCursor cursor(long sectionOffset) {
        ByteCursor whole = ByteCursor.of(section + dwarf.sections().suffix(), content.get());
        whole.seek(sectionOffset);
        return whole.slice(Math.max(0, header.end() - sectionOffset));
    }

    /** Whether the unit is a {@code DW_TAG_partial_unit}, whose entries others import. */
    public boolean isPartial() {
        return header.type() == DwUt.DW_UT_partial || root().tag() == DwTag.DW_TAG_partial_unit;
    }

    /**
     * The partial units whose entries this one imports, itself or through others of them, each once
     * ({@code DW_TAG_imported_unit}, DWARF 5 section 3.2.5).
     *
     * @throws FormatException when an import leads nowhere
     */
    public List<Unit> imports() {
        return imports.get();
    }

    /**
     * The entries right below the first one and, behind them, those of the units that are {@linkplain #imports
     * imported}.
     *
     * @throws FormatException when one is malformed
     */
    public List<Die> members() {
        var members = new ArrayList<Die>(root().children());
        imports().forEach(unit -> members.addAll(unit.root().children()));
        members.removeIf(die -> die.tag() == DwTag.DW_TAG_imported_unit);
        return members;
    }

    private List<Unit> readImports() {
        var found = new LinkedHashSet<Unit>();
        var open = new ArrayDeque<Unit>(List.of(this));
        while (!open.isEmpty()) {
            for (Die die : open.pop().root().children()) {
                if (die.tag() == DwTag.DW_TAG_imported_unit) {
                    die.reference(DwAt.DW_AT_import)
                            .map(Die::unit)
                            .filter(unit -> !unit.equals(this) && found.add(unit))
                            .ifPresent(open::add);
                }
            }
        }
        return List.copyOf(found);
    }

    /** The source file's name, as given to the compiler. */
    public Optional<String> name() {
        return root().name().or(() -> split().flatMap(Unit::name));
    }

    /** The directory that the compiler ran in. */
    public Optional<String> compilationDirectory() {
        return root().string(DwAt.DW_AT_comp_dir).or(() -> skeleton().flatMap(Unit::compilationDirectory));
    }

    /** The language, of {@link DwLang}. */
    public OptionalLong language() {
        OptionalLong own = root().constant(DwAt.DW_AT_language);
        return own.isPresent() ? own : split().map(Unit::language).orElse(OptionalLong.empty());
    }

    /**
     * The offset of the line program in {@code .debug_line}. Split units have that of their skeleton, except that type
     * units have their own in the split file.
     */
    public OptionalLong lineProgramOffset() {
        OptionalLong own = root().sectionOffset(DwAt.DW_AT_stmt_list);
        return own.isPresent() ? own : skeleton().map(Unit::lineProgramOffset).orElse(OptionalLong.empty());
    }

    /** The ranges of addresses that the unit's code has. */
    public List<AddressRange> ranges() {
        return root().ranges();
    }

    /** What offsets of range lists and location lists count from at first: the unit's {@code DW_AT_low_pc} or 0. */
    public long baseAddress() {
        OptionalLong own = root().address(DwAt.DW_AT_low_pc);
        if (own.isPresent()) {
            return own.getAsLong();
        }
        Unit skeleton = dwarf.skeletonOrNull();
        return skeleton == null ? 0 : skeleton.baseAddress();
    }

    /** The identifier that a skeleton unit and its split unit have in common. */
    public OptionalLong splitId() {
        return switch (header.type()) {
            case DwUt.DW_UT_skeleton, DwUt.DW_UT_split_compile -> OptionalLong.of(header.signature());
            default -> root().constant(DwAt.DW_AT_GNU_dwo_id);
        };
    }

    /**
     * The unit in a {@code .dwo} or {@code .dwp} file that this skeleton stands for; empty when this is no skeleton or
     * the file was not found.
     *
     * @throws FormatException when the file was found and is malformed
     */
    public Optional<Unit> split() {
        return split.get();
    }

    /** This unit, or the split one that it stands for and that has the entries. */
    public Unit full() {
        return split().orElse(this);
    }

    /** The skeleton unit that this split unit belongs to. */
    public Optional<Unit> skeleton() {
        return Optional.ofNullable(dwarf.skeletonOrNull());
    }

    /**
     * The address at an index of the unit's part of {@code .debug_addr}.
     *
     * @throws FormatException when there is no such index
     */
    public long addressAt(long index) {
        Unit skeleton = dwarf.skeletonOrNull();
        if (skeleton != null) {
            return skeleton.addressAt(index);
        }
        int size = encoding().addressSize();
        return tableCursor(".debug_addr", bases().addressBase(), index, size).unsigned(size);
    }

    /**
     * The string at an index of the unit's part of {@code .debug_str_offsets}.
     *
     * @throws FormatException when there is no such index
     */
    public String stringAt(long index) {
        return dwarf.sections().string(".debug_str", stringOffsetAt(index));
    }

    /**
     * The offset in {@code .debug_str} that is at an index of the unit's part of {@code .debug_str_offsets}.
     *
     * @throws FormatException when there is no such index
     */
    public long stringOffsetAt(long index) {
        int size = encoding().offsetSize();
        return tableCursor(".debug_str_offsets", bases().stringOffsetsBase(), index, size)
                .unsigned(size);
    }

    ByteCursor tableCursor(String table, long base, long index, int size) {
        if (index < 0 || index > Integer.MAX_VALUE) {
            throw new FormatException(table, base, "no entry " + Long.toUnsignedString(index));
        }
        return dwarf.sections().cursor(table, base + index * size);
    }

    ParentFinder parents() {
        return parents;
    }

    UnitBases bases() {
        return bases.get();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Unit that
                && dwarf == that.dwarf
                && offset() == that.offset()
                && section.equals(that.section);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(offset()) * 31 + section.hashCode();
    }

    @Override
    public String toString() {
        return section + "+0x" + Long.toHexString(offset());
    }
}
