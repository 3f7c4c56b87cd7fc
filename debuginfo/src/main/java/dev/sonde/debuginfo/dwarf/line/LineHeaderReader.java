package dev.sonde.debuginfo.dwarf.line;

import static dev.sonde.debuginfo.dwarf.DwForm.*;
import static dev.sonde.debuginfo.dwarf.line.DwLnct.*;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.DwForm;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Encoding;
import dev.sonde.debuginfo.dwarf.FormSkipper;
import dev.sonde.debuginfo.dwarf.Unit;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads headers of line programs. Source: DWARF 5 section 6.2.4; DWARF 4 section 6.2.4. */
final class LineHeaderReader {
    private static final String SECTION = ".debug_line";
    private static final long LENGTH_64 = 0xffff_ffffL;

    private final Dwarf dwarf;
    private final @Nullable Unit unit;
    private Encoding encoding;

    /**
     * @param unit the unit that indexes of strings refer to, if any does
     */
    LineHeaderReader(Dwarf dwarf, @Nullable Unit unit, int addressSize) {
        this.dwarf = dwarf;
        this.unit = unit;
        this.encoding = new Encoding(0, addressSize, 4);
    }

    /** A header, and the program behind it. */
    record Result(LineHeader header, ByteCursor program) {}

    /**
     * Reads the header at an offset of {@code .debug_line}.
     *
     * @param unit the unit whose program it is, if that is known
     * @throws FormatException when it is malformed, or the section is missing
     */
    static Result at(Dwarf dwarf, long offset, @Nullable Unit unit, int addressSize) {
        MemorySegment bytes = dwarf.section(SECTION)
                .orElseThrow(() -> new FormatException(SECTION, offset, "the section is missing"));
        return new LineHeaderReader(dwarf, unit, addressSize)
                .read(ByteCursor.of(SECTION, bytes).at(offset));
    }

    Result read(ByteCursor cursor) {
        long offset = cursor.position();
        long length = cursor.u32();
        int offsetSize = 4;
        if (length == LENGTH_64) {
            length = cursor.u64();
            offsetSize = 8;
        }
        ByteCursor body = cursor.slice(length);
        int version = body.u16();
        if (version < 2 || version > 5) {
            throw new FormatException(body.section(), offset, "unknown version " + version + " of a line program");
        }
        int addressSize = encoding.addressSize();
        if (version >= 5) {
            addressSize = body.u8();
            if (addressSize != 4 && addressSize != 8) {
                throw new FormatException(body.section(), offset, "unsupported address size " + addressSize);
            }
            // The size of segment selectors, which x86-64 has none of.
            body.skip(1);
        }
        encoding = new Encoding(version, addressSize, offsetSize);
        ByteCursor rest = body.slice(body.unsigned(offsetSize));
        int minimumInstructionLength = rest.u8();
        int maximumOperations = version >= 4 ? rest.u8() : 1;
        boolean defaultIsStatement = rest.u8() != 0;
        int lineBase = rest.s8();
        int lineRange = rest.u8();
        int opcodeBase = rest.u8();
        if (opcodeBase == 0) {
            throw new FormatException(body.section(), offset, "no opcode is special");
        }
        var operandCounts = new ArrayList<Integer>();
        for (int i = 1; i < opcodeBase; i++) {
            operandCounts.add(rest.u8());
        }
        List<String> directories;
        List<FileEntry> files;
        if (version >= 5) {
            directories = table(rest).stream().map(FileEntry::name).toList();
            files = table(rest);
        } else {
            directories = new ArrayList<>();
            for (String name = rest.string(); !name.isEmpty(); name = rest.string()) {
                directories.add(name);
            }
            files = new ArrayList<>();
            for (String name = rest.string(); !name.isEmpty(); name = rest.string()) {
                files.add(oldEntry(rest, name));
            }
        }
        return new Result(
                new LineHeader(
                        offset,
                        encoding,
                        minimumInstructionLength,
                        Math.max(1, maximumOperations),
                        defaultIsStatement,
                        lineBase,
                        lineRange,
                        List.copyOf(operandCounts),
                        List.copyOf(directories),
                        List.copyOf(files)),
                body);
    }

