package dev.sonde.debuginfo.dwarf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The abbreviations of a unit, by code.
 *
 * <p>Immutable. Source: DWARF 5 section 7.5.3.
 */
public final class AbbreviationTable {
    private static final int MAX_ATTRIBUTES = 4096;

    private final String section;
    private final long offset;
    /** Codes are mostly small and dense; the others are in {@link #sparse}. */
    private final @Nullable Abbreviation[] dense;

    private final Map<Long, Abbreviation> sparse;

    private AbbreviationTable(String section, long offset, List<Abbreviation> all) {
        this.section = section;
        this.offset = offset;
        int limit = 2 * all.size() + 16;
        this.dense = new Abbreviation[limit];
        this.sparse = new HashMap<>();
        for (Abbreviation abbreviation : all) {
            long code = abbreviation.code();
            if (code > 0 && code < limit) {
                // The first of two of one code is the one that readers agree on.
                if (dense[(int) code] == null) {
                    dense[(int) code] = abbreviation;
                }
            } else {
                sparse.putIfAbsent(code, abbreviation);
            }
        }
    }

    static AbbreviationTable parse(ByteCursor cursor, Encoding encoding) {
        long offset = cursor.position();
        var all = new ArrayList<Abbreviation>();
        int[] names = new int[16];
        int[] forms = new int[16];
        long[] constants = new long[16];
        while (cursor.hasRemaining()) {
            long code = cursor.uleb128();
            if (code == 0) {
                break;
            }
            int tag = number(cursor);
            boolean hasChildren = cursor.u8() != 0;
            int count = 0;
            while (true) {
                int name = number(cursor);
                int form = number(cursor);
                long constant = form == DwForm.DW_FORM_implicit_const ? cursor.sleb128() : 0;
                if (name == 0 && form == 0) {
                    break;
                }
                if (count == MAX_ATTRIBUTES) {
                    throw new FormatException(cursor.section(), cursor.position(), "too many attributes");
                }
                if (count == names.length) {
                    names = Arrays.copyOf(names, count * 2);
                    forms = Arrays.copyOf(forms, count * 2);
                    constants = Arrays.copyOf(constants, count * 2);
                }
                names[count] = name;
                forms[count] = form;
                constants[count++] = constant;
            }
            all.add(new Abbreviation(
                    code,
                    tag,
                    hasChildren,
                    Arrays.copyOf(names, count),
                    Arrays.copyOf(forms, count),
                    Arrays.copyOf(constants, count),
                    encoding));
        }
        return new AbbreviationTable(cursor.section(), offset, all);
    }

    private static int number(ByteCursor cursor) {
        long at = cursor.position();
        long number = cursor.uleb128();
        if (number < 0 || number > 0xffff) {
            throw new FormatException(
                    cursor.section(), at, "0x" + Long.toHexString(number) + " is no tag, attribute or form");
        }
        return (int) number;
    }

    /** The offset of the table in its section. */
    public long offset() {
        return offset;
    }

    /**
     * The abbreviation of a code.
     *
     * @throws FormatException when there is none
     */
    public Abbreviation find(long code) {
        Abbreviation found = code >= 0 && code < dense.length ? dense[(int) code] : sparse.get(code);
        if (found == null) {
            throw new FormatException(section, offset, "no abbreviation has code " + Long.toUnsignedString(code));
        }
        return found;
    }

    /** All abbreviations. */
    public Collection<Abbreviation> abbreviations() {
        var all = new ArrayList<Abbreviation>();
        for (Abbreviation abbreviation : dense) {
            if (abbreviation != null) {
                all.add(abbreviation);
            }
        }
        all.addAll(sparse.values());
        return all;
    }
}
