package dev.sonde.engine.corefile;

import dev.sonde.debuginfo.elf.ElfConstants;
import dev.sonde.engine.corefile.DumpedRegions.Dumped;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.MemoryRegion;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a core file of a stopped process as the kernel would: the notes, a program header for each mapping, and the contents
 * of those that are dumped. Pages of zeros are left out of the file, which has holes there.
 *
 * <p>Sources: gABI chapters 4 and 5; core(5); the kernel's {@code fs/binfmt_elf.c}.
 */
public final class CoreWriter {
    private static final int HEADER_SIZE = 64;
    private static final int PROGRAM_HEADER_SIZE = 56;
    private static final int SECTION_HEADER_SIZE = 64;
    private static final int SECTION_INFO = 44;
    private static final int CHUNK = 1 << 20;
    private static final byte[] IDENT = {0x7f, 'E', 'L', 'F', 2, 1, 1};
    private static final int IDENT_SIZE = 16;
    private static final MemorySegment ZEROS =
            Arena.global().allocate(CoreLayout.PAGE, CoreLayout.PAGE).asReadOnly();

    private final Inferior inferior;
    private final List<Dumped> regions;
    private final byte[] notes;
    private final long notesOffset;
    private final long contentsOffset;

    private CoreWriter(Inferior inferior, List<InferiorThread> threads, List<Dumped> regions) {
        this.inferior = inferior;
        this.regions = regions;
        notes = NoteWriter.notes(
                inferior, threads, regions.stream().map(Dumped::region).toList());
        notesOffset = HEADER_SIZE + (long) headers() * PROGRAM_HEADER_SIZE + (isExtended() ? SECTION_HEADER_SIZE : 0);
        contentsOffset = notesOffset + notes.length + CoreLayout.PAGE - 1 & -CoreLayout.PAGE;
    }

    /**
     * Writes {@code file}; if that fails, the file is removed.
     *
     * @param first the thread that the file shall tell of first
     * @param useFilter whether the process's {@code coredump_filter} counts, or else the kernel's default
     * @param excluded whether memory that the program has excluded is dumped all the same
     * @throws IOException if the file cannot be written
     * @throws InterruptedException if this Java thread was interrupted
     */
    public static void write(Inferior inferior, InferiorThread first, Path file, boolean useFilter, boolean excluded)
            throws IOException, InterruptedException {
        List<InferiorThread> threads = new ArrayList<>(inferior.threads());
        threads.remove(first);
        threads.addFirst(first);
        CoreWriter writer = new CoreWriter(inferior, threads, DumpedRegions.of(inferior, useFilter, excluded));
        try (RandomAccessFile output = new RandomAccessFile(file.toFile(), "rw")) {
            boolean written = false;
            try {
                output.setLength(0);
                writer.write(output);
                written = true;
            } finally {
                if (!written) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private int headers() {
        return regions.size() + 1;
    }

    /** Whether the program headers are more than the ELF header can count. */
    private boolean isExtended() {
        return headers() >= ElfConstants.PN_XNUM;
    }

    private void write(RandomAccessFile output) throws IOException, InterruptedException {
        FileChannel channel = output.getChannel();
        put(channel, header(), 0);
        long offset = contentsOffset;
        try (Arena arena = Arena.ofShared()) {
            MemorySegment chunk = arena.allocate(CHUNK, CoreLayout.PAGE);
            for (Dumped dumped : regions) {
                if (dumped.touched()) {
                    copy(dumped.region().start(), dumped.bytes(), channel, offset, chunk);
                }
                offset += dumped.bytes();
            }
        }
        output.setLength(offset);
    }

    /** Everything before the contents. */
    private ByteBuffer header() {
        ByteBuffer header =
                ByteBuffer.allocate(Math.toIntExact(notesOffset + notes.length)).order(ByteOrder.LITTLE_ENDIAN);
        header.put(IDENT).position(IDENT_SIZE);
        header.putShort((short) ElfConstants.ET_CORE)
                .putShort((short) ElfConstants.EM_X86_64)
                .putInt(1)
                .putLong(0)
                .putLong(HEADER_SIZE)
                .putLong(isExtended() ? notesOffset - SECTION_HEADER_SIZE : 0)
                .putInt(0)
                .putShort((short) HEADER_SIZE)
                .putShort((short) PROGRAM_HEADER_SIZE)
                .putShort((short) (isExtended() ? ElfConstants.PN_XNUM : headers()))
                .putShort((short) (isExtended() ? SECTION_HEADER_SIZE : 0))
                .putShort((short) (isExtended() ? 1 : 0))
                .putShort((short) 0);
        programHeader(header, ElfConstants.PT_NOTE, 0, notesOffset, 0, notes.length, 0, 4);
        long offset = contentsOffset;
        for (Dumped dumped : regions) {
            MemoryRegion region = dumped.region();
            int flags = (region.isReadable() ? ElfConstants.PF_R : 0)
                    | (region.isWritable() ? ElfConstants.PF_W : 0)
                    | (region.isExecutable() ? ElfConstants.PF_X : 0);
            programHeader(
                    header,
                    ElfConstants.PT_LOAD,
                    flags,
                    offset,
                    region.start(),
                    dumped.bytes(),
                    region.size(),
                    CoreLayout.PAGE);
            offset += dumped.bytes();
        }
        if (isExtended()) {
            header.putInt(header.position() + SECTION_INFO, headers());
            header.position(header.position() + SECTION_HEADER_SIZE);
        }
        return header.put(notes).flip();
    }

    private static void programHeader(
            ByteBuffer into, int type, int flags, long offset, long address, long inFile, long inMemory, long align) {
        into.putInt(type)
                .putInt(flags)
                .putLong(offset)
                .putLong(address)
                .putLong(0)
                .putLong(inFile)
                .putLong(inMemory)
                .putLong(align);
    }

    private void copy(long start, long length, FileChannel channel, long offset, MemorySegment chunk)
            throws IOException, InterruptedException {
        long done = 0;
        while (done < length) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            MemorySegment wanted = chunk.asSlice(0, Math.min(CHUNK, length - done));
            long read = inferior.memory().read(start + done, wanted);
            putPages(channel, wanted.asSlice(0, read), offset + done);
            done += read;
            if (read < wanted.byteSize()) {
                // Nobody can read this page: zeros are what gdb and the kernel have there.
                done = done / CoreLayout.PAGE * CoreLayout.PAGE + CoreLayout.PAGE;
            }
        }
    }

    /** Writes runs of pages that have something in them. */
    private static void putPages(FileChannel channel, MemorySegment bytes, long offset) throws IOException {
        long runStart = -1;
        for (long at = 0; at < bytes.byteSize(); at += CoreLayout.PAGE) {
            long size = Math.min(CoreLayout.PAGE, bytes.byteSize() - at);
            boolean zero = MemorySegment.mismatch(bytes, at, at + size, ZEROS, 0, size) < 0;
            if (zero && runStart >= 0) {
                put(channel, bytes.asSlice(runStart, at - runStart).asByteBuffer(), offset + runStart);
                runStart = -1;
            } else if (!zero && runStart < 0) {
                runStart = at;
            }
        }
        if (runStart >= 0) {
            put(channel, bytes.asSlice(runStart).asByteBuffer(), offset + runStart);
        }
    }

    private static void put(FileChannel channel, ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }
}
