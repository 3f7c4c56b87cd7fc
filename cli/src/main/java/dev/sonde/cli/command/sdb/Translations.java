package dev.sonde.cli.command.sdb;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Words;

/** What sdb's arguments mean in gdb's commands. */
final class Translations {
    private static final String HARDWARE = "-h";

    private Translations() {}

    /** {@code ADDRESS | FUNCTION [-h]}. */
    static String breakpoint(String arguments) {
        Words words = new Words(arguments);
        boolean hardware = words.take(HARDWARE);
        String place = words.next();
        hardware |= words.take(HARDWARE);
        if (place.isEmpty() || !words.isEmpty()) {
            throw new CommandException("Usage: breakpoint set ADDRESS|FUNCTION [-h]");
        }
        boolean address = Character.isDigit(place.charAt(0));
        return (hardware ? "hbreak " : "break ") + (address ? "*" : "") + place;
    }

    /** {@code ADDRESS write|rw|execute SIZE}. */
    static String watchpoint(String arguments) {
        Words words = new Words(arguments);
        String address = words.next();
        String mode = words.next();
        String size = words.next();
        if (size.isEmpty() || !words.isEmpty()) {
            throw new CommandException("Usage: watchpoint set ADDRESS write|rw|execute SIZE");
        }
        String type = switch (size) {
            case "1" -> "unsigned char";
            case "2" -> "unsigned short";
            case "4" -> "unsigned int";
            case "8" -> "unsigned long";
            default -> throw new CommandException("The size of a watchpoint is 1, 2, 4 or 8, not " + size + ".");
        };
        return switch (mode) {
            case "write" -> "watch -l *(" + type + " *) (" + address + ")";
            case "rw" -> "awatch -l *(" + type + " *) (" + address + ")";
            case "execute" -> "hbreak *" + address;
            default -> throw new CommandException("A watchpoint is for write, rw or execute, not " + mode + ".");
        };
    }
}
