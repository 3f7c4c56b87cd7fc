package dev.sonde.server.gdbserver;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.rsp.PacketCursor;
import dev.sonde.engine.rsp.ThreadId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Starting, attaching to, letting go and killing processes. */
final class ProcessPackets {
    private final Session session;

    ProcessPackets(Session session) {
        this.session = session;
    }

    void addTo(PacketTable table) {
        table.exact("!", packet -> extend());
        table.prefix("vRun;", this::run);
        table.prefix("vAttach;", packet -> attach(packet.number(Integer.MAX_VALUE)));
        table.prefix("vKill;", this::kill);
        table.prefix("D", this::detach);
        table.prefix("k", packet -> killAll());
        table.prefix("R", packet -> restart());
    }

    private Stub stub() {
        return session.stub();
    }

    private Reply extend() {
        stub().extend();
        return Reply.OK;
    }

    private boolean mayAdd() {
        boolean may = (stub().isExtended() && session.features().multiprocess)
                || session.processes().isEmpty();
        if (!may) {
            stub().say("Already debugging a process");
        }
        return may;
    }

    private Reply run(PacketCursor packet) {
        if (!mayAdd()) {
            return Reply.ERROR;
        }
        String program = packet.hexText();
        List<String> arguments = new ArrayList<>();
        while (packet.accept(";")) {
            arguments.add(packet.hexText());
        }
        packet.expectEnd();
        stub().programs().choose(program, arguments);
        return started(saying(stub()::launch));
    }

    private ServedProcess saying(Supplier<ServedProcess> start) {
        try {
            return start.get();
        } catch (DebugException e) {
            stub().say("gdbserver: " + e.getMessage());
            throw e;
        }
    }

    private Reply started(ServedProcess process) {
        session.execution().adopt(process);
        InferiorThread thread = session.processes()
                .thread(ThreadId.of(process.pid(), ThreadId.ANY))
                .orElseThrow(() -> new DebugException("Process " + process.pid() + " has ended"));
        session.selectGeneral(process.id(thread));
        return new Reply(Optional.of(session.announce(new Report.Stopped(process, thread, new StopCause.StepDone()))));
    }

    Reply attach(int pid) {
        if (!mayAdd()) {
            return Reply.ERROR;
        }
        ServedProcess process = saying(() -> stub().attach(pid));
        if (!session.execution().nonStop()) {
            return started(process);
        }
        session.execution().adopt(process);
        session.execution().tellStopped(process);
        return Reply.OK;
    }

    private Reply kill(PacketCursor packet) {
        ServedProcess process = process(packet.number());
        process.inferior().kill();
        session.execution().forget(process);
        return Reply.OK;
    }

    private ServedProcess process(long pid) {
        return session.processes()
                .find(pid)
                .orElseThrow(() -> new DebugException("Process " + pid + " is not debugged"));
    }

    /** {@code D} or {@code D;PID}. */
    private Reply detach(PacketCursor packet) {
        ServedProcess process = packet.accept(";") ? process(packet.number()) : session.process();
        stub().say("Detaching from process " + process.pid());
        process.inferior().detach(SignalDelivery.pending());
        session.execution().forget(process);
        if (!stub().isExtended() && session.processes().isEmpty()) {
            session.end();
        }
        return Reply.OK;
    }

    private Reply killAll() {
        if (!session.processes().isEmpty()) {
            stub().say("Killing all inferiors");
            endAll();
        }
        if (!stub().isExtended()) {
            session.end();
        }
        return Reply.NONE;
    }

    private void endAll() {
        for (ServedProcess process : session.processes().allMade()) {
            process.inferior().kill();
            session.execution().forget(process);
        }
    }

    /** Starts the program anew; the debugger asks what has become of it. */
    private Reply restart() {
        if (!stub().isExtended()) {
            return Reply.UNKNOWN;
        }
        endAll();
        stub().say("GDBserver restarting");
        if (stub().programs().isKnown()) {
            started(saying(stub()::launch));
        }
        return Reply.NONE;
    }
}
