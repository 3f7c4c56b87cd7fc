package dev.sonde.engine.expression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a mistyped name may have meant. */
public final class NearNames {
    private static final int MOST = 3;
    private static final int SHORT_NAME = 3;
    private static final int MEDIUM_NAME = 5;

    private NearNames() {}

    /** The nearest few of {@code candidates}, the nearest first; none for names so short that all are near. */
    public static List<String> of(String name, Stream<String> candidates) {
        if (name.length() < SHORT_NAME) {
            return List.of();
        }
        int limit = name.length() <= MEDIUM_NAME ? 1 : 2;
        Map<String, Integer> found = new HashMap<>();
        candidates
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= limit)
                .forEach(candidate -> {
                    int distance = distance(name, candidate);
                    if (distance <= limit) {
                        found.put(candidate, distance);
                    }
                });
        List<String> names = new ArrayList<>(found.keySet());
        names.sort(Comparator.<String>comparingInt(found::get).thenComparing(Comparator.naturalOrder()));
        return names.subList(0, Math.min(MOST, names.size()));
    }

    /** How many letters must be inserted, removed or changed to make one name of the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int above = row[j];
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(above, row[j - 1]) + 1, diagonal + change);
                diagonal = above;
            }
        }
        return row[to.length()];
    }
}
