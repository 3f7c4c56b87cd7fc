package dev.sonde.engine.breakpoint;

import java.util.function.LongFunction;

/**
 * The end of the instructions with which compilers begin a function that keeps a frame pointer.
 *
 * <p>Where there is no line table, a breakpoint on such a function goes behind them, so that the frame is set up when it
 * stops; any other function is taken at its first instruction. Source: psABI section 3.2.2.
 */
final class Prologue {
    private static final int MAX_LENGTH = 8;
    private static final int[] ENDBR64 = {0xf3, 0x0f, 0x1e, 0xfa};
    private static final int[] PUSH_RBP = {0x55};
    private static final int[] MOV_RSP_RBP = {0x48, 0x89, 0xe5};
    private static final int[] MOV_RSP_RBP_REVERSED = {0x48, 0x8b, 0xec};

    private Prologue() {}

    /**
     * Where to stop in the function at {@code start}.
     *
     * @param code gives up to {@value #MAX_LENGTH} bytes of code at an address, fewer where memory ends
     */
    static long end(long start, LongFunction<byte[]> code) {
        byte[] bytes = code.apply(start);
        int at = startsWith(bytes, 0, ENDBR64) ? ENDBR64.length : 0;
        if (!startsWith(bytes, at, PUSH_RBP)) {
            return start;
        }
        int afterPush = at + PUSH_RBP.length;
        boolean framePointer =
                startsWith(bytes, afterPush, MOV_RSP_RBP) || startsWith(bytes, afterPush, MOV_RSP_RBP_REVERSED);
        return framePointer ? start + afterPush + MOV_RSP_RBP.length : start;
    }

    /** How many bytes {@link #end} looks at. */
    static int length() {
        return MAX_LENGTH;
    }

    private static boolean startsWith(byte[] bytes, int at, int[] pattern) {
        if (bytes.length < at + pattern.length) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if ((bytes[at + i] & 0xff) != pattern[i]) {
                return false;
            }
        }
        return true;
    }
}
