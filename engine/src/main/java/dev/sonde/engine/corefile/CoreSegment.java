package dev.sonde.engine.corefile;

import dev.sonde.debuginfo.elf.Segment;

/**
 * A part of memory that the process had.
 *
 * @param index the number of the program header, from 0
 * @param header the program header, which may promise more than there is
 * @param available how many bytes of it are in the file
 */
record CoreSegment(int index, Segment header, long available) {
    long start() {
        return header.address();
    }

    long end() {
        return header.address() + header.memorySize();
    }

    boolean isSane() {
        return header.memorySize() > 0 && Long.compareUnsigned(start(), end()) < 0;
    }
}
