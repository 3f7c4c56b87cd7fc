package dev.sonde.debuginfo.dwarf.index;

import static dev.sonde.debuginfo.dwarf.DwTag.*;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwForm;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Encoding;
import dev.sonde.debuginfo.dwarf.FormSkipper;
import dev.sonde.debuginfo.dwarf.Unit;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scans units for the things that the index names.
 *
 * <p>A unit is copied into an array that is used again for the next one, and is read with {@link ScanPlan}s; functions'
 * bodies are skipped by {@code DW_AT_sibling}. One scanner belongs to one worker.
 */
final class UnitScanner {
    private static final VarHandle U16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle U32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int MAX_UNIT = 1 << 30;
    private static final int MAX_DEPTH = 1 << 16;
    private static final int NO_SIBLING = 0;

    private final Collector collector;
    private final Declarations declarations = new Declarations();
    private byte[] bytes = new byte[0];
    private int[] scopes = new int[64];

    // The unit being scanned.
    private @Nullable Unit unit;
    private @Nullable ScanPlans plans;
    private @Nullable Dwarf plansOf;
    private Encoding encoding = Encoding.DEFAULT;
    private int end;
    private ByteCursor content = ByteCursor.of("", MemorySegment.NULL);
    private int stringSegment;
    private int unitNumber;

    // What the last entry read has.
    private int name;
    private int sibling;
    private long link;
    private int language;
    private boolean declaration;
    private boolean enumClass;
    private boolean exportSymbols;

    UnitScanner(Collector collector) {
        this.collector = collector;
    }

    /**
     * Scans a unit.
     *
     * @param number what the entries found are to say of their unit
     * @return whether the unit is a skeleton, whose entries are in a split file; then nothing was found
     * @throws FormatException when the unit is malformed; what was found before that stays
     */
    boolean scan(Unit target, int number) {
        return scan(target, number, 0);
    }

    /**
     * Scans a unit, or another one of the split file that it stands for.
     *
     * @param part 0 for the unit, or which of the units of the file, from 1 on
     */
    boolean scan(Unit target, int number, int part) {
        long size = target.header().end() - target.offset();
        if (size > MAX_UNIT) {
            throw new FormatException(target.section(), target.offset(), "a unit of " + size + " bytes");
        }
        unit = target;
        unitNumber = number;
        collector.part(part);
        encoding = target.encoding();
        end = (int) size;
        Dwarf dwarf = target.dwarf();
        if (bytes.length < end) {
            bytes = new byte[Math.max(end, Math.min(MAX_UNIT, bytes.length * 2))];
        }
        dwarf.read(target.section(), target.offset(), bytes, end);
        content = ByteCursor.of(target.section(), MemorySegment.ofArray(bytes).asSlice(0, end));
        stringSegment = collector.segment(dwarf.section(".debug_str").orElse(MemorySegment.NULL));
        long abbreviations = target.header().abbreviationOffset();
        ScanPlans known = plans;
        if (known == null || known.offset != abbreviations || !known.encoding.equals(encoding) || !sameFile(dwarf)) {
            MemorySegment table = dwarf.section(".debug_abbrev")
                    .orElseThrow(() -> new FormatException(".debug_abbrev", 0, "the section is missing"));
            plans = new ScanPlans(ByteCursor.of(".debug_abbrev", table).at(abbreviations), encoding);
            plansOf = dwarf;
        }
        declarations.clear();
        try {
            return scan();
        } catch (IndexOutOfBoundsException e) {
            // The array is the bound that reading inside an entry relies on.
            throw new FormatException(target.section(), target.offset(), "the unit ends inside an entry");
        }
    }

    @SuppressWarnings("ReferenceEquality") // a file is one object
    private boolean sameFile(Dwarf dwarf) {
        return plansOf == dwarf;
    }

    private boolean scan() {
        Unit current = requireUnit();
        int at = (int) (current.header().rootOffset() - current.offset());
        language = 0;
        ScanPlan root = plan(at);
        at = read(root, skipCode(at));
        if (root.hasSplitName
                && !current.splitId().isEmpty()
                && current.skeleton().isEmpty()) {
            return true;
        }
        if (root.hasChildren) {
            walk(at);
        }
        resolve();
        return false;
    }

