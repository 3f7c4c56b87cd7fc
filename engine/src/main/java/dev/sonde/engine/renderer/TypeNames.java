package dev.sonde.engine.renderer;

import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of standard types as programs write them: {@code std::vector<std::string>}. */
public final class TypeNames {
    private static final Map<String, String> CHARACTERS =
            Map.of("char", "", "wchar_t", "w", "char8_t", "u8", "char16_t", "u16", "char32_t", "u32");

    private static final Map<String, String> DURATIONS = Map.of(
            "std::ratio<1,1000000000>", "nanoseconds",
            "std::ratio<1,1000000>", "microseconds",
            "std::ratio<1,1000>", "milliseconds",
            "std::ratio<1,1>", "seconds",
            "std::ratio<60,1>", "minutes",
            "std::ratio<3600,1>", "hours");

    /** The arguments that are not written when they are these, by their number; {0} is the first argument. */
    private static final Map<String, Map<Integer, String>> DEFAULTS = Map.ofEntries(
            Map.entry("std::unique_ptr", Map.of(1, "std::default_delete<{0}>")),
            Map.entry("std::deque", Map.of(1, "std::allocator<{0}>")),
            Map.entry("std::forward_list", Map.of(1, "std::allocator<{0}>")),
            Map.entry("std::list", Map.of(1, "std::allocator<{0}>")),
            Map.entry("std::vector", Map.of(1, "std::allocator<{0}>")),
            Map.entry("std::map", sorted()),
            Map.entry("std::multimap", sorted()),
            Map.entry("std::set", Map.of(1, "std::less<{0}>", 2, "std::allocator<{0}>")),
            Map.entry("std::multiset", Map.of(1, "std::less<{0}>", 2, "std::allocator<{0}>")),
            Map.entry("std::unordered_map", hashed()),
            Map.entry("std::unordered_multimap", hashed()),
            Map.entry(
                    "std::unordered_set",
                    Map.of(1, "std::hash<{0}>", 2, "std::equal_to<{0}>", 3, "std::allocator<{0}>")),
            Map.entry(
                    "std::unordered_multiset",
                    Map.of(1, "std::hash<{0}>", 2, "std::equal_to<{0}>", 3, "std::allocator<{0}>")));

    private TypeNames() {}

    private static Map<Integer, String> sorted() {
        return Map.of(2, "std::less<{0}>", 3, "std::allocator<std::pair<{0}const,{1}>>");
    }

    private static Map<Integer, String> hashed() {
        return Map.of(2, "std::hash<{0}>", 3, "std::equal_to<{0}>", 4, "std::allocator<std::pair<{0}const,{1}>>");
    }

    /** The name of a type. */
    public static String shown(Type type) {
        return shortened(type.name());
    }

    /** The name of a type that is a standard one with nothing unusual about it, such as {@code std::string}. */
    public static Optional<String> standard(Type type) {
        if (!(type.unqualified() instanceof StructType struct) || type instanceof Type.QualifiedType) {
            return Optional.empty();
        }
        String shown = shortened(struct.tag());
        return shown.indexOf('<') < 0
                        || ClassNames.arguments(shown).size()
                                < ClassNames.arguments(struct.tag()).size()
                ? Optional.of(shown).filter(name -> !name.equals(struct.tag()))
                : Optional.empty();
    }

    /** A text with names of types, each shortened. */
    public static String shortened(String text) {
        if (text.indexOf('<') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (!Character.isJavaIdentifierStart(c)) {
                out.append(c);
                i++;
                continue;
            }
            int start = i;
            while (i < text.length() && (Character.isJavaIdentifierPart(text.charAt(i)) || text.charAt(i) == ':')) {
                i++;
            }
            String name = text.substring(start, i);
            boolean arguments = i < text.length() && text.charAt(i) == '<' && !name.endsWith("operator");
            int end = arguments ? closing(text, i) : -1;
            if (end < 0) {
                out.append(name);
            } else {
                out.append(template(name, ClassNames.arguments(text.substring(i, end + 1))));
                i = end + 1;
            }
        }
        return out.toString();
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static String template(String name, List<String> arguments) {
        String plain = ClassNames.withoutVersions(name).replace("std::__debug::", "std::");
        boolean string = plain.equals("std::basic_string") || plain.equals("std::basic_string_view");
        if (string && !arguments.isEmpty() && CHARACTERS.containsKey(arguments.getFirst())) {
            String character = arguments.getFirst();
            if (arguments.size() < 2 || compact(arguments.get(1)).equals("std::char_traits<" + character + ">")) {
                return "std::" + CHARACTERS.get(character) + plain.substring("std::basic_".length());
            }
        }
        if (plain.equals("std::chrono::duration")
                && arguments.size() == 2
                && arguments.getFirst().equals("long")) {
            String unit = DURATIONS.get(compact(arguments.get(1)));
            if (unit != null) {
                return "std::chrono::" + unit;
            }
        }
        Map<Integer, String> defaults = DEFAULTS.getOrDefault(plain, Map.of());
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String usual = defaults.get(i);
            if (usual == null) {
                shown.add(shortened(arguments.get(i)));
            } else if (!isDefault(usual, arguments, i)) {
                return join(name, arguments.stream().map(TypeNames::shortened).toList(), false);
            }
        }
        return join(defaults.isEmpty() ? name : plain, shown, !defaults.isEmpty());
    }

    private static boolean isDefault(String usual, List<String> arguments, int index) {
        String first = compact(arguments.getFirst());
        String second = arguments.size() > 1 ? compact(arguments.get(1)) : "";
        String actual = compact(arguments.get(index));
        String expected = usual.replace("{0}", first).replace("{1}", second);
        String constFirst =
                usual.replace("{0}const", "const" + first).replace("{0}", first).replace("{1}", second);
        return actual.equals(expected) || actual.equals(constFirst);
    }

    private static String compact(String name) {
        return name.replace(" ", "").replace("std::__1::", "std::").replaceAll("(?<=\\d)[lL]\\b", "");
    }

    private static String join(String name, List<String> arguments, boolean tight) {
        String inside = String.join(", ", arguments);
        return name + "<" + inside + (!tight && inside.endsWith(">") ? " >" : ">");
    }
}
