package dev.sonde.debuginfo.dwarf.index;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwForm;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Unit;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Look-ups by the index that a compiler or linker left in {@code .debug_names}.
 *
 * <p>Thread-safe. Source: DWARF 5 section 6.1.1.
 */
public final class DebugNames implements NameLookup {
    private static final String SECTION = ".debug_names";
    private static final int IDX_COMPILE_UNIT = 1;
    private static final int IDX_TYPE_UNIT = 2;
    private static final int IDX_DIE_OFFSET = 3;

    private final Dwarf dwarf;
    private final List<Table> tables;

    private DebugNames(Dwarf dwarf, List<Table> tables) {
        this.dwarf = dwarf;
        this.tables = tables;
    }

    /**
     * Opens the section; empty when there is none, or when it is one that GDB before version 14 wrote, which does not
     * follow the standard.
     *
     * @throws FormatException when it is malformed
     */
    public static Optional<DebugNames> of(Dwarf dwarf) {
        return dwarf.section(SECTION).flatMap(bytes -> {
            var tables = new ArrayList<Table>();
            ByteCursor cursor = ByteCursor.of(SECTION, bytes);
            while (cursor.hasRemaining()) {
                tables.add(new Table(cursor));
            }
            return tables.stream().anyMatch(table -> table.augmentation.equals("GDB"))
                    ? Optional.empty()
                    : Optional.of(new DebugNames(dwarf, tables));
        });
    }

    /** Whether every compilation unit of the file is in the section, so that a name it lacks does not exist. */
    public boolean complete() {
        Set<Long> covered = new HashSet<>();
        for (Table table : tables) {
            for (long i = 0; i < table.compileUnits; i++) {
                covered.add(table.unitOffset(i));
            }
        }
        return dwarf.units().stream()
                .allMatch(unit -> unit.header().isTypeUnit() || covered.contains(unit.offset()) || unit.isPartial());
    }

    @Override
    public List<IndexEntry> find(String name) {
        QualifiedName wanted = QualifiedName.parse(name);
        var result = new ArrayList<IndexEntry>();
        for (Table table : tables) {
            for (long offset : table.find(dwarf, wanted.last())) {
                table.entries(dwarf, offset, die -> DieNames.entry(die, wanted).ifPresent(result::add));
            }
        }
        return result;
    }

    /** The section has names without scopes, so that the entries of all things that may be of the kind are read. */
    @Override
    public void forEach(EntryKind kind, Predicate<String> wanted, Consumer<IndexEntry> action) {
        for (Table table : tables) {
            for (long name = 0; name < table.names; name++) {
                table.entries(
                        dwarf,
                        table.entriesOf(name),
                        die -> DieNames.entry(die, kind)
                                .filter(entry -> wanted.test(entry.qualifiedName()))
                                .ifPresent(action));
            }
        }
    }

    /** One index of the section; a linker that does not merge them leaves one for each object file. */
    private static final class Table {
        private final ByteCursor section;
        private final String augmentation;
        private final int offsetSize;
        private final long compileUnits;
        private final long foreignUnits;
        private final long buckets;
        private final long names;
        private final long unitsAt;
        private final long bucketsAt;
        private final long hashesAt;
        private final long stringsAt;
        private final long entryOffsetsAt;
        private final long poolAt;
        private final Map<Long, List<Field>> shapes = new HashMap<>();

        private record Field(int index, int form) {}

        Table(ByteCursor cursor) {
            long length = cursor.u32();
            offsetSize = length == 0xffff_ffffL ? 8 : 4;
            ByteCursor body = cursor.slice(offsetSize == 8 ? cursor.u64() : length);
            int version = body.u16();
            if (version != 5) {
                throw new FormatException(SECTION, body.position(), "unknown version " + version);
            }
            body.skip(2);
            compileUnits = body.u32();
            long localTypes = body.u32();
            foreignUnits = body.u32();
            buckets = body.u32();
            names = body.u32();
            long abbreviationsSize = body.u32();
            byte[] text = body.bytes(body.u32()).toArray(ValueLayout.JAVA_BYTE);
            augmentation = new String(text, StandardCharsets.UTF_8).replace("\0", "");
            unitsAt = body.position();
            bucketsAt = unitsAt + (compileUnits + localTypes) * offsetSize + foreignUnits * 8;
            hashesAt = bucketsAt + buckets * 4;
            stringsAt = hashesAt + (buckets == 0 ? 0 : names * 4);
            entryOffsetsAt = stringsAt + names * offsetSize;
            long abbreviationsAt = entryOffsetsAt + names * offsetSize;
            poolAt = abbreviationsAt + abbreviationsSize;
            section = body;
            if (poolAt > body.end()) {
                throw new FormatException(SECTION, unitsAt, "the index does not fit its section");
            }
            readShapes(body.at(abbreviationsAt).slice(abbreviationsSize));
        }

        private void readShapes(ByteCursor cursor) {
            while (cursor.hasRemaining()) {
                long code = cursor.uleb128();
                if (code == 0) {
                    return;
                }
                // The tag, which the entry itself tells too.
                cursor.skipLeb128();
                var fields = new ArrayList<Field>();
                while (true) {
                    int index = (int) cursor.uleb128();
                    int form = (int) cursor.uleb128();
                    if (index == 0 && form == 0) {
                        break;
                    }
                    if (form == DwForm.DW_FORM_implicit_const) {
                        cursor.skipLeb128();
                    }
                    fields.add(new Field(index, form));
                }
                shapes.putIfAbsent(code, List.copyOf(fields));
            }
        }

