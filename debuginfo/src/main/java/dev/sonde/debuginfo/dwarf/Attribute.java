package dev.sonde.debuginfo.dwarf;

/**
 * One attribute of an entry.
 *
 * @param name which attribute, of {@link DwAt}
 * @param form how it is stored, of {@link DwForm}; never {@code DW_FORM_indirect}
 * @param value its value
 */
public record Attribute(int name, int form, AttributeValue value) {
    @Override
    public String toString() {
        return DwAt.name(name) + " [" + DwForm.name(form) + "] " + value;
    }
}