    private void walk(int start) {
        boolean nestedFunctions = Languages.hasNestedFunctions(language);
        boolean oneDefinition = Languages.hasOneDefinitionRule(language);
        int at = start;
        int depth = 0;
        scopes[0] = Collector.ROOT_SCOPE;
        while (at < end) {
            if (bytes[at] == 0) {
                at++;
                if (--depth < 0) {
                    return;
                }
                continue;
            }
            int offset = at;
            ScanPlan plan = plan(at);
            at = read(plan, skipCode(at));
            int scope = scopes[depth];
            int inner = found(plan, offset, scope, oneDefinition, nestedFunctions);
            if (!plan.hasChildren) {
                continue;
            }
            if (inner < 0) {
                at = skipChildren(at);
            } else {
                if (++depth == scopes.length) {
                    if (depth == MAX_DEPTH) {
                        throw new FormatException(requireUnit().section(), offset, "scopes are nested too deeply");
                    }
                    scopes = Arrays.copyOf(scopes, depth * 2);
                }
                scopes[depth] = inner;
            }
        }
        if (at > end) {
            throw new IndexOutOfBoundsException(at);
        }
    }

    /** Notes an entry; answers the scope of its children, or -1 when they do not matter. */
    private int found(ScanPlan plan, int offset, int scope, boolean oneDefinition, boolean nestedFunctions) {
        int tag = plan.tag;
        boolean declared = declaration || plan.declaration;
        return switch (tag) {
            case DW_TAG_subprogram -> {
                declarations.add(offset, name, scope, link);
                if (!declared) {
                    declarations.define(EntryKind.FUNCTION);
                }
                yield nestedFunctions ? collector.scope(scope, name, 0) : -1;
            }
            case DW_TAG_variable, DW_TAG_member -> {
                // Members that are not static are neither declarations nor definitions.
                if (tag == DW_TAG_variable || declared) {
                    declarations.add(offset, name, scope, link);
                    if (!declared || plan.hasConstantValue) {
                        declarations.define(EntryKind.VARIABLE);
                    }
                }
                yield -1;
            }
            case DW_TAG_namespace, DW_TAG_module -> {
                boolean transparent = name < 0 || exportSymbols || plan.exportSymbols;
                entry(EntryKind.NAMESPACE, offset, scope, true);
                yield collector.scope(scope, name, transparent ? Collector.TRANSPARENT : 0);
            }
            case DW_TAG_enumerator, DW_TAG_constant -> {
                entry(EntryKind.CONSTANT, offset, scope, oneDefinition && !collector.insideUnnamed(scope));
                yield -1;
            }
            case DW_TAG_imported_declaration -> {
                // With a name it is an alias of a namespace.
                entry(EntryKind.NAMESPACE, offset, scope, true);
                yield -1;
            }
            default -> ScanPlan.isType(tag) ? type(plan, offset, scope, declared, oneDefinition) : -1;
        };
    }

    private int type(ScanPlan plan, int offset, int scope, boolean declared, boolean oneDefinition) {
        int around = scope;
        // A type defined outside of its scope, or in a unit of its own, completes a declaration inside of it.
        int declarationIndex = link > 0 ? declarations.find(link) : -1;
        if (declarationIndex >= 0) {
            int last = declarations.last(declarationIndex);
            around = last >= 0 ? declarations.scope(last) : scope;
            name = name >= 0 ? name : declarations.firstName(declarationIndex);
        }
        if (declared) {
            declarations.add(offset, name, scope, link);
        } else {
            entry(EntryKind.TYPE, offset, around, oneDefinition && !collector.insideUnnamed(around));
        }
        if (!plan.hasChildren) {
            return -1;
        }
        if (plan.hasSignature) {
            // The type is in a unit of its own, and only there are its scopes.
            Optional<Foreign> type = foreign(offset);
            if (type.isPresent()) {
                around = type.get().scope;
                name = type.get().name;
            }
        }
        return switch (plan.tag) {
            case DW_TAG_structure_type, DW_TAG_class_type, DW_TAG_union_type, DW_TAG_interface_type ->
                collector.scope(around, name, name < 0 ? Collector.TRANSPARENT : 0);
            case DW_TAG_enumeration_type ->
                // The enumerators of a plain enumeration belong to the scope around it.
                enumClass || plan.enumClass ? collector.scope(around, name, 0) : around;
            default -> -1;
        };
    }

    private void entry(EntryKind kind, int offset, int scope, boolean shared) {
        if (name >= 0) {
            collector.entry(kind, name, scope, unitNumber, offset, shared);
        }
    }

    /** Moves past a list of children: by the entry's sibling when it has one. */
    private int skipChildren(int start) {
        if (sibling > start && sibling <= end) {
            return sibling;
        }
        int at = start;
        int depth = 1;
        while (depth > 0 && at < end) {
            if (bytes[at] == 0) {
                at++;
                depth--;
                continue;
            }
            ScanPlan plan = plan(at);
            at = read(plan, skipCode(at));
            if (plan.hasChildren) {
                if (sibling > at && sibling <= end) {
                    at = sibling;
                } else {
                    depth++;
                }
            }
        }
        return at;
    }

