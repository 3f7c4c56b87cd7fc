package dev.sonde.debuginfo.dwarf.cfi;

import static dev.sonde.debuginfo.dwarf.cfi.DwEhPe.*;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalLong;

/** The binary search table of {@code .eh_frame_hdr}. Source: LSB Core 5.0 section 10.6.2. */
final class EhFrameHeader {
    private static final String SECTION = ".eh_frame_hdr";

    private final ByteCursor table;
    private final PointerReader pointers;
    private final int encoding;
    private final int addressSize;
    private final int pointerSize;
    private final long count;

    private EhFrameHeader(
            ByteCursor table, PointerReader pointers, int encoding, int addressSize, int pointerSize, long count) {
        this.table = table;
        this.pointers = pointers;
        this.encoding = encoding;
        this.addressSize = addressSize;
        this.pointerSize = pointerSize;
        this.count = count;
    }

    /** The table, or empty when the header has none that can be searched. */
    static Optional<EhFrameHeader> parse(MemorySegment bytes, long address, long textBase, int addressSize) {
        ByteCursor cursor = ByteCursor.of(SECTION, bytes);
        int version = cursor.u8();
        if (version != 1) {
            throw new FormatException(SECTION, 0, "unknown version " + version);
        }
        int framePointerEncoding = cursor.u8();
        int countEncoding = cursor.u8();
        int tableEncoding = cursor.u8();
        // datarel counts from the start of this header.
        var pointers = new PointerReader(address, textBase, address);
        if (framePointerEncoding != DW_EH_PE_omit) {
            pointers.pointer(cursor, framePointerEncoding, addressSize, 0);
        }
        if (countEncoding == DW_EH_PE_omit || tableEncoding == DW_EH_PE_omit) {
            return Optional.empty();
        }
        long count = pointers.pointer(cursor, countEncoding, addressSize, 0);
        int pointerSize = PointerReader.fixedSize(tableEncoding, addressSize);
        if (pointerSize == 0) {
            return Optional.empty();
        }
        if (count < 0 || count > cursor.remaining() / (2L * pointerSize)) {
            throw new FormatException(SECTION, cursor.position(), "a table of " + count + " entries does not fit");
        }
        return Optional.of(new EhFrameHeader(
                cursor.slice(count * 2 * pointerSize), pointers, tableEncoding, addressSize, pointerSize, count));
    }

    /** The address of the description that starts last at or before {@code pc}. */
    OptionalLong descriptionAddress(long pc) {
        ByteCursor cursor = table.at(table.position());
        long low = 0;
        long high = count;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (Long.compareUnsigned(read(cursor, 2 * middle), pc) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? OptionalLong.empty() : OptionalLong.of(read(cursor, 2 * low - 1));
    }

    private long read(ByteCursor cursor, long index) {
        cursor.seek(table.position() + index * pointerSize);
        return pointers.pointer(cursor, encoding, addressSize, 0);
    }
}
