package dev.sonde.engine.unwind;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.expression.Evaluator;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import dev.sonde.debuginfo.dwarf.expression.UnavailableValueException;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.SourceLocation;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.x86_64.RegisterFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One active call of a function, or what is left of a stack when a signal handler was called on it.
 *
 * <p>Good for one stop of its thread. Not thread-safe. Source: DWARF 5 section 6.4 for the notions.
 */
public final class Frame {
    private final ThreadStack stack;
    private final @Nullable Frame callee;
    private final int level;
    private final UnwindMethod method;
    private final CodePlace place;
    private final boolean interrupted;
    private final long pc;
    /** How many functions are inlined into this one at the place. */
    private final int inlinedInto;

    private final long[] values;
    /** The registers that are not known, as bits by DWARF number. */
    private final int unknown;

    /** For a frame that stands for a call from the debugger, the registers from before that call. */
    private final @Nullable RegisterFile before;

    private boolean resolved;
    private @Nullable UnwindRules rules;
    private long cfa;
    private @Nullable UnwindEnd problem;
    private @Nullable FrameRegisters registers;
    private final Map<Object, Object> notes = new HashMap<>(0);
    private Optional<Frame> caller = Optional.empty();
    private boolean callerKnown;

    private Frame(
            ThreadStack stack,
            @Nullable Frame callee,
            UnwindMethod method,
            boolean interrupted,
            int inlinedInto,
            long[] values,
            int unknown) {
        this.stack = stack;
        this.callee = callee;
        this.level = callee == null ? 0 : callee.level + 1;
        this.method = method;
        this.interrupted = interrupted;
        this.inlinedInto = inlinedInto;
        this.values = values;
        this.unknown = unknown;
        this.pc = values[UnwindRules.RIP];
        this.place = stack.unwinder().place(pc, interrupted, stack.memory());
        this.before = stack.unwinder()
                .dummies()
                .registers(stack.thread().tid(), pc, values[UnwindRules.RSP])
                .orElse(null);
    }

    /**
     * The innermost frame.
     *
     * @param notEntered how many of the functions inlined at the pc are not entered yet
     */
    static Frame innermost(ThreadStack stack, long[] registers, int notEntered) {
        return new Frame(stack, null, UnwindMethod.THREAD_REGISTERS, true, notEntered, registers, 0);
    }

    /** Its number: 0 for the innermost, the one that executes. */
    public int level() {
        return level;
    }

    /** The thread on whose stack it is. */
    public InferiorThread thread() {
        return stack.thread();
    }

    /** The address of the instruction that it executes next: behind the call, in a frame that made one. */
    public long pc() {
        return pc;
    }

    /**
     * The address by which to look up its code: {@link #pc} itself if it was interrupted there, else one byte before, in
     * the call.
     */
    public long lookupAddress() {
        return place.lookupAddress();
    }

    /** Whether it was interrupted before the instruction at {@link #pc}: frame 0, and the caller of a signal frame. */
    public boolean isInterrupted() {
        return interrupted;
    }

    /** Whether it is the one that the kernel makes to call a signal handler. */
    public boolean isSignalFrame() {
        return place.isSignalFrame();
    }

    /** Whether it stands for the debugger, which has called the function of the frame below. */
    public boolean isDummy() {
        return before != null;
    }

    /** The frame that it called; empty for frame 0. */
    public Optional<Frame> callee() {
        return Optional.ofNullable(callee);
    }

    /** How it was found. */
    public UnwindMethod method() {
        return method;
    }

    /** The file whose code it executes; empty for code that was made at run time, and for wild addresses. */
    public Optional<LoadedModule> module() {
        return isDummy() ? Optional.empty() : Optional.ofNullable(place.module());
    }

    /** Where it is, in terms of a symbol. */
    public Optional<SymbolPlace> symbol() {
        return isDummy() ? Optional.empty() : place.symbol();
    }

    /**
     * Where it is in the source: for a function into which others were inlined, where the call was. Empty without debugging
     * information.
     */
    public Optional<SourceLocation> source() {
        List<SourceLocation> sources = placeSources();
        return inlinedInto < sources.size() ? Optional.of(sources.get(inlinedInto)) : Optional.empty();
    }

    private List<SourceLocation> placeSources() {
        return isDummy() ? List.of() : place.sources();
    }

    /** Whether its function was inlined into that of its caller, so that both are one call in the machine's terms. */
    public boolean isInlined() {
        return inlinedInto + 1 < placeSources().size();
    }

