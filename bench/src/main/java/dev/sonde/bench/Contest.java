package dev.sonde.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One thing that several programs do, measured in turn so that what disturbs one disturbs all. */
final class Contest {
    private final String what;
    private final Map<String, Measurement> entrants = new LinkedHashMap<>();

    /** A measurement: one figure for each unit of the contest. */
    @FunctionalInterface
    interface Measurement {
        double[] take() throws IOException, InterruptedException;
    }

    /** Something measured: its unit, and what figures are multiplied by. */
    record Quantity(String unit, double scale) {}

    /** @param what is done */
    Contest(String what) {
        this.what = what;
    }

    /** Adds a program; the first one is what the others are compared with. */
    Contest with(String name, Measurement measurement) {
        entrants.put(name, measurement);
        return this;
    }

    /** Adds a program if it is installed. */
    Contest withInstalled(String name, Measurement measurement) {
        return Commands.exists(name) ? with(name, measurement) : this;
    }

    /** Measures all and prints a line for each quantity. */
    void run(int rounds, Quantity... quantities) throws IOException, InterruptedException {
        Map<String, List<double[]>> figures = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Measurement> entrant : entrants.entrySet()) {
                figures.computeIfAbsent(entrant.getKey(), _ -> new ArrayList<>())
                        .add(entrant.getValue().take());
            }
        }
        for (int i = 0; i < quantities.length; i++) {
            print(i == 0 ? what : "", figures, i, quantities[i]);
        }
    }

    private static void print(String what, Map<String, List<double[]>> figures, int index, Quantity quantity) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-34s", what));
        Series first = null;
        for (Map.Entry<String, List<double[]>> entrant : figures.entrySet()) {
            Series series = new Series(
                    entrant.getValue().stream().map(each -> each[index]).toList());
            line.append(String.format(
                    Locale.ROOT,
                    " %s %s%s",
                    entrant.getKey(),
                    figure(series.median() * quantity.scale),
                    quantity.unit));
            if (first == null) {
                first = series;
            } else {
                line.append(String.format(Locale.ROOT, " (Sonde's is %.2f of it)", first.ratioTo(series)));
            }
            line.append("  ");
        }
        System.out.println(line.toString().stripTrailing());
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.3g", value);
    }
}
