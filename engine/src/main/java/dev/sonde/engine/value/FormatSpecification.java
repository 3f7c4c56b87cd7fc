package dev.sonde.engine.value;

import dev.sonde.engine.error.DebugException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What stands behind the slash of {@code print/FMT} and {@code x/FMT}.
 *
 * @param count how many units; negative to go backwards
 * @param format how each is written
 * @param size of each
 * @param raw whether the letter {@code r} asks for a value without a renderer
 */
public record FormatSpecification(OptionalInt count, Optional<Format> format, Optional<UnitSize> size, boolean raw) {
    /** The specification of a command without a slash. */
    public static final FormatSpecification NONE =
            new FormatSpecification(OptionalInt.empty(), Optional.empty(), Optional.empty(), false);

    /**
     * Reads a specification.
     *
     * @param text what stands behind the slash, such as {@code 4xw}
     * @throws DebugException if a letter has no meaning
     */
    public static FormatSpecification parse(String text) {
        int end = text.startsWith("-") ? 1 : 0;
        while (end < text.length() && Character.digit(text.charAt(end), 10) >= 0) {
            end++;
        }
        OptionalInt count = OptionalInt.empty();
        String digits = text.substring(0, end);
        if (digits.equals("-")) {
            count = OptionalInt.of(-1);
        } else if (end > 0) {
            try {
                count = OptionalInt.of(Integer.parseInt(digits));
            } catch (NumberFormatException e) {
                throw new DebugException("The count " + digits + " is too large", e);
            }
        }
        Optional<Format> format = Optional.empty();
        Optional<UnitSize> size = Optional.empty();
        boolean raw = false;
        for (char letter : text.substring(end).toCharArray()) {
            Optional<UnitSize> unit = UnitSize.of(letter);
            Optional<Format> kind = Format.of(letter);
            if (unit.isPresent()) {
                size = unit;
            } else if (kind.isPresent()) {
                format = kind;
            } else if (letter == 'r') {
                raw = true;
            } else {
                throw new DebugException("Undefined output format \"" + letter + "\".");
            }
        }
        return new FormatSpecification(count, format, size, raw);
    }

    /**
     * The format for a command that writes one value.
     *
     * @param command the name of the command, for messages
     * @throws DebugException if there is a count or a size, or the format is for instructions
     */
    public Optional<Format> forSingleValue(String command) {
        if (size.isPresent()) {
            throw new DebugException("Size letters are meaningless in \"" + command + "\" command.");
        }
        if (count.isPresent() && count.getAsInt() != 1) {
            throw new DebugException("Item count other than 1 is meaningless in \"" + command + "\" command.");
        }
        if (format.equals(Optional.of(Format.INSTRUCTION))) {
            throw new DebugException("Format letter \"i\" is meaningless in \"" + command + "\" command.");
        }
        return format;
    }
}
