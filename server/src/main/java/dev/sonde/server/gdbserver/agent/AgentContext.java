package dev.sonde.server.gdbserver.agent;

/** What an expression may ask about the thread for which it is evaluated. */
public interface AgentContext {
    /** The low 8 bytes of a register, by the number that packets use. */
    long register(int number);

    /** An unsigned little-endian number of {@code size} bytes of memory. */
    long memory(long address, int size);

    /** The string at {@code address}, up to its zero byte. */
    String string(long address);

    /** Prints, as a command of a breakpoint does. */
    void print(String text);
}
