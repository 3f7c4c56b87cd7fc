package dev.sonde.server.gdbserver;

import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.MemoryRegion;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.rsp.PacketCursor;
import dev.sonde.engine.rsp.RemoteRegister;
import dev.sonde.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What lldb asks besides. Source: lldb's "GDB remote protocol extensions". */
final class LldbPackets {
    private static final String TRIPLE = "x86_64-pc-linux-gnu";
    private static final List<String> ARGUMENTS = List.of("rdi", "rsi", "rdx", "rcx", "r8", "r9");

    private final Session session;

    LldbPackets(Session session) {
        this.session = session;
    }

    void addTo(PacketTable table) {
        table.exact("QThreadSuffixSupported", packet -> {
            session.features().threadSuffix = true;
            return Reply.OK;
        });
        table.exact("QListThreadsInStopReply", packet -> {
            session.features().listsThreads = true;
            return Reply.OK;
        });
        table.exact(
                "qHostInfo",
                packet -> Reply.of(
                        PacketBuilder.of("triple:")
                                .hexText(TRIPLE)
                                .text(
                                        ";ptrsize:8;endian:little;ostype:linux;watchpoint_exceptions_received:after;vm-page-size:4096;")));
        table.exact("qProcessInfo", packet -> processInfo());
        table.exact("qVAttachOrWaitSupported", packet -> Reply.UNKNOWN);
        table.exact("jThreadsInfo", packet -> threads());
        table.exact("qMemoryRegionInfo:", packet -> Reply.OK);
        table.prefix("qMemoryRegionInfo:", this::region);
        table.prefix("qRegisterInfo", this::register);
        table.prefix("qThreadStopInfo", packet -> {
            InferiorThread thread = session.thread(packet.thread());
            ServedProcess process = session.processes().of(thread);
            StopCause told = process.told().getOrDefault(thread.tid(), new StopCause.Interrupted());
            return Reply.of(session.replies().write(new Report.Stopped(process, thread, told), true));
        });
        table.exact("qWatchpointSupportInfo:", packet -> Reply.text("num:4;"));
        table.exact(
                "qGetWorkingDir",
                packet -> Reply.of(new PacketBuilder()
                        .hexText(session.process()
                                .inferior()
                                .info()
                                .workingDirectory()
                                .orElse("/"))));
    }

    private Reply processInfo() {
        ServedProcess process = session.process();
        return Reply.of(PacketBuilder.of("pid:")
                .number(process.pid())
                .text(";triple:")
                .hexText(TRIPLE)
                .text(";ostype:linux;endian:little;ptrsize:8;"));
    }

    private Reply threads() {
        List<Map<String, Object>> threads =
                session.process().threads().stream().map(this::describe).toList();
        return Reply.of(new PacketBuilder().binary(Json.text(threads).getBytes(StandardCharsets.UTF_8)));
    }

    private Map<String, Object> describe(InferiorThread thread) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("tid", thread.tid());
        object.put("name", thread.name());
        @Nullable StopCause told = session.processes().of(thread).told().get(thread.tid());
        object.put("reason", reason(told));
        if (told instanceof StopCause.Signalled(var info)) {
            object.put("signal", info.number());
        }
        return object;
    }

    private static String reason(@Nullable StopCause told) {
        return switch (told) {
            case StopCause.Hit(StopPoint.Access _) -> "watchpoint";
            case StopCause.Hit _ -> "breakpoint";
            case StopCause.Signalled _ -> "signal";
            case StopCause.Executed _ -> "exec";
            case StopCause.StepDone _ -> "trace";
            case null, default -> "none";
        };
    }

    /** The region that holds an address, or the hole. */
    private Reply region(PacketCursor packet) {
        long address = packet.number();
        long end = 0;
        long start = 0;
        for (MemoryRegion region : session.process().inferior().info().regions()) {
            if (region.contains(address)) {
                PacketBuilder reply = PacketBuilder.of("start:").number(region.start());
                reply.text(";size:").number(region.size());
                reply.text(";permissions:")
                        .text(region.isReadable() ? "r" : "")
                        .text(region.isWritable() ? "w" : "")
                        .text(region.isExecutable() ? "x" : "")
                        .text(";");
                if (!region.name().isEmpty()) {
                    reply.text("name:").hexText(region.name()).text(";");
                }
                return Reply.of(reply);
            }
            if (Long.compareUnsigned(region.start(), address) > 0) {
                end = region.start();
                break;
            }
            start = region.end();
        }
        return Reply.of(PacketBuilder.of("start:")
                .number(start)
                .text(";size:")
                .number(end - start)
                .text(";"));
    }

    /** One register, in the order of {@code g}; an error behind the last. */
    private Reply register(PacketCursor packet) {
        long number = packet.number();
        List<RemoteRegister> registers = session.process().description().registers();
        if (number < 0 || number >= registers.size()) {
            return Reply.text("E45");
        }
        RemoteRegister register = registers.get((int) number);
        int offset = registers.subList(0, (int) number).stream()
                .mapToInt(RemoteRegister::size)
                .sum();
        PacketBuilder reply = PacketBuilder.of("name:" + register.name());
        generic(register.name()).ifPresent(name -> reply.text(";generic:" + name));
        boolean vector = register.size() > 10;
        boolean x87 = register.size() == 10;
        reply.text(";bitsize:" + register.size() * 8 + ";offset:" + offset + ";encoding:"
                + (vector || x87 ? "vector" : "uint") + ";format:" + (vector || x87 ? "vector-uint8" : "hex") + ";set:"
                + (vector ? "Vector" : x87 ? "Floating Point" : "General Purpose") + " Registers;");
        OptionalInt dwarf = register.offset() == 0 ? register.register().dwarfNumber() : OptionalInt.empty();
        dwarf.ifPresent(value -> reply.text("gcc:" + value + ";dwarf:" + value + ";"));
        return Reply.of(reply);
    }

    private static Optional<String> generic(String name) {
        int argument = ARGUMENTS.indexOf(name);
        if (argument >= 0) {
            return Optional.of("arg" + (argument + 1));
        }
        return switch (name) {
            case "rip" -> Optional.of("pc");
            case "rsp" -> Optional.of("sp");
            case "rbp" -> Optional.of("fp");
            case "eflags" -> Optional.of("flags");
            default -> Optional.empty();
        };
    }
}
