package dev.sonde.engine.expression;

import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Note;
import dev.sonde.debuginfo.elf.Segment;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.RegisterSource;
import dev.sonde.engine.x86_64.RegisterTable;
import dev.sonde.engine.x86_64.XsaveLayout;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;

/** The registers and the memory that gdb saved in a core file, and the constant pages that it left to the program. */
final class CoreFile implements Memory, RegisterSource {
    private static final int NT_PRSTATUS = 1;
    private static final int NT_X86_XSTATE = 0x202;
    private static final int PRSTATUS_REGISTERS = 112;
    private static final int PT_LOAD = 1;

    private final List<ElfFile> files;
    private final MemorySegment status;
    private final MemorySegment xsave;

    CoreFile(Path core, Path program) throws IOException {
        ElfFile image = ElfFile.open(core);
        files = List.of(image, ElfFile.open(program));
        status = note(image, NT_PRSTATUS);
        xsave = note(image, NT_X86_XSTATE);
    }

    private static MemorySegment note(ElfFile core, int type) {
        return core.notes().stream()
                .filter(note -> note.type() == type)
                .map(Note::descriptor)
                .findFirst()
                .orElseThrow();
    }

    RegisterFile registers() {
        return new RegisterFile(RegisterTable.of(XsaveLayout.ofSavedArea(xsave).orElseThrow()), this);
    }

    @Override
    public long read(long address, MemorySegment into) {
        long done = 0;
        while (done < into.byteSize()) {
            MemorySegment bytes = from(address + done);
            if (bytes.byteSize() == 0) {
                break;
            }
            long length = Math.min(bytes.byteSize(), into.byteSize() - done);
            MemorySegment.copy(bytes, 0, into, done, length);
            done += length;
        }
        return done;
    }

    private MemorySegment from(long address) {
        for (ElfFile file : files) {
            for (Segment segment : file.segments()) {
                long offset = address - segment.address();
                if (segment.type() == PT_LOAD && offset >= 0 && offset < segment.fileSize()) {
                    return file.bytes(segment).asSlice(offset);
                }
            }
        }
        return MemorySegment.NULL;
    }

    @Override
    public long write(long address, MemorySegment from) {
        return 0;
    }

    @Override
    public void readGeneral(MemorySegment into) {
        MemorySegment.copy(status, PRSTATUS_REGISTERS, into, 0, RegisterFile.GENERAL_BYTES);
    }

    @Override
    public long readXsave(MemorySegment into) {
        long length = Math.min(xsave.byteSize(), into.byteSize());
        MemorySegment.copy(xsave, ValueLayout.JAVA_BYTE, 0, into, ValueLayout.JAVA_BYTE, 0, length);
        return xsave.byteSize();
    }

    @Override
    public long readDebug(int index) {
        return 0;
    }
}
