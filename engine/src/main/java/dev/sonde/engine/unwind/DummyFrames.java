package dev.sonde.engine.unwind;

import dev.sonde.engine.x86_64.RegisterFile;
import java.util.Optional;

/**
 * The calls that the debugger has made into the program and that have not returned. Each has a frame of its own on the stack,
 * without code, that stands for the debugger.
 */
@FunctionalInterface
public interface DummyFrames {
    /** None. */
    DummyFrames NONE = (tid, pc, sp) -> Optional.empty();

    /**
     * The registers that a thread had when the debugger made it call a function.
     *
     * @param pc where the function returns to
     * @param sp what rsp is when it has returned
     * @return empty if that is no frame of the debugger's
     */
    Optional<RegisterFile> registers(int tid, long pc, long sp);
}
