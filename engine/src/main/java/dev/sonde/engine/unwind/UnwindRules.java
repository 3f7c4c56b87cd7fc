package dev.sonde.engine.unwind;

import dev.sonde.debuginfo.dwarf.cfi.CfaRule;
import dev.sonde.debuginfo.dwarf.cfi.RegisterRule;
import dev.sonde.debuginfo.dwarf.cfi.UnwindRow;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How to get from one frame to its caller: where the CFA is, and where the caller's registers are. Wherever they come from,
 * call frame information or the analysis of instructions, they have this form, in arrays, so that applying them to a
 * hundred thousand frames makes no garbage.
 *
 * <p>The registers are those with the DWARF numbers 0 to 16 (psABI figure 3.36), of which 16 stands for the return address.
 */
final class UnwindRules {
    static final int REGISTERS = 17;
    static final int RAX = 0;
    static final int RDX = 1;
    static final int RCX = 2;
    static final int RBX = 3;
    static final int RSI = 4;
    static final int RDI = 5;
    static final int RBP = 6;
    static final int RSP = 7;
    static final int R8 = 8;
    static final int RIP = 16;

    /** The registers that a call may overwrite, as bits (psABI figure 3.4). */
    static final int CALL_CLOBBERED = (1 << RAX) | (1 << RDX) | (1 << RCX) | (1 << RSI) | (1 << RDI) | (0xf << R8);

    /** What is done to recover one register. */
    enum Kind {
        /** No rule: it is as it was, but for what the calling convention says. */
        UNSPECIFIED,
        SAME,
        UNDEFINED,
        AT_CFA,
        CFA_PLUS,
        IN_REGISTER,
        AT_EXPRESSION,
        OF_EXPRESSION,
        /** In memory at an offset from this frame's own rsp. */
        AT_STACK
    }

    private static final Kind[] KINDS_OF_A_CALL = new Kind[REGISTERS];

    static {
        Arrays.fill(KINDS_OF_A_CALL, Kind.UNSPECIFIED);
        KINDS_OF_A_CALL[RSP] = Kind.CFA_PLUS;
        KINDS_OF_A_CALL[RIP] = Kind.AT_CFA;
    }

    private final UnwindMethod method;
    private final boolean signalFrame;
    private final boolean outermost;
    private int cfaRegister = RSP;
    private long cfaOffset;
    private boolean cfaLoaded;
    private @Nullable Expression cfaExpression;
    private final Kind[] kinds = KINDS_OF_A_CALL.clone();
    private final long[] operands = new long[REGISTERS];
    private final @Nullable Expression[] expressions = new Expression[REGISTERS];

    private UnwindRules(UnwindMethod method, boolean signalFrame, boolean outermost) {
        this.method = method;
        this.signalFrame = signalFrame;
        this.outermost = outermost;
        operands[RIP] = -Long.BYTES;
    }

    /** The rules of a row of call frame information. */
    static UnwindRules of(UnwindRow row) {
        int returnColumn = row.returnAddressRegister();
        RegisterRule returnRule = row.rule(returnColumn).orElse(null);
        boolean outermost = returnRule == null || returnRule instanceof RegisterRule.Undefined;
        UnwindRules rules = new UnwindRules(UnwindMethod.CALL_FRAME_INFORMATION, row.signalFrame(), outermost);
        CfaRule cfa = row.cfa();
        if (cfa instanceof CfaRule.RegisterOffset(int register, long offset)) {
            rules.cfa(register, offset);
        } else if (cfa instanceof CfaRule.OfExpression(Expression expression)) {
            rules.cfaExpression = expression;
        }
        for (int register = 0; register < RIP; register++) {
            RegisterRule rule = row.rule(register).orElse(null);
            if (rule != null) {
                rules.set(register, rule);
            }
        }
        if (returnRule != null) {
            rules.set(RIP, returnRule);
        }
        return rules;
    }

    /** The rules of a function whose CFA is at an offset from a register and whose return address is below the CFA. */
    static UnwindRules ofFunction(UnwindMethod method, int cfaRegister, long cfaOffset) {
        return new UnwindRules(method, false, false).cfa(cfaRegister, cfaOffset);
    }

    /** The frame has no caller. */
    static UnwindRules ofOutermost() {
        return new UnwindRules(UnwindMethod.LEAF, false, true);
    }

    /** A frame made by the kernel, in which the interrupted rsp is saved at an offset from rsp. */
    static UnwindRules ofSignal(long savedStackPointer) {
        UnwindRules rules = new UnwindRules(UnwindMethod.SIGNAL_CONTEXT, true, false).cfa(RSP, savedStackPointer);
        rules.cfaLoaded = true;
        return rules;
    }

    private UnwindRules cfa(int register, long offset) {
        cfaRegister = register;
        cfaOffset = offset;
        return this;
    }

    /** The caller's register was saved at an offset from the CFA. */
    UnwindRules savedAtCfa(int register, long offset) {
        return set(register, Kind.AT_CFA, offset);
    }

    /** The caller's register was saved at an offset from rsp. */
    UnwindRules savedAtStack(int register, long offset) {
        return set(register, Kind.AT_STACK, offset);
    }

    private void set(int register, RegisterRule rule) {
        // The rule of nearly every register in nearly every row.
        if (rule instanceof RegisterRule.AtCfaOffset(long offset)) {
            set(register, Kind.AT_CFA, offset);
            return;
        }
        switch (rule) {
            case RegisterRule.Undefined() -> set(register, Kind.UNDEFINED, 0);
            case RegisterRule.SameValue() -> set(register, Kind.SAME, 0);
            case RegisterRule.AtCfaOffset(long offset) -> set(register, Kind.AT_CFA, offset);
            case RegisterRule.CfaPlusOffset(long offset) -> set(register, Kind.CFA_PLUS, offset);
            case RegisterRule.InRegister(int other) -> set(register, Kind.IN_REGISTER, other);
            case RegisterRule.AtExpression(Expression expression) -> {
                set(register, Kind.AT_EXPRESSION, 0);
                expressions[register] = expression;
            }
            case RegisterRule.OfExpression(Expression expression) -> {
                set(register, Kind.OF_EXPRESSION, 0);
                expressions[register] = expression;
            }
        }
    }

    private UnwindRules set(int register, Kind kind, long operand) {
        kinds[register] = kind;
        operands[register] = operand;
        return this;
    }

    /** Where they come from. */
    UnwindMethod method() {
        return method;
    }

    /** Whether the caller was interrupted by a signal rather than made a call. */
    boolean isSignalFrame() {
        return signalFrame;
    }

    /** Whether there is no caller. */
    boolean isOutermost() {
        return outermost;
    }

    int cfaRegister() {
        return cfaRegister;
    }

    long cfaOffset() {
        return cfaOffset;
    }

    /** Whether the CFA is not the sum of register and offset but the word that is there. */
    boolean isCfaLoaded() {
        return cfaLoaded;
    }

    @Nullable
    Expression cfaExpression() {
        return cfaExpression;
    }

    Kind kind(int register) {
        return kinds[register];
    }

    long operand(int register) {
        return operands[register];
    }

    Expression expression(int register) {
        Expression expression = expressions[register];
        if (expression == null) {
            throw new IllegalStateException("register " + register + " has no expression");
        }
        return expression;
    }
}
