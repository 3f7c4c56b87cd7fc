package dev.sonde.engine.inferior;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The auxiliary vector that the kernel hands to a program. Sources: getauxval(3), {@code <elf.h>}, {@code
 * <linux/auxvec.h>}.
 *
 * @param entries in the kernel's order, without the terminator
 */
public record AuxiliaryVector(List<Entry> entries) {
    /** The program headers' address. */
    public static final long AT_PHDR = 3;

    /** The interpreter's base address. */
    public static final long AT_BASE = 7;

    /** The program's entry point. */
    public static final long AT_ENTRY = 9;

    /** The address of the vDSO's ELF header. */
    public static final long AT_SYSINFO_EHDR = 33;

    /** One entry: an {@code AT_*} type and its value. */
    public record Entry(long type, long value) {}

    public AuxiliaryVector {
        entries = List.copyOf(entries);
    }

    /** The value of the first entry of {@code type}. */
    public OptionalLong value(long type) {
        return entries.stream()
                .filter(entry -> entry.type() == type)
                .mapToLong(Entry::value)
                .findFirst();
    }

    /** The vector in {@code bytes}, as {@code /proc/PID/auxv} and the core note NT_AUXV have it. */
    public static AuxiliaryVector parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Entry> entries = new ArrayList<>();
        while (buffer.remaining() >= 2 * Long.BYTES) {
            Entry entry = new Entry(buffer.getLong(), buffer.getLong());
            if (entry.type() == 0) {
                break;
            }
            entries.add(entry);
        }
        return new AuxiliaryVector(entries);
    }
}
