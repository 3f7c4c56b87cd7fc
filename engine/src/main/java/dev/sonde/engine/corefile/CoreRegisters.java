package dev.sonde.engine.corefile;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.RegisterLocation;
import dev.sonde.engine.x86_64.RegisterSource;
import dev.sonde.engine.x86_64.XsaveLayout;
import java.lang.foreign.MemorySegment;

/** The registers of a thread, from its notes. Those that the file does not have are not available. */
final class CoreRegisters implements RegisterSource {
    private final ThreadNotes notes;

    CoreRegisters(ThreadNotes notes) {
        this.notes = notes;
    }

    @Override
    public boolean isAvailable(Register register) {
        return switch (register.location()) {
            case RegisterLocation.DebugArea _ -> false;
            case RegisterLocation.XsaveArea _,
                    RegisterLocation.XsavePieces _,
                    RegisterLocation.TagWord _,
                    RegisterLocation.PhysicalX87 _ -> vectors().byteSize() > 0;
            case RegisterLocation.GeneralArea _, RegisterLocation.Slice _ -> true;
        };
    }

    /** The legacy region is the same in both notes. */
    private MemorySegment vectors() {
        return notes.xsave().byteSize() > 0 ? notes.xsave() : notes.floatingPoint();
    }

    @Override
    public void readGeneral(MemorySegment into) {
        MemorySegment.copy(notes.status(), CoreLayout.STATUS_REGISTERS, into, 0, RegisterFile.GENERAL_BYTES);
    }

    @Override
    public long readXsave(MemorySegment into) {
        MemorySegment from = vectors();
        if (from.byteSize() == 0) {
            throw new DebugException("The core file has no vector registers of thread " + notes.tid());
        }
        long length =
                notes.xsave().byteSize() > 0 ? Math.min(from.byteSize(), into.byteSize()) : XsaveLayout.LEGACY_BYTES;
        MemorySegment.copy(from, 0, into, 0, length);
        return length;
    }

    @Override
    public long readDebug(int index) {
        throw new DebugException("A core file has no debug registers");
    }
}
