package dev.sonde.engine.inferior;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Memory that is read a page at a time, each page once. For as long as nothing but this object changes the memory, such as
 * the printing of one value: a container's elements are near one another, and a system call costs more than a page.
 */
public final class PageCache implements Memory {
    private static final int PAGE = 4096;
    /** What is larger is read as a whole. */
    private static final int LARGE = 4 * PAGE;

    private static final int MAX_PAGES = 1024;

    private final Memory memory;
    private final Map<Long, byte[]> pages = new ConcurrentHashMap<>();

    /** @param memory what is read */
    public PageCache(Memory memory) {
        this.memory = memory;
    }

    /** Has everything read again: the program has run, or others have written. */
    public void forget() {
        pages.clear();
    }

    @Override
    public long read(long address, MemorySegment into) {
        long size = into.byteSize();
        if (size > LARGE) {
            return memory.read(address, into);
        }
        long done = 0;
        while (done < size) {
            long at = address + done;
            int offset = (int) (at & (PAGE - 1));
            byte[] page = page(at - offset);
            if (page.length == 0) {
                // The page may be readable in part: what a segment of a file does not fill, for one.
                return done + memory.read(at, into.asSlice(done));
            }
            long part = Math.min(size - done, PAGE - offset);
            MemorySegment.copy(MemorySegment.ofArray(page), offset, into, done, part);
            done += part;
        }
        return done;
    }

    /** A whole page; nothing if it cannot be read as a whole. */
    private byte[] page(long start) {
        byte[] known = pages.get(start);
        if (known == null) {
            if (pages.size() >= MAX_PAGES) {
                pages.clear();
            }
            byte[] read = memory.readUpTo(start, PAGE);
            known = read.length == PAGE ? read : new byte[0];
            pages.put(start, known);
        }
        return known;
    }

    @Override
    public long write(long address, MemorySegment from) {
        pages.clear();
        return memory.write(address, from);
    }

    @Override
    public long changes() {
        return memory.changes();
    }
}
