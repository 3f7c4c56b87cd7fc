package dev.sonde.cli.expression;

import dev.sonde.debuginfo.elf.Symbol;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.Modules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of an executable's symbols that a mistyped name may have meant. */
final class NearNames {
    private static final int MOST = 3;
    private static final int SHORT_NAME = 3;

    private NearNames() {}

    /** The nearest few, the nearest first. Only of the executable: a user mistypes the program's own names. */
    static List<String> of(String name, Modules modules) {
        if (name.length() < SHORT_NAME || modules.all().isEmpty()) {
            return List.of();
        }
        int limit = name.length() <= 5 ? 1 : 2;
        Map<String, Integer> found = new HashMap<>();
        LoadedModule executable = modules.all().getFirst();
        executable.elf().symbols().stream().filter(Symbol::isDefined).forEach(symbol -> {
            String candidate = symbol.name();
            if (Math.abs(candidate.length() - name.length()) <= limit) {
                int distance = distance(name, candidate);
                if (distance <= limit) {
                    found.put(candidate, distance);
                }
            }
        });
        List<String> names = new ArrayList<>(found.keySet());
        names.sort(Comparator.<String>comparingInt(found::get).thenComparing(Comparator.naturalOrder()));
        return names.subList(0, Math.min(MOST, names.size()));
    }

    /** How many letters must be inserted, removed or changed to make one name of the other. */
    static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        int[] current = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[to.length()];
    }
}
