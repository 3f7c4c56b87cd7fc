package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.symbols.SourceLocation;
import java.util.List;

/**
 * Where the code of an inlined function begins, nothing in the machine tells whether the function was called already: both
 * its first instruction and the call are at the same pc. A thread that stops there is seen before the call, so that a step
 * can enter it, unless a breakpoint inside stopped it.
 */
final class InlineEntry {
    private InlineEntry() {}

    /** How many of the functions inlined at {@code pc} a thread that stopped there has not entered. */
    static int notEntered(Modules modules, long pc, List<StopReason> reasons) {
        List<SourceLocation> frames =
                modules.at(pc).map(module -> module.sourceFrames(pc)).orElse(List.of());
        int begun = 0;
        while (begun < frames.size()
                && frames.get(begun).inlined()
                && frames.get(begun).block() == pc) {
            begun++;
        }
        for (StopReason reason : reasons) {
            if (begun > 0 && reason instanceof StopReason.BreakpointHit(var breakpoint) && !breakpoint.isInternal()) {
                return breakpoint.spec() instanceof LocationSpec.Function function
                        ? outside(frames, begun, function)
                        : 0;
            }
        }
        return begun;
    }

    /** How many functions are inside the one that the breakpoint is for. */
    private static int outside(List<SourceLocation> frames, int begun, LocationSpec.Function function) {
        for (int i = 0; i < begun; i++) {
            if (function.names(frames.get(i))) {
                return i;
            }
        }
        return begun;
    }
}
