package dev.sonde.cli.command.register;

import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterKind;
import dev.sonde.engine.x86_64.RegisterTable;
import java.util.List;
import java.util.Optional;

/** The groups of registers that {@code info registers} takes by their names. */
final class RegisterGroups {
    private RegisterGroups() {}

    /** The registers of the group with this name. */
    static Optional<List<Register>> named(String name, RegisterTable table) {
        return switch (name) {
            case "general" -> Optional.of(table.generalGroup());
            case "float" -> Optional.of(table.floatGroup());
            case "vector" -> Optional.of(table.vectorGroup());
            case "system" -> Optional.of(system(table));
            case "all" -> Optional.of(table.allGroups());
            default -> Optional.empty();
        };
    }

    private static List<Register> system(RegisterTable table) {
        // The mask says what the processor can do; it is nothing that a thread has.
        return table.ofKind(RegisterKind.SYSTEM).stream()
                .filter(register -> !register.name().equals("mxcsr_mask"))
                .toList();
    }
}
