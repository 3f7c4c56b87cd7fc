package dev.sonde.debuginfo.dwarf;

import static dev.sonde.debuginfo.dwarf.DwAt.*;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A debugging information entry: where it is and what shape it has.
 *
 * <p>A light value that reads its attributes when they are asked for. Two entries are equal when they are at one place
 * of one unit. Methods throw {@link FormatException} when what they read is malformed.
 *
 * <p>Source: DWARF 5 chapter 2.
 */
public final class Die {
    /** How many entries a chain of origins and specifications may have. */
    private static final int MAX_CHAIN = 16;

    private final Unit unit;
    private final long offset;
    private final Abbreviation abbreviation;
    private final long attributesOffset;

    Die(Unit unit, long offset, Abbreviation abbreviation, long attributesOffset) {
        this.unit = unit;
        this.offset = offset;
        this.abbreviation = abbreviation;
        this.attributesOffset = attributesOffset;
    }

    /** The unit it is in. */
    public Unit unit() {
        return unit;
    }

    /** Where it is in its unit's section, in bytes. */
    public long offset() {
        return offset;
    }

    /** Where it is in its unit, in bytes. */
    public long unitOffset() {
        return offset - unit.offset();
    }

    /** Its tag, of {@link DwTag}. */
    public int tag() {
        return abbreviation.tag();
    }

    /** Its shape. */
    public Abbreviation abbreviation() {
        return abbreviation;
    }

    ByteCursor attributesCursor() {
        return unit.cursor(attributesOffset);
    }

    // Attributes

    /** All attributes in their order. */
    public List<Attribute> attributes() {
        var result = new ArrayList<Attribute>(abbreviation.attributeCount());
        ByteCursor cursor = attributesCursor();
        for (int i = 0; i < abbreviation.attributeCount(); i++) {
            int form = AttributeReader.resolveIndirect(cursor, abbreviation.form(i));
            AttributeValue value = AttributeReader.read(cursor, form, abbreviation.implicitConstant(i), unit);
            result.add(new Attribute(abbreviation.attributeName(i), form, value));
        }
        return result;
    }

    /** Whether the entry itself has an attribute. */
    public boolean has(int attribute) {
        return abbreviation.indexOf(attribute) >= 0;
    }

    /** The entry's own value of an attribute of {@link DwAt}. */
    public Optional<AttributeValue> attribute(int attribute) {
        return Optional.ofNullable(valueOrNull(attribute));
    }

    private @Nullable AttributeValue valueOrNull(int attribute) {
        int index = abbreviation.indexOf(attribute);
        if (index < 0) {
            return null;
        }
        ByteCursor cursor = attributesCursor();
        abbreviation.skipTo(cursor, index);
        int form = AttributeReader.resolveIndirect(cursor, abbreviation.form(index));
        return AttributeReader.read(cursor, form, abbreviation.implicitConstant(index), unit);
    }

    /** A string attribute; empty when it is absent or of another class. */
    public Optional<String> string(int attribute) {
        return valueOrNull(attribute) instanceof AttributeValue.Text(String value)
                ? Optional.of(value)
                : Optional.empty();
    }

    /** A number attribute; empty when it is absent or of another class. Of fixed sizes it is zero-extended. */
    public OptionalLong constant(int attribute) {
        return valueOrNull(attribute) instanceof AttributeValue.Constant(long value, int _)
                ? OptionalLong.of(value)
                : OptionalLong.empty();
    }

    /** An address attribute; empty when it is absent or of another class. */
    public OptionalLong address(int attribute) {
        return valueOrNull(attribute) instanceof AttributeValue.Address(long address)
                ? OptionalLong.of(address)
                : OptionalLong.empty();
    }

    /** Whether a flag attribute is present and true. */
    public boolean flag(int attribute) {
        return valueOrNull(attribute) instanceof AttributeValue.Flag(boolean value) && value;
    }

