package dev.sonde.engine.variable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The variables of a frame that a mistyped name may have meant. */
final class NearNames {
    private static final int MOST = 3;
    private static final int SHORT_NAME = 3;

    private NearNames() {}

    static List<String> of(String name, FrameVariables frame) {
        if (name.length() < SHORT_NAME) {
            return List.of();
        }
        int limit = name.length() <= 5 ? 1 : 2;
        List<String> all = new ArrayList<>();
        frame.locals().forEach(block -> block.forEach(variable -> all.add(variable.name())));
        frame.arguments().forEach(variable -> all.add(variable.name()));
        return all.stream()
                .distinct()
                .filter(candidate -> distance(name, candidate) <= limit)
                .sorted(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
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
