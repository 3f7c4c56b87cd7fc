package dev.sonde.server.gdbserver;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.AuxiliaryVector;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.rsp.PacketCursor;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The dynamic loader's lists of what it has loaded, as a document; or the rest of one list, from an entry on.
 *
 * <p>Sources: "Debugging with GDB", section E.13, "Library List Format for SVR4 Targets"; {@code <link.h>}; gABI
 * chapter 5, "Dynamic Section".
 */
final class LibraryList {
    private static final long AT_PHNUM = 5;
    private static final int PROGRAM_HEADER = 56;
    private static final int PT_DYNAMIC = 2;
    private static final int PT_PHDR = 6;
    private static final long DT_DEBUG = 21;
    private static final int MOST_ENTRIES = 1 << 16;
    private static final int LONGEST_NAME = 4096;

    private final Memory memory;
    private final StringBuilder body = new StringBuilder();
    private final Set<Long> seen = new HashSet<>();
    private long main;

    private LibraryList(Memory memory) {
        this.memory = memory;
    }

    /**
     * The document.
     *
     * @param annex {@code NAME=VALUE;...}: {@code start} is the entry to begin at, {@code prev} the one before that,
     *     {@code lmid} the list that they are in; all lists if there is no {@code start}
     */
    static String write(Inferior inferior, PacketCursor annex) {
        long start = 0;
        long previous = 0;
        long list = 0;
        while (!annex.atEnd()) {
            String name = annex.until('=');
            long value = annex.number();
            switch (name) {
                case "start" -> start = value;
                case "prev" -> previous = value;
                case "lmid" -> list = value;
                default -> {} // of a later version
            }
            annex.accept(";");
        }
        LibraryList libraries = new LibraryList(inferior.memory());
        try {
            if (start != 0) {
                libraries.add(list, start, previous);
            } else {
                libraries.addAll(rendezvous(inferior));
            }
        } catch (MemoryFaultException e) {
            // The list ends where it cannot be read.
        }
        return libraries.document();
    }

    private String document() {
        String main = this.main == 0 ? "" : " main-lm=\"0x" + Long.toHexString(this.main) + "\"";
        return "<library-list-svr4 version=\"1.0\"" + main
                + (body.isEmpty() ? "/>" : ">" + body + "</library-list-svr4>");
    }

    /** Where the executable says that the loader tells what it has loaded; 0 before it has. */
    private static long rendezvous(Inferior inferior) {
        AuxiliaryVector vector = inferior.info().auxiliaryVector();
        long headers = vector.value(AuxiliaryVector.AT_PHDR).orElse(0);
        long count = Math.min(vector.value(AT_PHNUM).orElse(0), 0xffff);
        Memory memory = inferior.memory();
        long bias = 0;
        long dynamic = 0;
        for (long i = 0; i < count; i++) {
            long header = headers + i * PROGRAM_HEADER;
            int type = (int) memory.readLong(header);
            long address = memory.readLong(header + 16);
            bias = type == PT_PHDR ? headers - address : bias;
            dynamic = type == PT_DYNAMIC ? address : dynamic;
        }
        // An error sends the debugger to look for itself; the loader that was started as a program has no such entry.
        if (dynamic == 0) {
            throw new DebugException("The executable has no dynamic section");
        }
        for (long entry = bias + dynamic; memory.readLong(entry) != 0; entry += 16) {
            if (memory.readLong(entry) == DT_DEBUG) {
                return memory.readLong(entry + 8);
            }
        }
        throw new DebugException("The executable's dynamic section has no DT_DEBUG");
    }

    private void addAll(long first) {
        long rendezvous = first;
        while (rendezvous != 0 && seen.add(rendezvous)) {
            int version = (int) memory.readLong(rendezvous);
            long map = memory.readLong(rendezvous + 8);
            if (rendezvous == first && map != 0) {
                main = map;
                add(rendezvous, memory.readLong(map + 24), map);
            } else {
                add(rendezvous, map, 0);
            }
            rendezvous = version >= 2 ? memory.readLong(rendezvous + 40) : 0;
        }
    }

    private void add(long list, long start, long before) {
        long previous = before;
        long entry = start;
        while (entry != 0 && seen.add(entry) && seen.size() < MOST_ENTRIES) {
            if (memory.readLong(entry + 32) != previous) {
                break; // the list is being changed
            }
            String name = name(memory.readLong(entry + 8));
            if (!name.isEmpty()) {
                body.append("<library name=\"").append(Xml.escape(name)).append('"');
                attribute("lm", entry);
                attribute("l_addr", memory.readLong(entry));
                attribute("l_ld", memory.readLong(entry + 16));
                attribute("lmid", list);
                body.append("/>");
            }
            previous = entry;
            entry = memory.readLong(entry + 24);
        }
    }

    private void attribute(String name, long value) {
        body.append(' ')
                .append(name)
                .append("=\"0x")
                .append(Long.toHexString(value))
                .append('"');
    }

    private String name(long address) {
        byte[] bytes = memory.readUpTo(address, LONGEST_NAME);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