    /** The fields of a file of versions 2 to 4, its name already read. */
    static FileEntry oldEntry(ByteCursor cursor, String name) {
        int directory = index(cursor, cursor.uleb128());
        long modified = cursor.uleb128();
        return new FileEntry(name, directory, modified, cursor.uleb128(), Optional.empty());
    }

    private static int index(ByteCursor cursor, long value) {
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new FormatException(cursor.section(), cursor.position(), "directory " + value);
        }
        return (int) value;
    }

    /** A table of directories or files of version 5. */
    private List<FileEntry> table(ByteCursor cursor) {
        int fields = cursor.u8();
        long[] types = new long[fields];
        long[] forms = new long[fields];
        for (int i = 0; i < fields; i++) {
            types[i] = cursor.uleb128();
            forms[i] = cursor.uleb128();
        }
        long count = cursor.uleb128();
        // Every entry has a byte at least, unless the table was made to exhaust memory.
        if (count < 0 || count > cursor.remaining()) {
            throw new FormatException(cursor.section(), cursor.position(), "a table of " + count + " entries");
        }
        var entries = new ArrayList<FileEntry>();
        for (long n = 0; n < count; n++) {
            String name = "";
            int directory = 0;
            long modified = 0;
            long size = 0;
            Optional<String> md5 = Optional.empty();
            for (int i = 0; i < fields; i++) {
                int form = forms[i] < 0 || forms[i] > 0xffff ? -1 : (int) forms[i];
                switch ((int) Math.min(types[i] & Long.MAX_VALUE, 0xffff_ffL)) {
                    case DW_LNCT_path -> name = string(cursor, form);
                    case DW_LNCT_directory_index -> directory = index(cursor, number(cursor, form));
                    case DW_LNCT_timestamp -> modified = number(cursor, form);
                    case DW_LNCT_size -> size = number(cursor, form);
                    case DW_LNCT_MD5 -> {
                        if (form == DW_FORM_data16) {
                            byte[] digest = cursor.bytes(16).toArray(ValueLayout.JAVA_BYTE);
                            md5 = Optional.of(HexFormat.of().formatHex(digest));
                        } else {
                            FormSkipper.skip(cursor, form, encoding);
                        }
                    }
                    default -> FormSkipper.skip(cursor, form, encoding);
                }
            }
            entries.add(new FileEntry(name, directory, modified, size, md5));
        }
        return entries;
    }

    private String string(ByteCursor cursor, int form) {
        int size = encoding.offsetSize();
        return switch (form) {
            case DW_FORM_string -> cursor.string();
            case DW_FORM_line_strp -> dwarf.string(".debug_line_str", cursor.unsigned(size));
            case DW_FORM_strp -> dwarf.string(".debug_str", cursor.unsigned(size));
            case DW_FORM_strp_sup ->
                dwarf.supplementary()
                        .orElseThrow(() -> new FormatException(
                                cursor.section(), cursor.position(), "the supplementary file is missing"))
                        .string(".debug_str", cursor.unsigned(size));
            case DW_FORM_strx -> indexed(cursor, cursor.uleb128());
            case DW_FORM_strx1 -> indexed(cursor, cursor.u8());
            case DW_FORM_strx2 -> indexed(cursor, cursor.u16());
            case DW_FORM_strx3 -> indexed(cursor, cursor.u24());
            case DW_FORM_strx4 -> indexed(cursor, cursor.u32());
            default -> throw wrong(cursor, form);
        };
    }

    private String indexed(ByteCursor cursor, long index) {
        if (unit == null) {
            throw new FormatException(cursor.section(), cursor.position(), "a string by its index, but of no unit");
        }
        return unit.stringAt(index);
    }

    private long number(ByteCursor cursor, int form) {
        return switch (form) {
            case DW_FORM_udata -> cursor.uleb128();
            case DW_FORM_data1 -> cursor.u8();
            case DW_FORM_data2 -> cursor.u16();
            case DW_FORM_data4 -> cursor.u32();
            case DW_FORM_data8 -> cursor.u64();
            case DW_FORM_block -> {
                // A time in a block has no meaning that readers agree on.
                cursor.skip(cursor.uleb128());
                yield 0;
            }
            default -> throw wrong(cursor, form);
        };
    }

    private static FormatException wrong(ByteCursor cursor, int form) {
        return new FormatException(cursor.section(), cursor.position(), "unexpected form " + DwForm.name(form));
    }
}
