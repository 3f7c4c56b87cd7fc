package dev.sonde.engine.corefile;

/**
 * A part of a file that was mapped, as the note NT_FILE has it.
 *
 * @param start the first address
 * @param end the address after the last
 * @param offset where in the file it starts, in bytes
 * @param path as the process knew it
 */
record CoreMapping(long start, long end, long offset, String path) {
    boolean contains(long address) {
        return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
    }
}
