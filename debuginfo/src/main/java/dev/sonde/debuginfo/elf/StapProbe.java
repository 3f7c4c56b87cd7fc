package dev.sonde.debuginfo.elf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in the code that its author has named for tools, by {@code <sys/sdt.h>}.
 *
 * <p>Source: "User Space Probe Implementation" of the SystemTap wiki.
 *
 * @param provider whose it is, such as {@code rtld} for the dynamic loader of glibc
 * @param name its name there; several places may have the same
 * @param address its file address
 * @param semaphore the file address of a counter of interested tools, 0 for none
 * @param arguments where its arguments are, in the assembler's syntax
 */
public record StapProbe(String provider, String name, long address, long semaphore, String arguments) {
    private static final String SECTION = ".note.stapsdt";
    private static final String BASE = ".stapsdt.base";
    private static final String OWNER = "stapsdt";
    private static final int TYPE = 3;

    /**
     * The probes of {@code file}, in its order.
     *
     * @throws FormatException if their section is malformed
     */
    public static List<StapProbe> readAll(ElfFile file) {
        List<StapProbe> probes = new ArrayList<>();
        for (Section section : file.sections()) {
            if (section.name().equals(SECTION)) {
                for (Note note : Note.readAll(SECTION, file.bytes(section), section.alignment())) {
                    if (note.type() == TYPE && note.name().equals(OWNER)) {
                        probes.add(read(file, note.descriptor()));
                    }
                }
            }
        }
        return List.copyOf(probes);
    }

    private static StapProbe read(ElfFile file, MemorySegment descriptor) {
        ByteCursor cursor = ByteCursor.of(SECTION, descriptor);
        long address = cursor.u64();
        long base = cursor.u64();
        long semaphore = cursor.u64();
        // Tools that move a file's addresses leave the notes as they are.
        long moved = base == 0
                ? 0
                : file.section(BASE).map(section -> section.address() - base).orElse(0L);
        return new StapProbe(
                cursor.string(),
                cursor.string(),
                address + moved,
                semaphore == 0 ? 0 : semaphore + moved,
                cursor.string());
    }
}
