package dev.sonde.debuginfo.dwarf;

import static dev.sonde.debuginfo.dwarf.DwSect.*;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A package of split files ({@code .dwp}): hands out each unit's parts of the sections.
 *
 * <p>Source: DWARF 5 section 7.3.5; version 2 from GCC's extension of DWARF 4.
 */
final class PackageFile {
    private final SectionSource source;

    PackageFile(SectionSource source) {
        this.source = source;
    }

    /** The sections of the compilation unit with an identifier. */
    Optional<SectionSource> compileUnit(long id) {
        return find(".debug_cu_index", id);
    }

    /** The sections of the type unit with a signature. */
    Optional<SectionSource> typeUnit(long signature) {
        return find(".debug_tu_index", signature);
    }

    /** The signatures of all type units, in the order of the index. */
    List<Long> typeSignatures() {
        Optional<MemorySegment> bytes = source.section(".debug_tu_index");
        if (bytes.isEmpty()) {
            return List.of();
        }
        ByteCursor cursor = ByteCursor.of(".debug_tu_index", bytes.get());
        cursor.skip(12);
        long slots = cursor.u32();
        long signatures = cursor.position();
        if (slots > cursor.remaining() / 12) {
            throw new FormatException(".debug_tu_index", 0, "the index does not fit its section");
        }
        List<Long> found = new ArrayList<>();
        for (long slot = 0; slot < slots; slot++) {
            if (cursor.at(signatures + slots * 8 + slot * 4).u32() != 0) {
                found.add(cursor.at(signatures + slot * 8).u64());
            }
        }
        return found;
    }

    private record Part(long offset, long size) {}

    private Optional<SectionSource> find(String index, long signature) {
        Optional<MemorySegment> bytes = source.section(index);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        ByteCursor cursor = ByteCursor.of(index, bytes.get());
        // Version 5 has two bytes of version and two of padding, version 2 four bytes.
        long version = cursor.u32();
        if (version != 2 && version != 5) {
            throw new FormatException(index, 0, "unknown version " + version);
        }
        long columns = cursor.u32();
        long units = cursor.u32();
        long slots = cursor.u32();
        long signatures = cursor.position();
        long rows = signatures + slots * 8;
        long header = rows + slots * 4;
        long offsets = header + columns * 4;
        long sizes = offsets + units * columns * 4;
        if (columns > 64 || Long.bitCount(slots) > 1 || sizes + units * columns * 4 > cursor.end()) {
            throw new FormatException(index, 0, "the index does not fit its section");
        }
        long row = row(cursor, signature, signatures, rows, slots);
        if (row == 0) {
            return Optional.empty();
        }
        if (row > units) {
            throw new FormatException(index, rows, "row " + row + " of " + units);
        }
        Map<String, Part> parts = new HashMap<>();
        for (int column = 0; column < columns; column++) {
            long cell = ((row - 1) * columns + column) * 4;
            int kind = (int) cursor.at(header + column * 4L).u32();
            Part part = new Part(
                    cursor.at(offsets + cell).u32(), cursor.at(sizes + cell).u32());
            String section = section(kind, version);
            if (!section.isEmpty()) {
                parts.put(section, part);
            }
        }
        return Optional.of(name -> slice(name, parts));
    }

    private static long row(ByteCursor cursor, long signature, long signatures, long rows, long slots) {
        long mask = slots - 1;
        long slot = signature & mask;
        long step = ((signature >>> 32) & mask) | 1;
        for (long tried = 0; tried < slots; tried++) {
            long row = cursor.at(rows + slot * 4).u32();
            if (row == 0) {
                return 0;
            }
            if (cursor.at(signatures + slot * 8).u64() == signature) {
                return row;
            }
            slot = (slot + step) & mask;
        }
        return 0;
    }

    private static String section(int kind, long version) {
        return switch (kind) {
            case DW_SECT_INFO -> ".debug_info.dwo";
            case DW_SECT_TYPES -> ".debug_types.dwo";
            case DW_SECT_ABBREV -> ".debug_abbrev.dwo";
            case DW_SECT_LINE -> ".debug_line.dwo";
            case DW_SECT_LOCLISTS -> version == 5 ? ".debug_loclists.dwo" : ".debug_loc.dwo";
            case DW_SECT_STR_OFFSETS -> ".debug_str_offsets.dwo";
            case DW_SECT_MACRO -> version == 5 ? ".debug_macro.dwo" : ".debug_macinfo.dwo";
            case DW_SECT_RNGLISTS -> version == 5 ? ".debug_rnglists.dwo" : ".debug_macro.dwo";
            default -> "";
        };
    }

    private Optional<MemorySegment> slice(String name, Map<String, Part> parts) {
        Optional<MemorySegment> whole = source.section(name);
        // Strings are shared by all units.
        if (name.equals(".debug_str.dwo")) {
            return whole;
        }
        Part part = parts.get(name);
        if (part == null) {
            return Optional.empty();
        }
        return whole.map(bytes -> ByteCursor.of(name, bytes).at(part.offset).bytes(part.size));
    }
}
