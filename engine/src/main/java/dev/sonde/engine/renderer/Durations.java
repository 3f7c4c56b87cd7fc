package dev.sonde.engine.renderer;

import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Part;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** {@code std::chrono}. */
public final class Durations {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    /** A unit of time as a fraction of seconds. */
    private record Ratio(long numerator, long denominator) {
        static Ratio of(String durationClass) {
            List<String> arguments = ClassNames.arguments(durationClass);
            String ratio = arguments.size() > 1 ? arguments.get(1) : "";
            return new Ratio(
                    Math.max(1, ClassNames.numberArgument(ratio, 0)), Math.max(1, ClassNames.numberArgument(ratio, 1)));
        }

        String suffix() {
            if (numerator == 1) {
                String known = switch (Long.toString(denominator)) {
                    case "1" -> "s";
                    case "1000" -> "ms";
                    case "1000000" -> "us";
                    case "1000000000" -> "ns";
                    default -> "";
                };
                return known.isEmpty() ? "[1/" + denominator + "]s" : known;
            }
            String known = switch (Long.toString(numerator)) {
                case "60" -> "min";
                case "3600" -> "h";
                case "86400" -> "d";
                default -> "";
            };
            if (denominator == 1) {
                return known.isEmpty() ? "[" + numerator + "]s" : known;
            }
            return "[" + numerator + "/" + denominator + "]s";
        }
    }

    private Durations() {}

    /**
     * A duration.
     *
     * @param count its number of units
     */
    public static Rendering duration(ObjectView duration, ObjectView count) {
        return Rendering.of(
                        new Part.Text(name(duration) + " = { "),
                        new Part.Natural(count.value()),
                        new Part.Text(Ratio.of(duration.className()).suffix() + " }"))
                .answers("count", count::value);
    }

    /**
     * A point in time.
     *
     * @param since the duration from the beginning of its clock
     * @param count the number of units of that
     */
    public static Rendering timePoint(ObjectView point, ObjectView since, ObjectView count) {
        String clock =
                ClassNames.withoutVersions(point.argument(0).name()).replace("std::chrono::_V2::", "std::chrono::");
        boolean system = clock.endsWith("::system_clock");
        Ratio unit = Ratio.of(since.className());
        return Rendering.of(
                new Part.Text((system ? "std::chrono::sys_time" : clock + " time_point") + " = { "),
                new Part.Natural(count.value()),
                new Part.Text(unit.suffix() + (system ? date(count.value(), unit) : "") + " }"));
    }

    private static String date(Value count, Ratio unit) {
        if (!(count instanceof Value.Scalar(Type _, long units, var _))) {
            return "";
        }
        try {
            long seconds = Math.floorDiv(Math.multiplyExact(units, unit.numerator), unit.denominator);
            return " [" + DATE.format(Instant.ofEpochSecond(seconds)) + "]";
        } catch (ArithmeticException | DateTimeException e) {
            return ""; // beyond what a calendar has
        }
    }

    private static String name(ObjectView duration) {
        return ClassNames.withoutVersions(duration.template());
    }
}