    /** Whether the frame that it called, or will enter with its next instruction, is inlined into it. */
    public boolean hasInlined() {
        return inlinedInto > 0;
    }

    /**
     * The entry of its function, a {@code DW_TAG_subprogram} or {@code DW_TAG_inlined_subroutine}; empty without debugging
     * information.
     */
    public Optional<Die> function() {
        List<Die> functions = isDummy() ? List.of() : place.functions();
        return inlinedInto < functions.size() ? Optional.of(functions.get(inlinedInto)) : Optional.empty();
    }

    /** The entry of the function that is not inlined and whose code it executes. */
    public Optional<Die> outermostFunction() {
        List<Die> functions = isDummy() ? List.of() : place.functions();
        return functions.isEmpty() ? Optional.empty() : Optional.of(functions.getLast());
    }

    /**
     * The frame that it returns to, wherever backtraces end by the options: where it was inlined, the one around it. Empty if
     * there is none, or it cannot be found.
     */
    public Optional<Frame> caller() {
        if (!callerKnown) {
            caller = findCaller();
            callerKnown = true;
        }
        return caller;
    }

    private Optional<Frame> findCaller() {
        if (isDummy()) {
            return Optional.of(makeCaller());
        }
        UnwindRules found = isInlined() ? null : rules();
        if (!isInlined() && (found == null || problem != null || found.isOutermost())) {
            return Optional.empty();
        }
        try {
            return Optional.of(makeCaller());
        } catch (MemoryFaultException | UnavailableValueException | FormatException e) {
            return Optional.empty(); // a backtrace says why it ends
        }
    }

    /** A register that is unwound, by its DWARF number; empty if it is not known, or is none of these. */
    public OptionalLong register(int dwarfNumber) {
        return dwarfNumber >= 0 && dwarfNumber < UnwindRules.REGISTERS && isKnown(dwarfNumber)
                ? OptionalLong.of(values[dwarfNumber])
                : OptionalLong.empty();
    }

    /**
     * What a register that is unwound held in the frame that it called, when that frame's function was not known to keep it;
     * empty for others. It is this frame's value only if the compiler knew that the called function leaves it alone.
     */
    public OptionalLong calleesRegister(int dwarfNumber) {
        return dwarfNumber >= 0 && dwarfNumber < UnwindRules.REGISTERS
                ? OptionalLong.of(values[dwarfNumber])
                : OptionalLong.empty();
    }

    /** Its canonical frame address: the value of rsp before the call that made it; empty if that cannot be found out. */
    public OptionalLong cfa() {
        resolve();
        boolean known = isDummy() || (problem == null && rules != null && !rules.isOutermost());
        return known ? OptionalLong.of(cfa) : OptionalLong.empty();
    }

    /** What identifies it as long as it exists; empty if its CFA is not known. */
    public Optional<FrameId> id() {
        OptionalLong address = cfa();
        long function = isInlined() ? source().map(SourceLocation::block).orElse(0L) : place.function();
        int depth = Math.max(0, placeSources().size() - 1 - inlinedInto);
        return address.isPresent() ? Optional.of(new FrameId(address.getAsLong(), function, depth)) : Optional.empty();
    }

    /**
     * The address of the function in the machine's terms: the one that all here are inlined into. 0 if it is not known.
     */
    public long functionAddress() {
        List<SourceLocation> sources = placeSources();
        return sources.isEmpty() ? place.function() : sources.getLast().block();
    }

    /** Where it is in the source, and then the functions that it is inlined into, where each calls the one before. */
    public List<SourceLocation> sources() {
        List<SourceLocation> sources = placeSources();
        return sources.subList(Math.min(inlinedInto, sources.size()), sources.size());
    }

    /** Its registers, as they will be when what it called has returned. */
    public FrameRegisters registers() {
        FrameRegisters made = registers;
        if (made == null) {
            made = new FrameRegisters(this);
            registers = made;
        }
        return made;
    }

    /** What others have worked out of it, by keys of their own: it stays right as long as the frame does. */
    public Map<Object, Object> notes() {
        return notes;
    }

    @Override
    public String toString() {
        return "#" + level + " 0x" + Long.toHexString(pc) + " in "
                + symbol().map(SymbolPlace::name).orElse("??");
    }

    ThreadStack stack() {
        return stack;
    }

    CodePlace place() {
        return place;
    }

    /** A register by its DWARF number; what it was in the callee where it is not known. */
    long value(int register) {
        return values[register];
    }

    boolean isKnown(int register) {
        return ((unknown >> register) & 1) == 0;
    }

