package dev.sonde.bench;

import java.util.Arrays;
import java.util.List;

/** Repeated measurements of one quantity. */
record Series(List<Double> values) {
    /** The median, which one disturbed run does not move. */
    double median() {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The median of the ratios of measurements taken in the same round. */
    double ratioTo(Series other) {
        double[] ratios = new double[values.size()];
        Arrays.setAll(ratios, i -> values.get(i) / other.values.get(i));
        return new Series(Arrays.stream(ratios).boxed().toList()).median();
    }
}
