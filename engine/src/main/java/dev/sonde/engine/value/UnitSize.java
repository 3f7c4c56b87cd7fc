package dev.sonde.engine.value;

import java.util.Optional;

/** The letters by which {@code x} is told the size of a unit. */
public enum UnitSize {
    BYTE('b', 1),
    HALFWORD('h', 2),
    WORD('w', 4),
    GIANT('g', 8);

    private final char letter;
    private final int bytes;

    UnitSize(char letter, int bytes) {
        this.letter = letter;
        this.bytes = bytes;
    }

    /** The letter. */
    public char letter() {
        return letter;
    }

    /** The number of bytes. */
    public int bytes() {
        return bytes;
    }

    /** The size with this letter. */
    public static Optional<UnitSize> of(char letter) {
        for (UnitSize size : values()) {
            if (size.letter == letter) {
                return Optional.of(size);
            }
        }
        return Optional.empty();
    }
}
