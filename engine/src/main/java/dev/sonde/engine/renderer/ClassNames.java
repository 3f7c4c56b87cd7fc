package dev.sonde.engine.renderer;

import java.util.ArrayList;
import java.util.List;

/** The names of classes of C++ libraries, without the namespaces that keep versions apart. */
public final class ClassNames {
    private ClassNames() {}

    /** {@code std::vector} of {@code std::__1::vector<int>}. */
    public static String plainTemplate(String className) {
        return withoutVersions(template(className));
    }

    /** The part of a name before template arguments. */
    public static String template(String className) {
        int end = className.indexOf('<');
        return end < 0 ? className : className.substring(0, end);
    }

    /** A name without inline namespaces of libstdc++ and libc++. */
    public static String withoutVersions(String name) {
        if (!name.contains("__")) {
            return name;
        }
        return name.replace("std::__cxx11::", "std::")
                .replace("std::__1::", "std::")
                .replace("std::__8::", "std::")
                .replace("std::__cxx1998::", "std::")
                .replace("std::filesystem::__cxx11::", "std::filesystem::")
                .replace("std::__fs::filesystem::", "std::filesystem::");
    }

    /** The template arguments of a name as they are written. */
    public static List<String> arguments(String className) {
        List<String> found = new ArrayList<>();
        int depth = 0;
        int start = -1;
        for (int i = 0; i < className.length(); i++) {
            char c = className.charAt(i);
            if (c == '<' || c == '(' || c == '{') {
                if (depth++ == 0) {
                    start = i + 1;
                }
            } else if (c == '>' || c == ')' || c == '}') {
                if (--depth == 0) {
                    found.add(className.substring(start, i).strip());
                    return found;
                }
            } else if (c == ',' && depth == 1) {
                found.add(className.substring(start, i).strip());
                start = i + 1;
            }
        }
        return found;
    }

    /** A template argument that is a number; -1 if it is none. */
    public static long numberArgument(String className, int index) {
        List<String> all = arguments(className);
        String digits = index < all.size() ? all.get(index).replaceAll("[uUlL]+$", "") : "";
        try {
            return digits.startsWith("-") ? Long.parseLong(digits) : Long.parseUnsignedLong(digits);
        } catch (NumberFormatException e) {
            return -1; // not a number
        }
    }
}
