package dev.sonde.cli.expression;

import dev.sonde.engine.value.FormatSpecification;
import java.util.Optional;

/**
 * The arguments of a command that takes a format: {@code /4xw $rsp}.
 *
 * @param format what stands behind the slash, if there is one
 * @param rest what follows, without surrounding blanks
 */
public record FormatArguments(Optional<FormatSpecification> format, String rest) {
    /**
     * Takes arguments apart. The format ends where no letter and no digit follows, so {@code /x$rax} is fine.
     *
     * @throws dev.sonde.engine.error.DebugException if a letter has no meaning
     */
    public static FormatArguments parse(String arguments) {
        String text = arguments.strip();
        if (!text.startsWith("/")) {
            return new FormatArguments(Optional.empty(), text);
        }
        int end = 1;
        while (end < text.length() && isFormatCharacter(text, end)) {
            end++;
        }
        return new FormatArguments(
                Optional.of(FormatSpecification.parse(text.substring(1, end))),
                text.substring(end).strip());
    }

    private static boolean isFormatCharacter(String text, int at) {
        return Character.isLetterOrDigit(text.charAt(at)) || (at == 1 && text.charAt(at) == '-');
    }

    /** The format, or the one of a command without a slash. */
    public FormatSpecification formatOrNone() {
        return format.orElse(FormatSpecification.NONE);
    }
}
