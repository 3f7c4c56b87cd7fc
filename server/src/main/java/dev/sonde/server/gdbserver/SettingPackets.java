package dev.sonde.server.gdbserver;

import dev.sonde.engine.rsp.PacketCursor;
import dev.sonde.engine.rsp.ProtocolException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** How the debugger wants things done. */
final class SettingPackets {
    private final Session session;
    private final Programs programs;

    SettingPackets(Session session) {
        this.session = session;
        programs = session.stub().programs();
    }

    void addTo(PacketTable table) {
        table.exact("QStartNoAckMode", packet -> {
            session.stopAcknowledging();
            return Reply.OK;
        });
        table.prefix(
                "QNonStop:", packet -> flag(packet, each -> session.execution().nonStop(each)));
        table.prefix("QThreadEvents:", packet -> flag(packet, events -> session.features().threadEvents = events));
        table.prefix("QPassSignals:", packet -> {
            session.stub().signals().passed(signals(packet));
            return Reply.OK;
        });
        table.prefix("QProgramSignals:", packet -> {
            session.stub().signals().program(signals(packet));
            return Reply.OK;
        });
        table.prefix("QCatchSyscalls:", this::catchSyscalls);
        table.prefix("QDisableRandomization:", packet -> flag(packet, disable -> programs.randomize(!disable)));
        table.prefix("QSetDisableASLR:", packet -> flag(packet, disable -> programs.randomize(!disable)));
        table.prefix("QStartupWithShell:", packet -> flag(packet, programs::throughShell));
        table.exact("QEnvironmentReset", packet -> {
            programs.resetEnvironment();
            return Reply.OK;
        });
        table.prefix("QEnvironmentHexEncoded:", this::setVariable);
        table.prefix("QEnvironmentUnset:", packet -> {
            programs.unsetVariable(packet.hexText());
            return Reply.OK;
        });
        table.prefix("QSetWorkingDir:", packet -> {
            String directory = packet.hexText();
            programs.directory(directory.isEmpty() ? Optional.empty() : Optional.of(Path.of(directory)));
            return Reply.OK;
        });
    }

    private static Reply flag(PacketCursor packet, Consumer<Boolean> setting) {
        long value = packet.number();
        packet.expectEnd();
        if (value != 0 && value != 1) {
            throw new ProtocolException("A setting is 0 or 1, not " + value);
        }
        setting.accept(value == 1);
        return Reply.OK;
    }

    private Set<Integer> signals(PacketCursor packet) {
        Set<Integer> signals = new HashSet<>();
        while (!packet.atEnd()) {
            int signal = session.features().fromDebugger(packet.number(0xffff));
            if (signal != 0) {
                signals.add(signal);
            }
            packet.accept(";");
        }
        return signals;
    }

    private Reply catchSyscalls(PacketCursor packet) {
        boolean enabled = packet.number(1) == 1;
        Set<Long> numbers = new HashSet<>();
        while (packet.accept(";")) {
            numbers.add(packet.number());
        }
        packet.expectEnd();
        ServedProcess process = session.process();
        if (!enabled) {
            process.syscalls(null);
        } else if (numbers.isEmpty()) {
            process.syscalls(number -> true);
        } else {
            process.syscalls(numbers::contains);
        }
        return Reply.OK;
    }

    private Reply setVariable(PacketCursor packet) {
        String variable = packet.hexText();
        int equals = variable.indexOf('=');
        if (equals < 0) {
            return Reply.ERROR;
        }
        programs.setVariable(variable.substring(0, equals), variable.substring(equals + 1));
        return Reply.OK;
    }
}
