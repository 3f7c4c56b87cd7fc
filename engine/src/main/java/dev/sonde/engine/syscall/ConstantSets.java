package dev.sonde.engine.syscall;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The sets of {@code constants.txt} by name, each parsed when it is first asked for. */
final class ConstantSets {
    private static final Map<String, List<String>> LINES = index();
    private static final Map<String, ConstantSet> PARSED = new ConcurrentHashMap<>();

    private ConstantSets() {}

    /** The set of that name, or null. */
    static @Nullable ConstantSet named(String name) {
        ConstantSet known = PARSED.get(name);
        if (known != null) {
            return known;
        }
        List<String> lines = LINES.get(name);
        return lines == null ? null : PARSED.computeIfAbsent(name, _ -> ConstantSet.parse(lines));
    }

    /** All names. */
    static Set<String> names() {
        return LINES.keySet();
    }

    private static Map<String, List<String>> index() {
        List<String> lines = ResourceText.lines("constants.txt");
        var index = new HashMap<String, List<String>>();
        int start = 0;
        for (int i = 1; i <= lines.size(); i++) {
            if (i == lines.size() || lines.get(i).charAt(0) != ' ') {
                String header = lines.get(start);
                index.put(header.substring(0, header.indexOf(' ')), lines.subList(start, i));
                start = i;
            }
        }
        return index;
    }
}