        long unitOffset(long index) {
            if (index < 0 || index >= compileUnits) {
                throw new FormatException(SECTION, unitsAt, "no unit " + index);
            }
            return section.at(unitsAt + index * offsetSize).unsigned(offsetSize);
        }

        /** The places in the pool of the entries of names that {@code wanted} asks for. */
        List<Long> find(Dwarf dwarf, String wanted) {
            var found = new ArrayList<Long>();
            // Names with template arguments hash differently, so only a full look finds them by their bare name.
            if (buckets == 0 || !wanted.contains("<")) {
                for (long i = 0; i < names; i++) {
                    addIfMatching(dwarf, i, wanted, found);
                }
                return found;
            }
            long hash = hash(wanted);
            long first = section.at(bucketsAt + (hash % buckets) * 4).u32();
            for (long i = first; i >= 1 && i <= names; i++) {
                long own = section.at(hashesAt + (i - 1) * 4).u32();
                if (own % buckets != hash % buckets) {
                    break;
                }
                if (own == hash) {
                    addIfMatching(dwarf, i - 1, wanted, found);
                }
            }
            return found;
        }

        private void addIfMatching(Dwarf dwarf, long name, String wanted, List<Long> found) {
            long offset = section.at(stringsAt + name * offsetSize).unsigned(offsetSize);
            if (QualifiedName.matches(wanted, dwarf.string(".debug_str", offset))) {
                found.add(entriesOf(name));
            }
        }

        /** The place in the pool of the entries of a name. */
        long entriesOf(long name) {
            return poolAt + section.at(entryOffsetsAt + name * offsetSize).unsigned(offsetSize);
        }

        /** The case-folding hash that the standard prescribes; folding is left at ASCII as compilers do. */
        private static long hash(String text) {
            long hash = 5381;
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                int c = b >= 'A' && b <= 'Z' ? b + 32 : b & 0xff;
                hash = (hash * 33 + c) & 0xffff_ffffL;
            }
            return hash;
        }

        void entries(Dwarf dwarf, long offset, Consumer<Die> action) {
            ByteCursor cursor = section.at(offset);
            for (long code = cursor.uleb128(); code != 0; code = cursor.uleb128()) {
                List<Field> shape = shapes.get(code);
                if (shape == null) {
                    throw new FormatException(SECTION, cursor.position(), "no abbreviation has code " + code);
                }
                long unit = compileUnits == 1 ? 0 : -1;
                long typeUnit = -1;
                long dieOffset = -1;
                for (Field field : shape) {
                    long value = value(cursor, field.form);
                    switch (field.index) {
                        case IDX_COMPILE_UNIT -> unit = value;
                        case IDX_TYPE_UNIT -> typeUnit = value;
                        case IDX_DIE_OFFSET -> dieOffset = value;
                        default -> {}
                    }
                }
                if (dieOffset < 0) {
                    throw new FormatException(SECTION, cursor.position(), "an entry does not say where it is");
                }
                if (typeUnit >= 0) {
                    typeUnit(dwarf, typeUnit, dieOffset).ifPresent(action);
                } else if (unit >= 0) {
                    long start = unitOffset(unit);
                    Unit found = dwarf.unitContaining(start)
                            .orElseThrow(() -> new FormatException(SECTION, unitsAt, "a unit is not there"))
                            .full();
                    action.accept(found.die(found.offset() + dieOffset));
                }
            }
        }

        private Optional<Die> typeUnit(Dwarf dwarf, long index, long dieOffset) {
            long local = (bucketsAt - foreignUnits * 8 - unitsAt) / offsetSize - compileUnits;
            Optional<Unit> unit;
            if (index < local) {
                unit = dwarf.unitContaining(section.at(unitsAt + (compileUnits + index) * offsetSize)
                        .unsigned(offsetSize));
            } else if (index < local + foreignUnits) {
                unit = dwarf.typeUnit(section.at(unitsAt + (compileUnits + local) * offsetSize + (index - local) * 8)
                        .u64());
            } else {
                throw new FormatException(SECTION, unitsAt, "no type unit " + index);
            }
            return unit.map(found -> found.die(found.offset() + dieOffset));
        }

        private long value(ByteCursor cursor, int form) {
            return switch (form) {
                case DwForm.DW_FORM_data1, DwForm.DW_FORM_ref1, DwForm.DW_FORM_flag -> cursor.u8();
                case DwForm.DW_FORM_data2, DwForm.DW_FORM_ref2 -> cursor.u16();
                case DwForm.DW_FORM_data4, DwForm.DW_FORM_ref4 -> cursor.u32();
                case DwForm.DW_FORM_data8, DwForm.DW_FORM_ref8, DwForm.DW_FORM_ref_sig8 -> cursor.u64();
                case DwForm.DW_FORM_udata, DwForm.DW_FORM_ref_udata -> cursor.uleb128();
                case DwForm.DW_FORM_sdata -> cursor.sleb128();
                case DwForm.DW_FORM_flag_present, DwForm.DW_FORM_implicit_const -> 0;
                default ->
                    throw new FormatException(SECTION, cursor.position(), "unexpected form " + DwForm.name(form));
            };
        }
    }
}
