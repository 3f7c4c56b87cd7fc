package dev.sonde.cli.execution;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is printed of a frame: gdb's values of {@code set print frame-info}. */
public enum FrameInfo {
    /** The line of source alone, behind the address within a line. */
    SOURCE_LINE,
    /** The function with its arguments, and where it is. */
    LOCATION,
    /** The same, and on a second line the source. */
    SOURCE_AND_LOCATION,
    /** The location, always with the address. */
    LOCATION_AND_ADDRESS,
    /** The location without file and line. */
    SHORT_LOCATION;

    /** What {@code text} means; empty for {@code auto}, which leaves it to the command. */
    static Optional<FrameInfo> of(String text) {
        return Arrays.stream(values()).filter(info -> info.text().equals(text)).findFirst();
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
