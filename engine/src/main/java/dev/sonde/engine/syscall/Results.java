package dev.sonde.engine.syscall;

import java.util.Optional;

/** The result of a call as text. */
final class Results {
    private Results() {}

    /** What follows the equals sign, with the note of calls that have one. */
    static String format(SyscallEntry entry, Call call) {
        long result = call.result();
        if (Errno.isError(result)) {
            return error(result);
        }
        String note = Polling.note(entry.name(), call);
        String value = value(entry.signature().result(), result);
        return note.isEmpty() ? value : value + " (" + note + ")";
    }

    private static String error(long result) {
        int number = (int) -result;
        Optional<Errno> errno = Errno.numbered(number);
        if (errno.isEmpty()) {
            return "-1 (errno " + number + ")";
        }
        String text = errno.get().name() + " (" + errno.get().text() + ")";
        return (errno.get().isInternal() ? "? " : "-1 ") + text;
    }

    private static String value(ParameterType type, long result) {
        ConstantSet constants = ConstantSets.named(type.name().equals("personality") ? "execdomain" : type.name());
        if (constants != null) {
            return named(type.name(), constants, result);
        }
        return switch (type.name()) {
            case "void" -> "?";
            case "ptr" -> result == 0 ? "0" : Scalars.pointer(result);
            case "signalnumber" -> result == 0 ? "0" : result + " (" + Scalars.signalName((int) result) + ")";
            default -> {
                Scalar scalar = Scalars.named(type.name());
                yield scalar == null ? Long.toString(result) : scalar.text(result);
            }
        };
    }

    private static String named(String type, ConstantSet constants, long result) {
        String number = constants.isFlags() ? Scalars.hex(result) : Long.toString(result);
        String text = constants.format(result & 0xffff_ffffL);
        String word = switch (type) {
            case "open", "fdflags" -> "flags ";
            case "seals" -> "seals ";
            default -> "";
        };
        return text.startsWith("0") ? number : number + " (" + word + text + ")";
    }
}
