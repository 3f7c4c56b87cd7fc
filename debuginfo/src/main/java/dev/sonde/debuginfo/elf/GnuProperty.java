package dev.sonde.debuginfo.elf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A program property of a {@code .note.gnu.property} note (Linux Extensions to gABI; x86-64 psABI section 4.1.1).
 *
 * @param type its kind, such as {@link #GNU_PROPERTY_X86_FEATURE_1_AND}
 * @param data its content, a view of the file
 */
public record GnuProperty(int type, MemorySegment data) {
    /** The kind whose content says which control-flow protections all code of the file supports. */
    public static final int GNU_PROPERTY_X86_FEATURE_1_AND = 0xc0000002;
    /** The kind whose content says which x86-64 instruction set level the file needs. */
    public static final int GNU_PROPERTY_X86_ISA_1_NEEDED = 0xc0008002;
    /** The bit of {@link #GNU_PROPERTY_X86_FEATURE_1_AND} for indirect branch tracking ({@code endbr64}). */
    public static final int GNU_PROPERTY_X86_FEATURE_1_IBT = 1;
    /** The bit of {@link #GNU_PROPERTY_X86_FEATURE_1_AND} for shadow stacks. */
    public static final int GNU_PROPERTY_X86_FEATURE_1_SHSTK = 2;

    /** The content as a set of bits, 0 if it is not four bytes long. */
    public long bits() {
        return data.byteSize() == 4 ? ByteCursor.of(ElfFile.NOTE_PROPERTY, data).u32() : 0;
    }

    static List<GnuProperty> readAll(MemorySegment descriptor) {
        List<GnuProperty> properties = new ArrayList<>();
        ByteCursor cursor = ByteCursor.of(ElfFile.NOTE_PROPERTY, descriptor);
        while (cursor.hasRemaining()) {
            int type = cursor.s32();
            properties.add(new GnuProperty(type, cursor.bytes(cursor.u32())));
            cursor.seek(Math.min(cursor.position() + 7 & -8L, cursor.end()));
        }
        return List.copyOf(properties);
    }
}
