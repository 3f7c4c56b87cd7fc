package dev.sonde.engine.syscall;

/**
 * What a parameter of a system call means: a scalar, a pointer to something, or an array.
 *
 * @param name the kind of value, such as {@code fd}, {@code open}, {@code path} or {@code timespec}
 * @param direction whether the call reads it, fills it, or both
 * @param shape whether the argument is the value or points to it
 * @param count for an array, what says how many: a parameter's name, {@code ret}, a number, or {@code *} and the name
 *     of a parameter that points to the number; otherwise empty
 */
public record ParameterType(String name, Direction direction, Shape shape, String count) {
    /** Who writes what the argument points to. */
    public enum Direction {
        /** The program, before the call. */
        IN,
        /** The kernel, during the call. */
        OUT,
        /** Both. */
        IN_OUT
    }

    /** How the argument is related to the value. */
    public enum Shape {
        /** It is the value, or a string's address. */
        VALUE,
        /** It is the address of one value. */
        POINTER,
        /** It is the address of several values. */
        ARRAY
    }

    /** Parses the notation of {@code syscalls.txt}. */
    static ParameterType parse(String text) {
        Direction direction = Direction.IN;
        int start = 0;
        if (text.startsWith("<>")) {
            direction = Direction.IN_OUT;
            start = 2;
        } else if (text.startsWith(">")) {
            direction = Direction.OUT;
            start = 1;
        }
        int bracket = text.indexOf('[');
        if (bracket >= 0) {
            return new ParameterType(
                    text.substring(start, bracket),
                    direction,
                    Shape.ARRAY,
                    text.substring(bracket + 1, text.length() - 1));
        }
        return text.endsWith("*")
                ? new ParameterType(text.substring(start, text.length() - 1), direction, Shape.POINTER, "")
                : new ParameterType(text.substring(start), direction, Shape.VALUE, "");
    }

    /** The notation of {@code syscalls.txt}. */
    @Override
    public String toString() {
        String arrow = switch (direction) {
            case IN -> "";
            case OUT -> ">";
            case IN_OUT -> "<>";
        };
        return switch (shape) {
            case VALUE -> arrow + name;
            case POINTER -> arrow + name + "*";
            case ARRAY -> arrow + name + "[" + count + "]";
        };
    }
}
