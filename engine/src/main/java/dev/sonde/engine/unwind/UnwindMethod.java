package dev.sonde.engine.unwind;

/** How a frame was found, from the most to the least trustworthy. */
public enum UnwindMethod {
    /** It is the innermost frame: its registers are the thread's. */
    THREAD_REGISTERS("the thread's registers"),
    /** By the call frame information of the frame that it called. */
    CALL_FRAME_INFORMATION("call frame information"),
    /** By the registers that the kernel saved when it called a signal handler. */
    SIGNAL_CONTEXT("the context that the kernel saved for a signal handler"),
    /** The code is known to leave its return address on top of the stack, or at a fixed place near it. */
    LEAF("a function without a frame"),
    /** By the instructions with which the function sets up or removes its frame. */
    PROLOGUE_ANALYSIS("analysis of the function's instructions"),
    /** By the frame pointer, rbp. */
    FRAME_POINTER("the frame pointer"),
    /** By the first word on the stack that looks like a return address; a guess. */
    STACK_SCAN("a search of the stack for a return address");

    private final String text;

    UnwindMethod(String text) {
        this.text = text;
    }

    /** What it is, in words. */
    public String text() {
        return text;
    }
}
