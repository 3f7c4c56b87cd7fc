package dev.sonde.engine.inferior;

import java.util.ArrayList;
import java.util.List;

/**
 * A mapped region of a process.
 *
 * @param start the first address
 * @param end the address after the last
 * @param permissions as the kernel writes them, such as {@code r-xp}
 * @param offset where in the file it starts
 * @param device the file's device, such as {@code 08:01}
 * @param inode the file's inode, 0 for none
 * @param name the file's path, or a name in brackets such as {@code [stack]}; empty for an anonymous region
 */
public record MemoryRegion(
        long start, long end, String permissions, long offset, String device, long inode, String name) {
    /** The number of bytes. */
    public long size() {
        return end - start;
    }

    /** Whether {@code address} lies in the region. */
    public boolean contains(long address) {
        return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
    }

    /** Whether the program may read it. */
    public boolean isReadable() {
        return permissions.charAt(0) == 'r';
    }

    /** Whether the program may write it. */
    public boolean isWritable() {
        return permissions.charAt(1) == 'w';
    }

    /** Whether the program may execute it. */
    public boolean isExecutable() {
        return permissions.charAt(2) == 'x';
    }

    /** Whether it maps a file. */
    public boolean isFile() {
        return name.startsWith("/");
    }

    /** The regions of {@code /proc/PID/maps}. Source: proc(5). */
    public static List<MemoryRegion> parse(String maps) {
        List<MemoryRegion> regions = new ArrayList<>();
        maps.lines().forEach(line -> regions.add(parseLine(line)));
        return regions;
    }

    private static MemoryRegion parseLine(String line) {
        int dash = line.indexOf('-');
        int space = line.indexOf(' ');
        int offset = line.indexOf(' ', space + 1);
        int device = line.indexOf(' ', offset + 1);
        int inode = line.indexOf(' ', device + 1);
        int name = line.indexOf(' ', inode + 1);
        int inodeEnd = name < 0 ? line.length() : name;
        return new MemoryRegion(
                Long.parseUnsignedLong(line, 0, dash, 16),
                Long.parseUnsignedLong(line, dash + 1, space, 16),
                line.substring(space + 1, offset),
                Long.parseUnsignedLong(line, offset + 1, device, 16),
                line.substring(device + 1, inode),
                Long.parseUnsignedLong(line, inode + 1, inodeEnd, 10),
                line.substring(inodeEnd).strip());
    }
}
