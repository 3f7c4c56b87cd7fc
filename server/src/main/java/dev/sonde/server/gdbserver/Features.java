package dev.sonde.server.gdbserver;

import dev.sonde.engine.rsp.RemoteSignal;
import java.util.List;
import java.util.Set;

/** What has been agreed with the debugger on this connection. */
final class Features {
    /** The largest packet, in bytes, that the stub is announced to take. */
    static final int PACKET_SIZE = 0x20000;

    private final Set<String> disabled;
    boolean multiprocess;
    boolean forkEvents;
    boolean vforkEvents;
    boolean execEvents;
    boolean swbreak;
    boolean hwbreak;
    boolean noResumed;
    boolean threadEvents;
    /** Whether packets may name a thread at their end, as lldb does. */
    boolean threadSuffix;
    /** Whether stop replies list all threads. */
    boolean listsThreads;

    Features(List<String> disabled) {
        this.disabled = Set.copyOf(disabled);
    }

    /** Whether the command line has a packet refused. */
    boolean refuses(String packet) {
        return disabled.contains(packet);
    }

    void negotiate(List<String> offered) {
        multiprocess = offered.contains("multiprocess+");
        forkEvents = offered.contains("fork-events+");
        vforkEvents = offered.contains("vfork-events+");
        execEvents = offered.contains("exec-events+");
        swbreak = offered.contains("swbreak+");
        hwbreak = offered.contains("hwbreak+");
        noResumed = offered.contains("no-resumed+");
    }

    /** A signal's number as the debugger knows it: lldb takes those of the system that it talks to. */
    int toDebugger(int signal) {
        return threadSuffix ? signal : RemoteSignal.ofLinux(signal);
    }

    /** Linux's number of a signal that the debugger has named. */
    int fromDebugger(int signal) {
        return threadSuffix ? signal : RemoteSignal.toLinux(signal);
    }
}
