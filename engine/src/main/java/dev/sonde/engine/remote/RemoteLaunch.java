package dev.sonde.engine.remote;

import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.rsp.PacketBuilder;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Has a stub start a program. On the link's thread. */
final class RemoteLaunch {
    private final RemoteStub stub;

    RemoteLaunch(RemoteStub stub) {
        this.stub = stub;
    }

    /** The reply, which is how the program has stopped before its first instruction. */
    byte[] run(LaunchOptions options) {
        environment(options);
        if (stub.supports("QDisableRandomization")) {
            stub.link().ask("QDisableRandomization:" + (options.randomizeAddresses() ? "0" : "1"));
        }
        if (stub.supports("QSetWorkingDir")) {
            String here = System.getProperty("user.dir");
            PacketBuilder packet = PacketBuilder.of("QSetWorkingDir:");
            options.directory()
                    .map(directory -> directory.normalize().toString())
                    .filter(directory -> !directory.equals(here))
                    .ifPresent(packet::hexText);
            stub.link().ask(packet.toBytes());
        }
        String chosen = stub.link().settings().executable();
        PacketBuilder packet = PacketBuilder.of("vRun;").hexText(chosen.isEmpty() ? options.program() : chosen);
        options.arguments().forEach(argument -> packet.text(";").hexText(argument));
        return stub.askSlowly(packet.toBytes());
    }

    /** The program gets the stub's own environment, with what the user has changed in that of the debugger. */
    private void environment(LaunchOptions options) {
        if (!stub.supports("QEnvironmentHexEncoded")) {
            return;
        }
        stub.link().ask("QEnvironmentReset");
        Map<String, String> own = System.getenv();
        Set<String> there = new HashSet<>();
        for (String variable : options.environment()) {
            int equals = variable.indexOf('=');
            String name = equals < 0 ? variable : variable.substring(0, equals);
            there.add(name);
            if (equals >= 0 && !variable.substring(equals + 1).equals(own.get(name))) {
                stub.link()
                        .ask(PacketBuilder.of("QEnvironmentHexEncoded:")
                                .hexText(variable)
                                .toBytes());
            }
        }
        for (String name : own.keySet()) {
            if (!there.contains(name) && stub.supports("QEnvironmentUnset")) {
                stub.link()
                        .ask(PacketBuilder.of("QEnvironmentUnset:")
                                .hexText(name)
                                .toBytes());
            }
        }
    }
}
