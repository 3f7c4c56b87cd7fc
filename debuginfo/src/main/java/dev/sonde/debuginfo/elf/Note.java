package dev.sonde.debuginfo.elf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A note: a typed piece of information for tools, or a register set in a core file (gABI chapter 5, "Note Section").
 *
 * @param name who defined it, such as {@code GNU} or {@code CORE}
 * @param type its kind, {@code NT_*}, whose meaning depends on the name
 * @param descriptor its content, a view of the file
 */
public record Note(String name, int type, MemorySegment descriptor) {
    private static final int HEADER_SIZE = 12;

    /**
     * The notes that {@code bytes} holds.
     *
     * @param part the name that errors carry
     * @param alignment the alignment of the section or segment; 8 pads names and contents to 8 bytes, all else to 4
     * @throws FormatException if a note is longer than what holds it
     */
    public static List<Note> readAll(String part, MemorySegment bytes, long alignment) {
        List<Note> notes = new ArrayList<>();
        ByteCursor cursor = ByteCursor.of(part, bytes);
        while (isNext(cursor)) {
            notes.add(read(cursor, alignment));
        }
        return List.copyOf(notes);
    }

    /** Whether there is room for another note. */
    public static boolean isNext(ByteCursor cursor) {
        return cursor.remaining() >= HEADER_SIZE;
    }

    /**
     * The note at {@code cursor}, which is behind it then.
     *
     * @param alignment the alignment of the section or segment; 8 pads names and contents to 8 bytes, all else to 4
     * @throws FormatException if the note is longer than what holds it
     */
    public static Note read(ByteCursor cursor, long alignment) {
        long padding = alignment == 8 ? 8 : 4;
        long nameSize = cursor.u32();
        long descriptorSize = cursor.u32();
        int type = cursor.s32();
        String name = name(cursor.bytes(nameSize));
        align(cursor, padding);
        MemorySegment descriptor = cursor.bytes(descriptorSize);
        align(cursor, padding);
        return new Note(name, type, descriptor);
    }

    private static String name(MemorySegment bytes) {
        long length = bytes.byteSize();
        while (length > 0 && bytes.get(ValueLayout.JAVA_BYTE, length - 1) == 0) {
            length--;
        }
        return new String(bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private static void align(ByteCursor cursor, long padding) {
        long next = cursor.position() + padding - 1 & -padding;
        // The last note of a section may lack its padding.
        cursor.seek(Math.min(next, cursor.end()));
    }
}