    private ScanPlan plan(int at) {
        long code = bytes[at] >= 0 ? bytes[at] : uleb(at);
        ScanPlans table = plans;
        ScanPlan plan = table == null ? null : table.find(code);
        if (plan == null) {
            Unit current = requireUnit();
            throw new FormatException(current.section(), current.offset() + at, "no abbreviation has code " + code);
        }
        return plan;
    }

    private int skipCode(int at) {
        int next = at;
        while (bytes[next++] < 0) {
            // Continued.
        }
        return next;
    }

    /** Reads what the index needs of an entry; answers where the entry ends. */
    private int read(ScanPlan plan, int start) {
        int at = start;
        name = Collector.NO_NAME;
        sibling = NO_SIBLING;
        link = 0;
        declaration = false;
        enumClass = false;
        exportSymbols = false;
        for (int step : plan.steps) {
            int operand = step >>> 8;
            switch (step & 0xff) {
                case ScanPlan.SKIP -> at += operand;
                case ScanPlan.SKIP_LEB -> at = skipCode(at);
                case ScanPlan.SKIP_STRING -> at = skipString(at);
                case ScanPlan.SKIP_BLOCK1 -> at += 1 + (bytes[at] & 0xff);
                case ScanPlan.SKIP_BLOCK2 -> at = checked(at + 2L + u16(at));
                case ScanPlan.SKIP_BLOCK4 -> at = checked(at + 4L + u32(at));
                case ScanPlan.SKIP_BLOCK -> {
                    long length = uleb(at);
                    at = checked(skipCode(at) + Math.min(length & Long.MAX_VALUE, MAX_UNIT));
                }
                case ScanPlan.NAME_STRP4 -> {
                    name = collector.name(stringSegment, u32(at));
                    at += 4;
                }
                case ScanPlan.SIBLING4 -> {
                    sibling = (int) U32.get(bytes, at);
                    at += 4;
                }
                case ScanPlan.LINK4 -> {
                    link = u32(at);
                    at += 4;
                }
                case ScanPlan.DECLARATION -> declaration = bytes[at++] != 0;
                case ScanPlan.ENUM_CLASS -> enumClass = bytes[at++] != 0;
                case ScanPlan.EXPORT_SYMBOLS -> exportSymbols = bytes[at++] != 0;
                case ScanPlan.LANGUAGE -> {
                    language = operand == DwForm.DW_FORM_data1 ? bytes[at] & 0xff : u16(at);
                    at += operand == DwForm.DW_FORM_data1 ? 1 : 2;
                }
                default -> at = slowStep(step & 0xff, operand, at);
            }
        }
        return at;
    }

    /** The steps that are rare. */
    private int slowStep(int operation, int form, int at) {
        Unit current = requireUnit();
        ByteCursor cursor = content.at(checked(at));
        try {
            slowStep(operation, form, cursor, current);
        } catch (FormatException e) {
            // The cursor counts from the start of the unit.
            long start = e.section().equals(cursor.section()) ? current.offset() : 0;
            throw new FormatException(e.section(), start + e.offset(), e.reason());
        }
        return (int) cursor.position();
    }

    private void slowStep(int operation, int form, ByteCursor cursor, Unit current) {
        switch (operation) {
            case ScanPlan.SKIP_INDIRECT -> FormSkipper.skip(cursor, DwForm.DW_FORM_indirect, encoding);
            case ScanPlan.NAME -> name(cursor, current, form);
            case ScanPlan.SIBLING -> sibling = (int) Math.min(reference(cursor, form), Integer.MAX_VALUE);
            case ScanPlan.LINK -> {
                link = reference(cursor, form);
                if (link == 0) {
                    link = Declarations.ELSEWHERE;
                }
            }
            default -> throw new FormatException(current.section(), cursor.position(), "unknown " + DwForm.name(form));
        }
    }

