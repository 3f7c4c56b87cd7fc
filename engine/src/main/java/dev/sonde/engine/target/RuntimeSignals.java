package dev.sonde.engine.target;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.MemoryRegion;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.signal.SigInfo;
import dev.sonde.engine.signal.Signal;
import dev.sonde.engine.signal.SignalPolicies;
import dev.sonde.engine.signal.SignalPolicy;
import java.util.function.Consumer;

/**
 * Signals that a language's runtime raises as a part of its work: HotSpot finds null pointers and stops its threads by
 * SIGSEGV. What the user has said of a signal counts more.
 *
 * <p>Source: the JDK's "Troubleshooting Guide", "Handle Signals and Exceptions".
 */
final class RuntimeSignals {
    private static final String JAVA_LIBRARY = "/libjvm.so";
    private static final SignalPolicy SILENT = new SignalPolicy(false, false, true);

    private final SignalPolicies policies;
    private final Consumer<Notice> notices;
    private boolean changed;

    RuntimeSignals(SignalPolicies policies, Consumer<Notice> notices) {
        this.policies = policies;
        this.notices = notices;
    }

    /** Whether a signal is none of the user's concern; it, and those like it, are passed in silence from then on. */
    boolean isItsWork(Inferior process, StopCause cause) {
        if (!(cause instanceof StopCause.Signalled(SigInfo info))
                || info.number() != segmentationFault().number()
                || policies.isChosen(segmentationFault())
                || process.info().regions().stream().noneMatch(RuntimeSignals::isJava)) {
            return false;
        }
        if (!changed) {
            changed = true;
            policies.set(segmentationFault(), SILENT);
            notices.accept(new Notice.Warning("process " + process.pid()
                    + " is a Java virtual machine, which raises SIGSEGV as a part of its work: it is passed on in silence."
                    + "\nUse \"handle SIGSEGV stop print\" to see it."));
        }
        return true;
    }

    /** Another program is debugged from now on. */
    void reset() {
        if (changed) {
            changed = false;
            if (!policies.isChosen(segmentationFault())) {
                policies.set(segmentationFault(), SignalPolicies.defaultOf(segmentationFault()));
            }
        }
    }

    private static boolean isJava(MemoryRegion region) {
        return region.name().endsWith(JAVA_LIBRARY);
    }

    private static Signal segmentationFault() {
        return Signal.named("SIGSEGV").orElseThrow();
    }
}
