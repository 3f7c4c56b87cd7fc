package dev.sonde.engine.linux;

/** The process that the debugger itself runs in. */
public final class OwnProcess {
    private OwnProcess() {}

    /** Its id: getpid(2). Java's own way to ask loads what manages child processes. */
    public static int pid() {
        return (int) SystemCall.call(SystemCall.GETPID);
    }

    /** The process that started it: getppid(2). */
    public static int parent() {
        return (int) SystemCall.call(SystemCall.GETPPID);
    }
}
