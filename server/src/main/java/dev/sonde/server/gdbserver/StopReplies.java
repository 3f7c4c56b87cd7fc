package dev.sonde.server.gdbserver;

import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.rsp.RemoteRegister;
import dev.sonde.engine.rsp.ThreadId;
import dev.sonde.engine.x86_64.RegisterFile;
import java.util.List;

/** Writes reports as stop replies. Source: "Debugging with GDB", section E.3, "Stop Reply Packets". */
final class StopReplies {
    private static final int SIGTRAP = 5;
    private static final int SIGINT = 2;
    /** What debuggers look at after each stop. */
    private static final List<String> EXPEDITED = List.of("rbp", "rsp", "rip");

    private final Features features;
    private final ThreadFacts facts;

    StopReplies(Features features, ThreadFacts facts) {
        this.features = features;
        this.facts = facts;
    }

    /** @param nonStop whether threads are interrupted one by one, which no signal stands for */
    PacketBuilder write(Report report, boolean nonStop) {
        return switch (report) {
            case Report.Exited(ServedProcess process, int code) -> end("W", process, code);
            case Report.Killed(ServedProcess process, int signal) -> end("X", process, features.toDebugger(signal));
            case Report.NothingRuns _ ->
                PacketBuilder.of(features.noResumed ? "N" : "E.No unwaited-for children left.");
            case Report.Stopped(ServedProcess process, InferiorThread thread, StopCause cause) ->
                cause instanceof StopCause.ThreadExiting
                        ? PacketBuilder.of("w0;").thread(ThreadId.of(process.pid(), thread.tid()))
                        : stop(process, thread, cause, nonStop);
        };
    }

    private PacketBuilder end(String letter, ServedProcess process, int number) {
        return features.multiprocess
                ? PacketBuilder.of(letter).number(number).text(";process:").number(process.pid())
                : PacketBuilder.of(letter + "%02x".formatted(number));
    }

    private PacketBuilder stop(ServedProcess process, InferiorThread thread, StopCause cause, boolean nonStop) {
        int signal = switch (cause) {
            case StopCause.Signalled(var info) -> info.number();
            case StopCause.Interrupted _ -> nonStop ? 0 : SIGINT;
            default -> SIGTRAP;
        };
        byte number = (byte) features.toDebugger(signal);
        if (features.refuses("T")) {
            return PacketBuilder.of("S").hex(number);
        }
        PacketBuilder packet = PacketBuilder.of("T").hex(number);
        addCause(packet, cause);
        if (thread.isStopped()) {
            addRegisters(packet, process, thread.registers());
        }
        if (!features.refuses("Tthread")) {
            packet.text("thread:")
                    .thread(id(process, told(process, thread, cause)))
                    .text(";");
            facts.core(process, thread.tid()).ifPresent(core -> packet.text("core:" + Integer.toHexString(core) + ";"));
        }
        if (features.listsThreads) {
            addThreads(packet, process);
        }
        return packet;
    }

    /** The thread that was made has not run yet: it is told of, not its maker. */
    private static int told(ServedProcess process, InferiorThread thread, StopCause cause) {
        return cause instanceof StopCause.ThreadCreated(int made)
                        && process.inferior().thread(made).isPresent()
                ? made
                : thread.tid();
    }

    private void addCause(PacketBuilder packet, StopCause cause) {
        switch (cause) {
            case StopCause.Hit(StopPoint.Access access) ->
                // As gdbserver: whatever was accessed, its address says which watchpoint it was.
                packet.text("watch:").number(access.address()).text(";");
            case StopCause.Hit(StopPoint.Execute execute) -> {
                if (execute.hardware() ? features.hwbreak : features.swbreak) {
                    packet.text(execute.hardware() ? "hwbreak:;" : "swbreak:;");
                }
            }
            case StopCause.Forked(int child, boolean vfork, var _) ->
                packet.text(vfork ? "vfork:" : "fork:")
                        .thread(ThreadId.of(child, child))
                        .text(";");
            case StopCause.VforkDone _ -> packet.text("vforkdone:;");
            case StopCause.Executed(String path, var _) -> {
                if (features.execEvents) {
                    packet.text("exec:").hexText(path).text(";");
                }
            }
            case StopCause.SyscallEntry(long call, var _) ->
                packet.text("syscall_entry:").number(call).text(";");
            case StopCause.SyscallExit(long call, var _, long _) ->
                packet.text("syscall_return:").number(call).text(";");
            case StopCause.ThreadCreated _ -> packet.text("create:;");
            case StopCause.Signalled _,
                    StopCause.StepDone _,
                    StopCause.Interrupted _,
                    StopCause.HistoryEnd _,
                    StopCause.ThreadEnded _,
                    StopCause.ThreadExiting _ -> {}
        }
    }

    private static void addRegisters(PacketBuilder packet, ServedProcess process, RegisterFile registers) {
        for (String name : EXPEDITED) {
            RemoteRegister register = process.description().register(name).orElseThrow();
            packet.hex((byte) register.number())
                    .text(":")
                    .hex(register.read(registers))
                    .text(";");
        }
    }

    private void addThreads(PacketBuilder packet, ServedProcess process) {
        packet.text("threads:");
        String separator = "";
        for (InferiorThread thread : process.threads()) {
            packet.text(separator).thread(id(process, thread.tid()));
            separator = ",";
        }
        packet.text(";");
    }

    ThreadId id(ServedProcess process, int tid) {
        return features.multiprocess ? ThreadId.of(process.pid(), tid) : ThreadId.of(tid);
    }
}
