package dev.sonde.engine.corefile;

import dev.sonde.debuginfo.elf.ElfConstants;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes core files up: one thread, and memory of pages that each begin with their number. */
final class CoreBuilder {
    static final int TID = 4711;
    static final long FIRST_PAGE = 0x10000;
    static final int PAGE = 4096;
    private static final int HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int SECTION_HEADER = 64;
    private static final int SECTION_INFO = 44;

    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

    CoreBuilder() {
        byte[] bytes = new byte[CoreLayout.STATUS_SIZE];
        ByteBuffer status = little(bytes);
        status.putInt(CoreLayout.STATUS_TID, TID).putShort(CoreLayout.STATUS_SIGNAL, (short) 11);
        note(CoreLayout.NT_PRSTATUS, bytes);
    }

    CoreBuilder note(int type, byte[] content) {
        byte[] name = "CORE\0\0\0\0".getBytes(StandardCharsets.US_ASCII);
        byte[] header = new byte[12];
        little(header).putInt(5).putInt(content.length).putInt(type);
        notes.writeBytes(header);
        notes.writeBytes(name);
        notes.writeBytes(Arrays.copyOf(content, content.length + 3 & -4));
        return this;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The file, with {@code pages} pages, two of address space apart; those from the 16-bit limit on are counted elsewhere. */
    byte[] build(int pages) {
        int headers = pages + 1;
        boolean extended = headers >= ElfConstants.PN_XNUM;
        int table = HEADER + headers * PROGRAM_HEADER;
        int notesAt = table + (extended ? SECTION_HEADER : 0);
        int contents = notesAt + notes.size();
        byte[] bytes = new byte[contents + pages * Long.BYTES];
        ByteBuffer file = little(bytes);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
        file.putShort((short) ElfConstants.ET_CORE).putShort((short) ElfConstants.EM_X86_64);
        file.putInt(1).putLong(0).putLong(HEADER).putLong(extended ? table : 0).putInt(0);
        file.putShort((short) HEADER).putShort((short) PROGRAM_HEADER);
        file.putShort((short) (extended ? ElfConstants.PN_XNUM : headers));
        file.putShort((short) SECTION_HEADER)
                .putShort((short) (extended ? 1 : 0))
                .putShort((short) 0);
        file.putInt(ElfConstants.PT_NOTE).putInt(0).putLong(notesAt).putLong(0).putLong(0);
        file.putLong(notes.size()).putLong(0).putLong(4);
        for (int i = 0; i < pages; i++) {
            file.putInt(ElfConstants.PT_LOAD).putInt(ElfConstants.PF_R).putLong(contents + (long) i * Long.BYTES);
            file.putLong(page(i)).putLong(0).putLong(Long.BYTES).putLong(PAGE).putLong(PAGE);
        }
        if (extended) {
            file.putInt(table + SECTION_INFO, headers);
        }
        file.position(notesAt).put(notes.toByteArray());
        for (int i = 0; i < pages; i++) {
            file.putLong(i);
        }
        return bytes;
    }

    static long page(int number) {
        return FIRST_PAGE + 2L * PAGE * number;
    }
}
