package dev.sonde.engine.syscall;

/**
 * One parameter of a system call.
 *
 * @param name as in its man page, such as {@code pathname}
 * @param type what the argument means
 */
public record SyscallParameter(String name, ParameterType type) {
    /** Parses {@code name:type}. */
    static SyscallParameter parse(String text) {
        int colon = text.indexOf(':');
        return new SyscallParameter(text.substring(0, colon), ParameterType.parse(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return name + ":" + type;
    }
}