    private void name(ByteCursor cursor, Unit current, int form) {
        Dwarf dwarf = current.dwarf();
        int size = encoding.offsetSize();
        switch (form) {
            case DwForm.DW_FORM_string -> {
                int start = (int) cursor.position();
                cursor.skipString();
                name = collector.name(bytes, start, (int) cursor.position() - 1);
            }
            case DwForm.DW_FORM_strp -> name = collector.name(stringSegment, cursor.unsigned(size));
            case DwForm.DW_FORM_line_strp ->
                name = collector.name(segment(dwarf, ".debug_line_str"), cursor.unsigned(size));
            case DwForm.DW_FORM_strp_sup, DwForm.DW_FORM_GNU_strp_alt ->
                name = collector.name(
                        segment(
                                dwarf.supplementary()
                                        .orElseThrow(() -> new FormatException(
                                                current.section(), cursor.position(), "no supplementary file")),
                                ".debug_str"),
                        cursor.unsigned(size));
            case DwForm.DW_FORM_strx, DwForm.DW_FORM_GNU_str_index -> indexed(current, cursor.uleb128());
            case DwForm.DW_FORM_strx1 -> indexed(current, cursor.u8());
            case DwForm.DW_FORM_strx2 -> indexed(current, cursor.u16());
            case DwForm.DW_FORM_strx3 -> indexed(current, cursor.u24());
            case DwForm.DW_FORM_strx4 -> indexed(current, cursor.u32());
            default -> FormSkipper.skip(cursor, form, encoding);
        }
    }

    private void indexed(Unit current, long index) {
        name = collector.name(stringSegment, current.stringOffsetAt(index));
    }

    private int segment(Dwarf dwarf, String section) {
        return collector.segment(
                dwarf.section(section).orElseThrow(() -> new FormatException(section, 0, "the section is missing")));
    }

    /** The offset in the unit that a reference has, or 0 when it leads out of the unit. */
    private long reference(ByteCursor cursor, int form) {
        return switch (form) {
            case DwForm.DW_FORM_ref1 -> cursor.u8();
            case DwForm.DW_FORM_ref2 -> cursor.u16();
            case DwForm.DW_FORM_ref4 -> cursor.u32();
            case DwForm.DW_FORM_ref8 -> cursor.u64() & Long.MAX_VALUE;
            case DwForm.DW_FORM_ref_udata -> cursor.uleb128() & Long.MAX_VALUE;
            default -> {
                FormSkipper.skip(cursor, form, encoding);
                yield 0;
            }
        };
    }

    /** Gives the definitions their names and scopes, which may be those of declarations elsewhere in the unit. */
    private void resolve() {
        for (int i = 0; i < declarations.size(); i++) {
            EntryKind kind = declarations.kind(i);
            if (kind == null) {
                continue;
            }
            int last = declarations.last(i);
            int resolvedName = declarations.firstName(i);
            int scope;
            if (last < 0) {
                Optional<Foreign> foreign = foreign(declarations.offset(i));
                if (foreign.isEmpty()) {
                    continue;
                }
                resolvedName = foreign.get().name;
                scope = foreign.get().scope;
            } else {
                scope = declarations.scope(last);
            }
            if (resolvedName >= 0) {
                collector.entry(kind, resolvedName, scope, unitNumber, declarations.offset(i), false);
            }
        }
    }

    private record Foreign(int name, int scope) {}

    /** The name and scope of an entry that completes one of another unit. */
    private Optional<Foreign> foreign(int offset) {
        Unit current = requireUnit();
        Die die = current.die(current.offset() + offset);
        Optional<String> text = die.name();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Die last = DieNames.declaration(die);
        Integer scope = collector.foreignScopes.get(last);
        if (scope == null) {
            scope = Collector.ROOT_SCOPE;
            for (DieNames.Scope around : DieNames.scopes(last)) {
                boolean unnamed = around.name().equals(DieNames.UNNAMED);
                scope = collector.scope(
                        scope,
                        unnamed ? Collector.NO_NAME : collector.name(around.name()),
                        around.transparent() ? Collector.TRANSPARENT : 0);
            }
            collector.foreignScopes.put(last, scope);
        }
        return Optional.of(new Foreign(collector.name(text.get()), scope));
    }

    private Unit requireUnit() {
        if (unit == null) {
            throw new IllegalStateException("no unit is being scanned");
        }
        return unit;
    }

    private int skipString(int start) {
        int at = start;
        while (bytes[at++] != 0) {
            // Until the zero.
        }
        return at;
    }

    private int checked(long at) {
        if (at < 0 || at > end) {
            throw new IndexOutOfBoundsException(at);
        }
        return (int) at;
    }

    private int u16(int at) {
        return (short) U16.get(bytes, at) & 0xffff;
    }

    private long u32(int at) {
        return (int) U32.get(bytes, at) & 0xffff_ffffL;
    }

    private long uleb(int start) {
        long result = 0;
        int at = start;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte b = bytes[at++];
            result |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return result;
            }
        }
        throw new FormatException(requireUnit().section(), requireUnit().offset() + start, "a number is too long");
    }
}
