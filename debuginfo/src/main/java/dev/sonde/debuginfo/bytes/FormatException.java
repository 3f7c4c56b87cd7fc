package dev.sonde.debuginfo.bytes;

/**
 * Input that does not follow its format: the one exception by which the parsers of this module report bad bytes.
 *
 * <p>Carries where the fault was found, so that a user can look at it with {@code readelf} or {@code objdump}.
 */
public final class FormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String section;
    private final long offset;
    private final String reason;

    /**
     * @param section the section or part of the file that was read, such as {@code .debug_info}
     * @param offset the offset of the fault in bytes from the start of that section
     * @param reason what is wrong, as a clause without a full stop
     */
    public FormatException(String section, long offset, String reason) {
        super(section + "+0x" + Long.toHexString(offset) + ": " + reason);
        this.section = section;
        this.offset = offset;
        this.reason = reason;
    }

    /** The section or part of the file that was read. */
    public String section() {
        return section;
    }

    /** The offset of the fault in bytes from the start of {@link #section()}. */
    public long offset() {
        return offset;
    }

    /** What is wrong, as a clause without a full stop. */
    public String reason() {
        return reason;
    }
}
