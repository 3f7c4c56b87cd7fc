package dev.sonde.debuginfo.debuginfod;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When to give up on a server.
 *
 * @param stall how long it may send nothing ({@code DEBUGINFOD_TIMEOUT})
 * @param total how long a download may take altogether ({@code DEBUGINFOD_MAXTIME})
 * @param size how many bytes a file may have ({@code DEBUGINFOD_MAXSIZE})
 */
public record DebuginfodLimits(Duration stall, Optional<Duration> total, OptionalLong size) {
    private static final Duration DEFAULT_STALL = Duration.ofSeconds(90);

    /** The limits that the environment sets, with debuginfod-find's defaults. */
    public static DebuginfodLimits fromEnvironment(Map<String, String> environment) {
        OptionalLong stall = number(environment, "DEBUGINFOD_TIMEOUT");
        OptionalLong total = number(environment, "DEBUGINFOD_MAXTIME");
        return new DebuginfodLimits(
                stall.isPresent() ? Duration.ofSeconds(stall.getAsLong()) : DEFAULT_STALL,
                total.isPresent() ? Optional.of(Duration.ofSeconds(total.getAsLong())) : Optional.empty(),
                number(environment, "DEBUGINFOD_MAXSIZE"));
    }

    /** A positive number; anything else is as good as nothing, as it is to debuginfod-find. */
    private static OptionalLong number(Map<String, String> environment, String variable) {
        String text = environment.getOrDefault(variable, "").trim();
        if (!text.matches("\\d{1,15}")) {
            return OptionalLong.empty();
        }
        long value = Long.parseLong(text);
        return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
    }
}
