package dev.sonde.engine.value;

import java.util.Optional;

/** The letters by which {@code print} and {@code x} are told how to write a value. */
public enum Format {
    HEXADECIMAL('x'),
    DECIMAL('d'),
    UNSIGNED('u'),
    OCTAL('o'),
    BINARY('t'),
    ZERO_PADDED_HEXADECIMAL('z'),
    ADDRESS('a'),
    CHARACTER('c'),
    FLOAT('f'),
    STRING('s'),
    INSTRUCTION('i');

    private final char letter;

    Format(char letter) {
        this.letter = letter;
    }

    /** The letter. */
    public char letter() {
        return letter;
    }

    /** The format with this letter. */
    public static Optional<Format> of(char letter) {
        for (Format format : values()) {
            if (format.letter == letter) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