    /** An offset in another section; before DWARF 4 such offsets have the forms of numbers. */
    public OptionalLong sectionOffset(int attribute) {
        AttributeValue found = valueOrNull(attribute);
        if (found instanceof AttributeValue.SectionOffset(long value)) {
            return OptionalLong.of(value);
        }
        return found instanceof AttributeValue.Constant(long value, int size)
                        && size >= 4
                        && unit.encoding().version() < 4
                ? OptionalLong.of(value)
                : OptionalLong.empty();
    }

    /** The bytes of an expression or a block, whichever the version of DWARF uses for expressions. */
    public Optional<MemorySegment> expression(int attribute) {
        AttributeValue found = valueOrNull(attribute);
        if (found instanceof AttributeValue.Exprloc(MemorySegment bytes)) {
            return Optional.of(bytes);
        }
        return found instanceof AttributeValue.Block(MemorySegment bytes) ? Optional.of(bytes) : Optional.empty();
    }

    /**
     * The entry that a reference attribute names; empty when it is absent or of another class, and when it is in a type
     * unit or a supplementary file that is missing.
     */
    public Optional<Die> reference(int attribute) {
        AttributeValue found = valueOrNull(attribute);
        if (found instanceof AttributeValue.Reference(long target)) {
            return Optional.of(unit.die(target));
        }
        if (found instanceof AttributeValue.InfoReference(long target)) {
            return Optional.of(unit.dwarf().die(target));
        }
        if (found instanceof AttributeValue.TypeSignature(long signature)) {
            return unit.dwarf()
                    .typeUnit(signature)
                    .map(type -> type.die(type.offset() + type.header().typeOffset()));
        }
        return found instanceof AttributeValue.SupplementaryReference(long target)
                ? unit.dwarf().supplementary().map(file -> file.die(target))
                : Optional.empty();
    }

    /**
     * An attribute of this entry or else of the entries it completes: its abstract origin, its specification, its
     * extension, the type unit it stands for, and theirs in turn.
     */
    public Optional<AttributeValue> inherited(int attribute) {
        return Optional.ofNullable(holder(attribute)).flatMap(die -> die.attribute(attribute));
    }

    /** The first of this entry and those it completes that has an attribute. */
    public Optional<Die> holderOf(int attribute) {
        return Optional.ofNullable(holder(attribute));
    }

    private @Nullable Die holder(int attribute) {
        Die die = this;
        for (int i = 0; i < MAX_CHAIN; i++) {
            if (die.has(attribute)) {
                return die;
            }
            Optional<Die> next = die.completed();
            if (next.isEmpty()) {
                return null;
            }
            die = next.get();
        }
        throw new FormatException(unit.section(), offset, "a chain of origins and specifications is too long");
    }

    /** The entry that this one completes: its abstract origin, specification, extension or type unit. */
    public Optional<Die> completed() {
        for (int link : new int[] {DW_AT_abstract_origin, DW_AT_specification, DW_AT_extension, DW_AT_signature}) {
            if (has(link)) {
                return reference(link);
            }
        }
        return Optional.empty();
    }

    /** The name, its own or inherited. */
    public Optional<String> name() {
        return holderOf(DW_AT_name).flatMap(die -> die.string(DW_AT_name));
    }

    /** The name that the linker sees, its own or inherited. */
    public Optional<String> linkageName() {
        return holderOf(DW_AT_linkage_name)
                .flatMap(die -> die.string(DW_AT_linkage_name))
                .or(() -> holderOf(DW_AT_MIPS_linkage_name).flatMap(die -> die.string(DW_AT_MIPS_linkage_name)));
    }

    // Addresses

    /** The address after the last, from {@code DW_AT_high_pc} as an address or as a size. */
    public OptionalLong highPc() {
        AttributeValue found = valueOrNull(DW_AT_high_pc);
        if (found instanceof AttributeValue.Address(long address)) {
            return OptionalLong.of(address);
        }
        OptionalLong low = found instanceof AttributeValue.Constant ? address(DW_AT_low_pc) : OptionalLong.empty();
        return found instanceof AttributeValue.Constant(long size, int _) && low.isPresent()
                ? OptionalLong.of(low.getAsLong() + size)
                : OptionalLong.empty();
    }

