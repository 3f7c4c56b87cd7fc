package dev.sonde.engine.value;

import java.util.Locale;

/** The column of {@code ptype/o} that tells where members are, how large they are, and what is between them. */
final class OffsetColumn {
    static final String TITLE = "/* offset      |    size */  ";
    static final int WIDTH = 27;

    private final StructType type;
    private final long start;
    private long end;

    /** @param start where the object starts in the outermost one, in bits */
    OffsetColumn(StructType type, long start) {
        this.type = type;
        this.start = start;
    }

    /** Where a member starts in the outermost object, in bits. */
    long start(Member member) {
        return start + member.bitOffset();
    }

    void member(StringBuilder text, Member member) {
        if (member.isStatic()) {
            text.repeat(' ', WIDTH);
            return;
        }
        long size = member.type().size();
        if (type.isUnion()) {
            text.append(String.format(Locale.ROOT, "/*                %6d */", size));
            return;
        }
        hole(text, member.bitOffset(), "hole");
        long bit = start(member);
        text.append(
                member.isBitField() || start % Byte.SIZE != 0
                        ? String.format(Locale.ROOT, "/* %6d:%2d  ", bit / Byte.SIZE, bit % Byte.SIZE)
                        : String.format(Locale.ROOT, "/* %6d     ", bit / Byte.SIZE));
        text.append(String.format(Locale.ROOT, " |  %6d */", size));
        end = member.bitOffset() + (member.isBitField() ? member.bitSize() : size * Byte.SIZE);
    }

    private void hole(StringBuilder text, long position, String what) {
        // A vtable pointer, which is not shown, comes before the first member.
        if (end <= 0 || end >= position) {
            return;
        }
        long bits = (position - end) % Byte.SIZE;
        long bytes = (position - end) / Byte.SIZE;
        if (bits > 0) {
            text.append(String.format(Locale.ROOT, "/* XXX %2d-bit %-7s    */\n", bits, what));
        }
        if (bytes > 0) {
            text.append(String.format(Locale.ROOT, "/* XXX %2d-byte %-7s   */\n", bytes, what));
        }
    }

    /** What follows the last member. */
    void finish(StringBuilder text, int level) {
        hole(text, type.size() * Byte.SIZE, "padding");
        text.append('\n').repeat(' ', WIDTH + level + 4);
        text.append(String.format(Locale.ROOT, "/* total size (bytes): %4d */\n", type.size()));
    }
}
