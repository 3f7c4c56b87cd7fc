package dev.sonde.debuginfo.dwarf;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;

/**
 * The names of a class's DWARF constants, found by their values.
 *
 * <p>The constants are {@code int} fields spelled as in the standard, so that the name of a value is the name of its
 * field. A value without a field still gets a name, which shows the number.
 */
public final class ConstantNames {
    private final String prefix;
    private final Map<Integer, String> names = new HashMap<>();

    private ConstantNames(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Collects the constants of {@code type}.
     *
     * @param type a public class of an exported package whose constants are public
     * @param prefix what the names start with, such as {@code DW_TAG_}; other fields are left out
     */
    public static ConstantNames of(Class<?> type, String prefix) {
        var result = new ConstantNames(prefix);
        for (Field field : type.getFields()) {
            boolean constant = Modifier.isStatic(field.getModifiers()) && field.getType() == int.class;
            if (constant && field.getName().startsWith(prefix)) {
                try {
                    result.names.putIfAbsent(field.getInt(null), field.getName());
                } catch (IllegalAccessException e) {
                    throw new LinkageError("constant " + field + " is not accessible", e);
                }
            }
        }
        return result;
    }

    /** The name of {@code value}, such as {@code DW_TAG_member}, or one that shows an unknown number. */
    public String name(int value) {
        String name = names.get(value);
        return name != null ? name : prefix + "<0x" + Integer.toHexString(value) + ">";
    }
}