    /** The addresses of the entry's code, from its ranges or its low and high pc; without empty ranges. */
    public List<AddressRange> ranges() {
        AttributeValue ranges = valueOrNull(DW_AT_ranges);
        if (ranges != null) {
            return RangeLists.read(unit, this, ranges);
        }
        OptionalLong low = address(DW_AT_low_pc);
        OptionalLong high = highPc();
        if (low.isEmpty() || high.isEmpty() || Long.compareUnsigned(low.getAsLong(), high.getAsLong()) >= 0) {
            return List.of();
        }
        return List.of(new AddressRange(low.getAsLong(), high.getAsLong()));
    }

    /**
     * The entries of the location list that an attribute names. An attribute that is an expression gives one entry for
     * all addresses.
     */
    public List<LocationListEntry> locations(int attribute) {
        AttributeValue value = valueOrNull(attribute);
        return value == null ? List.of() : LocationLists.read(unit, this, value);
    }

    // Tree

    /** The entries right below this one, in order. */
    public List<Die> children() {
        var result = new ArrayList<Die>();
        for (Die child = firstChildOrNull(); child != null; child = child.nextSiblingOrNull()) {
            result.add(child);
        }
        return result;
    }

    /** The first entry right below this one. */
    public Optional<Die> firstChild() {
        return Optional.ofNullable(firstChildOrNull());
    }

    /** The next entry below the same parent. */
    public Optional<Die> nextSibling() {
        return Optional.ofNullable(nextSiblingOrNull());
    }

    /** The entry that this one is right below; empty for a unit's first entry. */
    public Optional<Die> parent() {
        return unit.parents().parentOf(offset);
    }

    private @Nullable Die firstChildOrNull() {
        if (!abbreviation.hasChildren()) {
            return null;
        }
        ByteCursor cursor = attributesCursor();
        abbreviation.skipAttributes(cursor);
        return at(cursor.position());
    }

    private @Nullable Die nextSiblingOrNull() {
        // What follows a unit's first entry is padding.
        return offset == unit.header().rootOffset() ? null : at(endOffset());
    }

    private @Nullable Die at(long sectionOffset) {
        // Producers leave out the null entries that would end the lists at the end of a unit.
        return sectionOffset >= unit.header().end()
                ? null
                : unit.findDie(sectionOffset).orElse(null);
    }

    /** The offset behind this entry and all below it. */
    public long endOffset() {
        ByteCursor cursor = attributesCursor();
        if (!abbreviation.hasChildren()) {
            abbreviation.skipAttributes(cursor);
            return cursor.position();
        }
        if (skipBySibling(cursor, abbreviation)) {
            return cursor.position();
        }
        AbbreviationTable table = unit.abbreviations();
        int depth = 1;
        while (depth > 0 && cursor.hasRemaining()) {
            long code = cursor.uleb128();
            if (code == 0) {
                depth--;
                continue;
            }
            Abbreviation entry = table.find(code);
            if (entry.hasChildren() && !skipBySibling(cursor, entry)) {
                depth++;
            } else if (!entry.hasChildren()) {
                entry.skipAttributes(cursor);
            }
        }
        return cursor.position();
    }

    /** Follows {@code DW_AT_sibling} when there is one, else moves past the attributes and answers false. */
    private boolean skipBySibling(ByteCursor cursor, Abbreviation entry) {
        int index = entry.siblingIndex();
        long start = cursor.position();
        if (index < 0) {
            entry.skipAttributes(cursor);
            return false;
        }
        entry.skipTo(cursor, index);
        int form = AttributeReader.resolveIndirect(cursor, entry.form(index));
        AttributeValue value = AttributeReader.read(cursor, form, entry.implicitConstant(index), unit);
        if (!(value instanceof AttributeValue.Reference(long target)) || target <= start) {
            throw new FormatException(unit.section(), start, "a sibling is not behind its entry");
        }
        cursor.seek(target);
        return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Die that && offset == that.offset && unit.equals(that.unit);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(offset);
    }

    @Override
    public String toString() {
        return DwTag.name(tag()) + " at " + unit.section() + "+0x" + Long.toHexString(offset);
    }
}