    /** The rules that lead to the caller; null if there are none. */
    @Nullable
    UnwindRules rules() {
        resolve();
        return rules;
    }

    /** What prevents the CFA from being known; null if nothing does. */
    @Nullable
    UnwindEnd problem() {
        resolve();
        return problem;
    }

    /** The CFA, whose existence the caller has made sure of. */
    long knownCfa() {
        return cfa;
    }

    private void resolve() {
        if (resolved) {
            return;
        }
        resolved = true;
        if (isDummy()) {
            cfa = values[UnwindRules.RSP];
            return;
        }
        UnwindRules found = place.rules();
        if (found == null) {
            found = stack.unwinder().heuristics().rulesFor(this).orElse(null);
        }
        rules = found;
        if (found == null) {
            problem = UnwindEnd.noSavedPc();
        } else if (!found.isOutermost()) {
            try {
                cfa = computeCfa(found);
            } catch (MemoryFaultException e) {
                problem = UnwindEnd.memory(e.address());
            } catch (UnavailableValueException | FormatException e) {
                problem = UnwindEnd.unavailable();
            }
        }
    }

    private long computeCfa(UnwindRules found) {
        Expression expression = found.cfaExpression();
        if (expression != null) {
            return Evaluator.value(expression, new FrameContext(this));
        }
        int register = found.cfaRegister();
        if (register >= UnwindRules.REGISTERS) {
            throw new UnavailableValueException("register " + register);
        }
        long sum = values[register] + found.cfaOffset();
        return found.isCfaLoaded() ? stack.memory().readLong(sum) : sum;
    }

    /**
     * The caller, whose CFA is known and which exists by the rules.
     *
     * @throws MemoryFaultException if where its registers are saved cannot be read
     * @throws UnavailableValueException if a register is needed that was not saved
     * @throws FormatException if an expression is malformed
     */
    Frame makeCaller() {
        RegisterFile saved = before;
        if (saved != null) {
            return new Frame(stack, this, UnwindMethod.THREAD_REGISTERS, true, 0, UnwoundRegisters.of(saved), 0);
        }
        if (isInlined()) {
            return new Frame(stack, this, method, interrupted, inlinedInto + 1, values, unknown);
        }
        UnwindRules found = rules();
        if (found == null) {
            throw new IllegalStateException("frame " + level + " has no rules");
        }
        boolean signal = found.isSignalFrame();
        long[] callers = new long[UnwindRules.REGISTERS];
        int callersUnknown = 0;
        for (int register = 0; register < UnwindRules.REGISTERS; register++) {
            boolean known = true;
            callers[register] = values[register];
            switch (found.kind(register)) {
                case UNSPECIFIED -> {
                    boolean kept = signal || ((UnwindRules.CALL_CLOBBERED >> register) & 1) == 0;
                    known = kept && isKnown(register) && found.method() != UnwindMethod.STACK_SCAN;
                }
                case SAME -> known = isKnown(register);
                case UNDEFINED -> known = false;
                case IN_REGISTER -> {
                    int other = (int) found.operand(register);
                    if (other >= UnwindRules.REGISTERS) {
                        throw new UnavailableValueException("register " + other);
                    }
                    callers[register] = values[other];
                    known = isKnown(other);
                }
                case CFA_PLUS -> callers[register] = cfa + found.operand(register);
                case OF_EXPRESSION ->
                    callers[register] = Evaluator.value(found.expression(register), new FrameContext(this), cfa);
                case AT_CFA, AT_STACK, AT_EXPRESSION ->
                    callers[register] = stack.memory().readLong(savedAt(register));
            }
            callersUnknown |= known ? 0 : 1 << register;
        }
        return new Frame(stack, this, found.method(), signal, 0, callers, callersUnknown);
    }

    /** Where the caller's value of a register is that is saved in memory. */
    long savedAt(int register) {
        UnwindRules found = rules();
        if (found == null) {
            throw new IllegalStateException("frame " + level + " has no rules");
        }
        return switch (found.kind(register)) {
            case AT_CFA -> cfa + found.operand(register);
            case AT_STACK -> values[UnwindRules.RSP] + found.operand(register);
            case AT_EXPRESSION -> Evaluator.value(found.expression(register), new FrameContext(this), cfa);
            case UNSPECIFIED, SAME, UNDEFINED, CFA_PLUS, IN_REGISTER, OF_EXPRESSION ->
                throw new IllegalStateException("register " + register + " is not saved in memory");
        };
    }
}
