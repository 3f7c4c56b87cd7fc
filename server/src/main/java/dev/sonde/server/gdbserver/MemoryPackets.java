package dev.sonde.server.gdbserver;

import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.rsp.PacketCursor;
import java.lang.foreign.MemorySegment;

/** Reading, writing, searching and comparing memory. */
final class MemoryPackets {
    /** What is read at once when much is searched or summed up. */
    private static final int CHUNK = 1 << 16;

    private static final int CRC_POLYNOMIAL = 0x04c11db7;

    private final Session session;
    private final int[] crcTable = crcTable();

    MemoryPackets(Session session) {
        this.session = session;
    }

    void addTo(PacketTable table) {
        table.prefix("m", this::read);
        table.prefix("M", this::writeHex);
        table.prefix("X", this::writeBinary);
        table.prefix("x", this::readBinary);
        table.prefix("qCRC:", this::sum);
        table.prefix("qSearch:memory:", this::search);
    }

    private Memory memory() {
        return session.process().inferior().memory();
    }

    private Reply read(PacketCursor packet) {
        long address = packet.number();
        packet.expect(",");
        int length = packet.number(Integer.MAX_VALUE);
        byte[] bytes = readUpTo(address, Math.min(length, Features.PACKET_SIZE / 2));
        return Reply.of(new PacketBuilder(2 * bytes.length).hex(bytes));
    }

    /** lldb's form; a length of 0 asks whether it is known. */
    private Reply readBinary(PacketCursor packet) {
        long address = packet.number();
        packet.expect(",");
        int length = packet.number(Integer.MAX_VALUE);
        if (length == 0) {
            return Reply.OK;
        }
        byte[] bytes = readUpTo(address, Math.min(length, Features.PACKET_SIZE));
        return Reply.of(new PacketBuilder(bytes.length).binary(bytes));
    }

    private byte[] readUpTo(long address, int length) {
        byte[] bytes = memory().readUpTo(address, length);
        if (bytes.length == 0 && length > 0) {
            throw new MemoryFaultException(address, length);
        }
        return bytes;
    }

    private Reply writeHex(PacketCursor packet) {
        long address = packet.number();
        packet.expect(",");
        int length = packet.number(Integer.MAX_VALUE);
        packet.expect(":");
        return write(address, packet.hexBytes(length));
    }

    private Reply writeBinary(PacketCursor packet) {
        long address = packet.number();
        packet.expect(",");
        int length = packet.number(Integer.MAX_VALUE);
        packet.expect(":");
        byte[] bytes = packet.binary();
        return bytes.length == length ? write(address, bytes) : Reply.ERROR;
    }

    private Reply write(long address, byte[] bytes) {
        return Reply.okIf(bytes.length == 0 || memory().write(address, MemorySegment.ofArray(bytes)) == bytes.length);
    }

    /** The sum that gdb compares sections by. */
    private Reply sum(PacketCursor packet) {
        long address = packet.number();
        packet.expect(",");
        long length = packet.number();
        int crc = -1;
        for (long done = 0; done < length; ) {
            byte[] bytes = memory().readBytes(address + done, (int) Math.min(CHUNK, length - done));
            for (byte b : bytes) {
                crc = crc << 8 ^ crcTable[(crc >>> 24 ^ b) & 0xff];
            }
            done += bytes.length;
        }
        return Reply.of(PacketBuilder.of("C").number(Integer.toUnsignedLong(crc)));
    }

    private static int[] crcTable() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? crc << 1 ^ CRC_POLYNOMIAL : crc << 1;
            }
            table[i] = crc;
        }
        return table;
    }

    private Reply search(PacketCursor packet) {
        long address = packet.number();
        packet.expect(";");
        long length = packet.number();
        packet.expect(";");
        byte[] pattern = packet.binary();
        if (pattern.length == 0 || pattern.length > CHUNK) {
            return Reply.ERROR;
        }
        for (long done = 0; length - done >= pattern.length; done += CHUNK) {
            int wanted = (int) Math.min(CHUNK + pattern.length - 1, length - done);
            byte[] bytes = memory().readBytes(address + done, wanted);
            int found = indexOf(bytes, pattern);
            if (found >= 0) {
                return Reply.of(PacketBuilder.of("1,").number(address + done + found));
            }
        }
        return Reply.text("0");
    }

    private static int indexOf(byte[] bytes, byte[] pattern) {
        for (int i = 0; i + pattern.length <= bytes.length; i++) {
            int matched = 0;
            while (matched < pattern.length && bytes[i + matched] == pattern[matched]) {
                matched++;
            }
            if (matched == pattern.length) {
                return i;
            }
        }
        return -1;
    }
}
