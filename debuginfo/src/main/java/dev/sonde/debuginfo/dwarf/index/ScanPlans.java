package dev.sonde.debuginfo.dwarf.index;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.DwForm;
import dev.sonde.debuginfo.dwarf.Encoding;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plans of one abbreviation table, read straight from the section; made for one scan and then dropped. */
final class ScanPlans {
    private static final int MAX_DENSE_CODE = 1 << 16;
    private static final int MAX_ATTRIBUTES = 4096;

    final long offset;
    final Encoding encoding;
    private @Nullable ScanPlan[] dense = new ScanPlan[256];
    private final Map<Long, ScanPlan> sparse = new HashMap<>();

    ScanPlans(ByteCursor cursor, Encoding encoding) {
        this.offset = cursor.position();
        this.encoding = encoding;
        int[] names = new int[32];
        int[] forms = new int[32];
        int[] scratch = new int[32];
        while (cursor.hasRemaining()) {
            long code = cursor.uleb128();
            if (code == 0) {
                break;
            }
            int tag = (int) cursor.uleb128();
            boolean hasChildren = cursor.u8() != 0;
            int count = 0;
            while (true) {
                int name = (int) cursor.uleb128();
                long form = cursor.uleb128();
                if (form == DwForm.DW_FORM_implicit_const) {
                    cursor.skipLeb128();
                }
                if (name == 0 && form == 0) {
                    break;
                }
                if (count == MAX_ATTRIBUTES || form < 0 || form > 0xffff) {
                    throw new FormatException(cursor.section(), cursor.position(), "a malformed abbreviation");
                }
                if (count == names.length) {
                    names = Arrays.copyOf(names, count * 2);
                    forms = Arrays.copyOf(forms, count * 2);
                    scratch = new int[count * 2];
                }
                names[count] = name;
                forms[count++] = (int) form;
            }
            put(code, ScanPlan.compile(tag, hasChildren, names, forms, count, encoding, scratch));
        }
    }

    private void put(long code, ScanPlan plan) {
        if (code < 0 || code >= MAX_DENSE_CODE) {
            sparse.putIfAbsent(code, plan);
            return;
        }
        int index = (int) code;
        if (index >= dense.length) {
            dense = Arrays.copyOf(dense, Math.max(index + 1, dense.length * 2));
        }
        if (dense[index] == null) {
            dense[index] = plan;
        }
    }

    /** The plan of a code, or null when the table has no such code. */
    @Nullable
    ScanPlan find(long code) {
        return code >= 0 && code < dense.length ? dense[(int) code] : sparse.get(code);
    }
}
