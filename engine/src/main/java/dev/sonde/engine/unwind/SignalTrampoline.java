package dev.sonde.engine.unwind;

/**
 * The code by which a signal handler returns to the kernel, and the frame that the kernel has put on the stack before it.
 *
 * <p>Source: {@code struct rt_sigframe} and {@code struct sigcontext_64} of the Linux kernel's
 * {@code arch/x86/include/asm/sigframe.h} and {@code uapi/asm/sigcontext.h}; rt_sigreturn(2). The handler's return takes
 * the first word, so that rsp points to the {@code ucontext_t}.
 */
final class SignalTrampoline {
    /** {@code mov $15,%rax; syscall} and {@code mov $15,%eax; syscall}. */
    private static final int[][] CODES = {
        {0x48, 0xc7, 0xc0, 0x0f, 0x00, 0x00, 0x00, 0x0f, 0x05}, {0xb8, 0x0f, 0x00, 0x00, 0x00, 0x0f, 0x05}
    };

    private static final int SYSCALL_LENGTH = 2;

    /** Where {@code uc_mcontext} starts in {@code ucontext_t}. */
    private static final int CONTEXT = 40;

    /** The DWARF numbers of the registers in the order of {@code struct sigcontext_64}. */
    private static final int[] ORDER = {8, 9, 10, 11, 12, 13, 14, 15, 5, 4, 6, 3, 1, 0, 2, 7, 16};

    static final UnwindRules RULES = rules();

    private SignalTrampoline() {}

    /** Whether {@code pc} is at either instruction of such code. */
    static boolean isAt(StackReader memory, long pc) {
        for (int[] code : CODES) {
            if (matches(memory, pc, code) || matches(memory, pc - (code.length - SYSCALL_LENGTH), code)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(StackReader memory, long start, int[] code) {
        byte[] bytes = memory.readUpTo(start, code.length);
        if (bytes.length < code.length) {
            return false;
        }
        for (int i = 0; i < code.length; i++) {
            if ((bytes[i] & 0xff) != code[i]) {
                return false;
            }
        }
        return true;
    }

    private static UnwindRules rules() {
        UnwindRules rules = null;
        for (int i = 0; i < ORDER.length; i++) {
            if (ORDER[i] == UnwindRules.RSP) {
                rules = UnwindRules.ofSignal(offset(i));
            }
        }
        if (rules == null) {
            throw new IllegalStateException("the context has rsp");
        }
        for (int i = 0; i < ORDER.length; i++) {
            rules.savedAtStack(ORDER[i], offset(i));
        }
        return rules;
    }

    private static long offset(int index) {
        return CONTEXT + (long) index * Long.BYTES;
    }
}
