package dev.sonde.engine.rsp;

import dev.sonde.engine.x86_64.RegisterTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The registers of a machine in the order in which {@code g} packets have them, and the document that tells a debugger so.
 * The order is that of gdbserver, so that a debugger which asks for no description is right as far as its own goes.
 *
 * <p>Source: "Debugging with GDB", appendix G, "Target Descriptions", sections "x86 Features" and "Target Description
 * Format".
 */
public final class TargetDescription {
    private final List<RemoteRegister> registers;
    private final Map<String, RemoteRegister> byName;
    private final String xml;

    private TargetDescription(List<TargetFeature> features) {
        registers = features.stream()
                .flatMap(feature -> feature.registers().stream())
                .toList();
        byName = registers.stream().collect(Collectors.toMap(RemoteRegister::name, Function.identity()));
        StringBuilder text = new StringBuilder("""
                <?xml version="1.0"?>
                <!DOCTYPE target SYSTEM "gdb-target.dtd">
                <target>
                <architecture>i386:x86-64</architecture>
                <osabi>GNU/Linux</osabi>
                """);
        features.forEach(feature -> feature.writeTo(text));
        xml = text.append("</target>\n").toString();
    }

    /** The description of a machine that has these registers. */
    public static TargetDescription of(RegisterTable table) {
        return new TargetDescription(new TargetFeatures(table).all());
    }

    /** The registers, each at the place of its number. */
    public List<RemoteRegister> registers() {
        return registers;
    }

    /** The register that packets call by {@code number}. */
    public Optional<RemoteRegister> register(long number) {
        return number >= 0 && number < registers.size() ? Optional.of(registers.get((int) number)) : Optional.empty();
    }

    /** The register of this name. */
    public Optional<RemoteRegister> register(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The document {@code target.xml}, which includes no other. */
    public String xml() {
        return xml;
    }
}
