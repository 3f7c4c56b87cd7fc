package dev.sonde.server.gdbserver;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.rsp.PacketCursor;
import dev.sonde.server.gdbserver.TargetBreakpoint.Judgement;
import dev.sonde.server.gdbserver.agent.AgentExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Breakpoints and watchpoints. Planting one that is there, and removing one that is not, is no error. */
final class BreakpointPackets {
    private final Session session;

    BreakpointPackets(Session session) {
        this.session = session;
    }

    void addTo(PacketTable table) {
        table.prefix("Z", this::plant);
        table.prefix("z", this::remove);
    }

    private Reply plant(PacketCursor packet) {
        Optional<StopPoint> asked = point(packet);
        if (asked.isEmpty()) {
            return Reply.UNKNOWN;
        }
        StopPoint point = asked.get();
        Judgement judgement = judgement(packet);
        ServedProcess process = session.process();
        @Nullable TargetBreakpoint there = process.breakpoints().get(point);
        if (there != null) {
            there.judgement(judgement);
            if (process.inferior().state() == Inferior.State.STOPPED) {
                // The library that it was planted in may have made way for another one, of which the debugger knows.
                process.inferior().unplant(point);
                process.inferior().plant(point, there);
            }
            return Reply.OK;
        }
        TargetBreakpoint breakpoint = new TargetBreakpoint(judgement, session.stub()::print);
        process.inferior().plant(point, breakpoint);
        process.breakpoints().put(point, breakpoint);
        return Reply.OK;
    }

    private Reply remove(PacketCursor packet) {
        Optional<StopPoint> asked = point(packet);
        if (asked.isEmpty()) {
            return Reply.UNKNOWN;
        }
        ServedProcess process = session.process();
        if (process.breakpoints().remove(asked.get()) != null) {
            process.inferior().unplant(asked.get());
        }
        return Reply.OK;
    }

    /** {@code TYPE,ADDRESS,KIND}; empty for a type that the processor cannot watch: reads alone. */
    private static Optional<StopPoint> point(PacketCursor packet) {
        char type = packet.next();
        packet.expect(",");
        long address = packet.number();
        packet.expect(",");
        long kind = packet.number();
        return switch (type) {
            case '0' -> Optional.of(new StopPoint.Execute(address, false));
            case '1' -> Optional.of(new StopPoint.Execute(address, true));
            case '2' -> Optional.of(new StopPoint.Access(address, Math.max(1, kind), StopPoint.Access.Kind.WRITE));
            case '4' -> Optional.of(new StopPoint.Access(address, Math.max(1, kind), StopPoint.Access.Kind.READ_WRITE));
            default -> Optional.empty();
        };
    }

    /** {@code ;X LENGTH,CODE...} for conditions, then {@code ;cmds:PERSIST,X LENGTH,CODE...}. */
    private static Judgement judgement(PacketCursor packet) {
        List<AgentExpression> conditions = new ArrayList<>();
        List<AgentExpression> commands = new ArrayList<>();
        while (packet.accept(";")) {
            if (packet.accept("cmds:")) {
                packet.number(); // whether they stay when the debugger leaves, which breakpoints here never do
                packet.expect(",");
                expressions(packet, commands);
            } else {
                expressions(packet, conditions);
            }
        }
        packet.expectEnd();
        return conditions.isEmpty() && commands.isEmpty() ? Judgement.STOP : new Judgement(conditions, commands);
    }

    private static void expressions(PacketCursor packet, List<AgentExpression> into) {
        while (packet.accept("X")) {
            int length = packet.number(1 << 16);
            packet.expect(",");
            into.add(AgentExpression.compile(packet.hexBytes(length)));
        }
    }
}
