package dev.sonde.engine.corefile;

import dev.sonde.debuginfo.elf.BuildId;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/** The files whose contents a core file leaves out. May be asked from any thread. */
public interface BackingFiles {
    /**
     * The contents of a file that was mapped.
     *
     * @param path as the process knew it
     * @param buildId what the file must have, if the core file tells
     * @return the whole file; empty if it is not found
     */
    Optional<MemorySegment> contents(String path, Optional<BuildId> buildId);

    /**
     * Where the debugger has a file that was mapped.
     *
     * @param path as the process knew it
     * @param buildId what the file must have, if the core file tells
     */
    Optional<Path> file(String path, Optional<BuildId> buildId);

    /** The program that the user says the core file is of. */
    Optional<Path> program();

    /**
     * What is known to be loaded at {@code address} and cannot have changed, up to where that ends, for core files without
     * a note of what was mapped; empty if nothing is known.
     */
    MemorySegment loaded(long address);
}
