package dev.sonde.debuginfo.dwarf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * The shape that several entries share: their tag, whether they have children, and their attributes' names and forms.
 *
 * <p>Immutable. Source: DWARF 5 section 7.5.3.
 */
public final class Abbreviation {
    private final long code;
    private final int tag;
    private final boolean hasChildren;
    private final int[] names;
    private final int[] forms;
    private final long[] implicitConstants;
    private final Encoding encoding;
    private final int[] skipSteps;
    private final int siblingIndex;

    Abbreviation(
            long code,
            int tag,
            boolean hasChildren,
            int[] names,
            int[] forms,
            long[] implicitConstants,
            Encoding encoding) {
        this.code = code;
        this.tag = tag;
        this.hasChildren = hasChildren;
        this.names = names;
        this.forms = forms;
        this.implicitConstants = implicitConstants;
        this.encoding = encoding;
        this.skipSteps = skipSteps(forms, encoding);
        this.siblingIndex = indexOf(DwAt.DW_AT_sibling);
    }

    /** Steps to move past all attributes: a number of bytes, or the complement of a form to skip. */
    private static int[] skipSteps(int[] forms, Encoding encoding) {
        List<Integer> steps = new ArrayList<>();
        int pending = 0;
        for (int form : forms) {
            int size = FormSkipper.fixedSize(form, encoding);
            if (size != FormSkipper.VARIABLE && pending < 1 << 24) {
                pending += size;
            } else {
                if (pending != 0) {
                    steps.add(pending);
                    pending = 0;
                }
                steps.add(~form);
            }
        }
        if (pending != 0) {
            steps.add(pending);
        }
        return steps.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The code that entries refer to it by. */
    public long code() {
        return code;
    }

    /** The tag, of {@link DwTag}. */
    public int tag() {
        return tag;
    }

    /** Whether a list of children follows the attributes. */
    public boolean hasChildren() {
        return hasChildren;
    }

    /** How many attributes there are. */
    public int attributeCount() {
        return names.length;
    }

    /** The name of the attribute at {@code index}, of {@link DwAt}. */
    public int attributeName(int index) {
        return names[index];
    }

    /** The form of the attribute at {@code index}, of {@link DwForm}. */
    public int form(int index) {
        return forms[index];
    }

    /** The value of the attribute at {@code index} when its form is {@code DW_FORM_implicit_const}. */
    public long implicitConstant(int index) {
        return implicitConstants[index];
    }

    /** The index of the attribute of this name, or -1. */
    public int indexOf(int attribute) {
        for (int i = 0; i < names.length; i++) {
            if (names[i] == attribute) {
                return i;
            }
        }
        return -1;
    }

    /** The index of {@code DW_AT_sibling}, or -1. */
    int siblingIndex() {
        return siblingIndex;
    }

    /** Moves a cursor from the first attribute past the last. */
    public void skipAttributes(ByteCursor cursor) {
        for (int step : skipSteps) {
            if (step >= 0) {
                cursor.skip(step);
            } else {
                FormSkipper.skip(cursor, ~step, encoding);
            }
        }
    }

    /** Moves a cursor from the first attribute to the one at {@code index}. */
    public void skipTo(ByteCursor cursor, int index) {
        for (int i = 0; i < index; i++) {
            FormSkipper.skip(cursor, forms[i], encoding);
        }
    }

    @Override
    public String toString() {
        return code + " " + DwTag.name(tag) + (hasChildren ? " with children" : "");
    }
}
