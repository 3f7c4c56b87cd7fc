package dev.sonde.server.gdbserver;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.rsp.PacketCursor;
import java.util.List;

/** What the stub can do, and small questions about the program. */
final class QueryPackets {
    private static final String FEATURES = String.join(
            ";",
            "PacketSize=" + Integer.toHexString(Features.PACKET_SIZE),
            "QPassSignals+",
            "QProgramSignals+",
            "QStartupWithShell+",
            "QEnvironmentHexEncoded+",
            "QEnvironmentReset+",
            "QEnvironmentUnset+",
            "QSetWorkingDir+",
            "QCatchSyscalls+",
            "qXfer:libraries-svr4:read+",
            "augmented-libraries-svr4-read+",
            "qXfer:auxv:read+",
            "qXfer:siginfo:read+",
            "qXfer:siginfo:write+",
            "qXfer:features:read+",
            "QStartNoAckMode+",
            "qXfer:osdata:read+",
            "multiprocess+",
            "fork-events+",
            "vfork-events+",
            "exec-events+",
            "QNonStop+",
            "QDisableRandomization+",
            "qXfer:threads:read+",
            "ConditionalBreakpoints+",
            "BreakpointCommands+",
            "swbreak+",
            "hwbreak+",
            "qXfer:exec-file:read+",
            "vContSupported+",
            "QThreadEvents+",
            "no-resumed+");

    private final Session session;

    QueryPackets(Session session) {
        this.session = session;
    }

    void addTo(PacketTable table) {
        table.prefix("qSupported", this::supported);
        table.exact("qAttached", packet -> attached(session.process()));
        table.prefix(
                "qAttached:",
                packet -> attached(session.processes()
                        .find(packet.number())
                        .orElseThrow(() -> new DebugException("There is no such process"))));
        table.prefix("qSymbol:", packet -> Reply.OK);
        table.exact("qTStatus", packet -> Reply.UNKNOWN);
        table.prefix("qRcmd,", new MonitorCommands(session)::run);
        table.prefix("qGetTLSAddr:", new ThreadLocals(session)::address);
    }

    private Reply supported(PacketCursor packet) {
        packet.accept(":");
        session.features().negotiate(List.of(packet.rest().split(";")));
        return Reply.text(FEATURES);
    }

    private static Reply attached(ServedProcess process) {
        return Reply.text(process.attached() ? "1" : "0");
    }
}
