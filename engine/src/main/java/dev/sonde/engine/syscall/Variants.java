package dev.sonde.engine.syscall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Calls whose later parameters depend on an earlier argument: {@code variants.txt}. */
final class Variants {
    /** One line: the signature that a call has if all conditions hold. */
    private record Variant(List<Condition> conditions, Signature signature) {
        boolean holds(long[] registers) {
            for (Condition condition : conditions) {
                if (!condition.holds(registers)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The bits of an argument in {@code mask} are one of {@code values}; with no values, anything is. */
    private record Condition(int index, long mask, List<Long> values) {
        boolean holds(long[] registers) {
            return values.isEmpty() || values.contains(registers[index] & mask);
        }
    }

    private static final Map<String, List<String>> LINES = index();
    private static final Map<String, List<Variant>> PARSED = new ConcurrentHashMap<>();

    private Variants() {}

    /** The parameters that {@code syscall} has with these arguments. */
    static Signature select(Syscall syscall, long[] registers) {
        List<String> lines = LINES.get(syscall.name());
        if (lines == null) {
            return syscall.signature();
        }
        List<Variant> variants = PARSED.computeIfAbsent(syscall.name(), _ -> parseAll(syscall, lines));
        for (Variant variant : variants) {
            if (variant.holds(registers)) {
                return variant.signature();
            }
        }
        return syscall.signature();
    }

    /** The names of the calls that have variants. */
    static Iterable<String> names() {
        return LINES.keySet();
    }

    /** Every signature that a variant of {@code syscall} gives it. */
    static List<Signature> signatures(Syscall syscall) {
        return parseAll(syscall, LINES.getOrDefault(syscall.name(), List.of())).stream()
                .map(Variant::signature)
                .toList();
    }

    private static Map<String, List<String>> index() {
        var index = new HashMap<String, List<String>>();
        for (String line : ResourceText.lines("variants.txt")) {
            int space = line.indexOf(' ');
            index.computeIfAbsent(line.substring(0, space), _ -> new ArrayList<>())
                    .add(line.substring(space));
        }
        return index;
    }

    private static List<Variant> parseAll(Syscall syscall, List<String> lines) {
        var variants = new ArrayList<Variant>(lines.size());
        for (String line : lines) {
            variants.add(parse(syscall, ResourceText.words(line)));
        }
        return variants;
    }

    private static Variant parse(Syscall syscall, List<String> words) {
        int bar = words.indexOf("|");
        Signature whole = syscall.signature();
        Signature tail = Signature.parse(words.subList(bar + 1, words.size()));
        int start = whole.indexOf(parameterOf(words.getFirst())) + 1;
        var parameters = new ArrayList<>(whole.parameters().subList(0, start));
        parameters.addAll(tail.parameters());
        boolean ownResult = words.contains("->");
        var signature = new Signature(List.copyOf(parameters), ownResult ? tail.result() : whole.result());
        var conditions = new ArrayList<Condition>();
        for (String word : words.subList(0, bar)) {
            conditions.add(condition(signature, word));
        }
        return new Variant(conditions, signature);
    }

    private static String parameterOf(String word) {
        int end = 0;
        while (end < word.length() && word.charAt(end) != '=' && word.charAt(end) != '&') {
            end++;
        }
        return word.substring(0, end);
    }

    private static Condition condition(Signature signature, String word) {
        String name = parameterOf(word);
        int index = signature.indexOf(name);
        if (index < 0) {
            throw new IllegalStateException("no parameter " + name + " for the condition " + word);
        }
        if (name.length() == word.length()) {
            return new Condition(index, 0, List.of());
        }
        ParameterType type = signature.parameters().get(index).type();
        String right = word.substring(name.length() + 1);
        if (word.charAt(name.length()) == '&') {
            long bits = value(type, right);
            return new Condition(index, bits, List.of(bits));
        }
        int slash = right.indexOf('/');
        long mask = slash < 0 ? 0xffff_ffffL : ResourceText.number(right.substring(slash + 1));
        var values = new ArrayList<Long>();
        for (String constant : ResourceText.split(slash < 0 ? right : right.substring(0, slash), ',')) {
            values.add(value(type, constant));
        }
        return new Condition(index, mask, List.copyOf(values));
    }

    private static long value(ParameterType type, String constant) {
        if (Character.isDigit(constant.charAt(0))) {
            return ResourceText.number(constant);
        }
        String set = switch (type.name()) {
            case "ioctl" -> "ioctlrequest";
            case "filemode" -> "filetype";
            default -> type.name();
        };
        ConstantSet constants = ConstantSets.named(set);
        OptionalLong value = constants == null ? OptionalLong.empty() : constants.value(constant);
        return value.orElseThrow(() -> new IllegalStateException("no constant " + constant + " in " + set));
    }
}
