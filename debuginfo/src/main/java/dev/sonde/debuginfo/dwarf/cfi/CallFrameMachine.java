package dev.sonde.debuginfo.dwarf.cfi;

import static dev.sonde.debuginfo.dwarf.cfi.DwCfa.*;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Encoding;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Executes the call frame instructions of one description, a row at a time.
 *
 * <p>Source: DWARF 5 section 6.4.2. Every instruction consumes at least a byte and none jumps, so the work is bounded
 * by the size of the description; the states remembered and the registers' numbers have limits of their own.
 */
final class CallFrameMachine {
    private static final int MAX_REGISTERS = 1024;
    private static final int MAX_REMEMBERED_STATES = 256;
    private static final int TYPICAL_REGISTERS = 17;
    private static final int OPERAND_MASK = 0x3f;

    private static final class State {
        private final @Nullable CfaRule cfa;
        private final @Nullable RegisterRule[] rules;

        State(@Nullable CfaRule cfa, @Nullable RegisterRule[] rules) {
            this.cfa = cfa;
            this.rules = rules;
        }
    }

    private final FrameSection section;
    private final FrameDescriptionEntry fde;
    private final CommonInformationEntry cie;
    private final Encoding encoding;
    private final ByteCursor program;
    private final @Nullable RegisterRule[] initialRules;
    private final ArrayDeque<State> remembered = new ArrayDeque<>();

    private @Nullable CfaRule cfa;
    private @Nullable RegisterRule[] rules = new RegisterRule[TYPICAL_REGISTERS];
    private long location;
    private boolean ended;

    CallFrameMachine(FrameSection section, FrameDescriptionEntry fde) {
        this.section = section;
        this.fde = fde;
        this.cie = fde.cie();
        this.encoding = new Encoding(
                Encoding.DEFAULT.version(), fde.cie().addressSize(), fde.cie().offsetSize());
        this.location = fde.start();
        ByteCursor initial = ByteCursor.of(section.name(), cie.initialInstructions());
        while (initial.hasRemaining()) {
            if (execute(initial, new RegisterRule[0]) != location) {
                throw new FormatException(section.name(), cie.offset(), "a CIE's instructions advance the location");
            }
        }
        this.initialRules = rules.clone();
        long start = fde.instructionsOffset();
        this.program = section.cursor().at(start).slice(fde.instructions().byteSize());
    }

    static void checkRegister(String section, long offset, long register) {
        if (register < 0 || register >= MAX_REGISTERS) {
            throw new FormatException(section, offset, "no register " + Long.toUnsignedString(register));
        }
    }

    /** The next row, or null behind the last. Rows of no bytes are left out. */
    @Nullable
    UnwindRow next() {
        while (!ended) {
            long start = location;
            long end = fde.end();
            while (true) {
                if (!program.hasRemaining()) {
                    ended = true;
                    break;
                }
                long moved = execute(program, initialRules);
                if (moved != location) {
                    if (Long.compareUnsigned(moved - fde.start(), fde.length()) < 0) {
                        end = moved;
                    } else {
                        ended = true;
                    }
                    break;
                }
            }
            location = end;
            if (end != start) {
                return row(start, end);
            }
        }
        return null;
    }

    private UnwindRow row(long start, long end) {
        CfaRule rule = cfa;
        if (rule == null) {
            throw new FormatException(section.name(), fde.offset(), "no rule for the CFA");
        }
        return new UnwindRow(start, end, rule, rules.clone(), cie.returnAddressRegister(), cie.signalFrame());
    }

    /** Executes one instruction; answers the location it moves to, or the present one. */
    private long execute(ByteCursor in, @Nullable RegisterRule[] initial) {
        long at = in.position();
        int opcode = in.u8();
        int operand = opcode & OPERAND_MASK;
        switch (opcode & ~OPERAND_MASK) {
            case DW_CFA_advance_loc -> {
                return advance(in, operand);
            }
            case DW_CFA_offset -> set(operand, new RegisterRule.AtCfaOffset(factored(in.uleb128())));
            case DW_CFA_restore -> restore(operand, initial);
            default -> {
                return executeExtended(in, opcode, at, initial);
            }
        }
        return location;
    }

    private long executeExtended(ByteCursor in, int opcode, long at, @Nullable RegisterRule[] initial) {
        switch (opcode) {
            case DW_CFA_nop -> {}
            case DW_CFA_set_loc -> {
                long target = section.pointers().pointer(in, cie.pointerEncoding(), cie.addressSize(), fde.start());
                return checkedLocation(in, target);
            }
            case DW_CFA_advance_loc1 -> {
                return advance(in, in.u8());
            }
            case DW_CFA_advance_loc2 -> {
                return advance(in, in.u16());
            }
            case DW_CFA_advance_loc4 -> {
                return advance(in, in.u32());
            }
            case DW_CFA_MIPS_advance_loc8 -> {
                return advance(in, in.u64());
            }
            case DW_CFA_offset_extended -> set(register(in), new RegisterRule.AtCfaOffset(factored(in.uleb128())));
            case DW_CFA_offset_extended_sf -> set(register(in), new RegisterRule.AtCfaOffset(factored(in.sleb128())));
            case DW_CFA_GNU_negative_offset_extended ->
                set(register(in), new RegisterRule.AtCfaOffset(-factored(in.uleb128())));
            case DW_CFA_val_offset -> set(register(in), new RegisterRule.CfaPlusOffset(factored(in.uleb128())));
            case DW_CFA_val_offset_sf -> set(register(in), new RegisterRule.CfaPlusOffset(factored(in.sleb128())));
            case DW_CFA_restore_extended -> restore(register(in), initial);
            case DW_CFA_undefined -> set(register(in), RegisterRule.Undefined.INSTANCE);
            case DW_CFA_same_value -> set(register(in), RegisterRule.SameValue.INSTANCE);
            case DW_CFA_register -> set(register(in), new RegisterRule.InRegister(register(in)));
            case DW_CFA_expression -> set(register(in), new RegisterRule.AtExpression(expression(in)));
            case DW_CFA_val_expression -> set(register(in), new RegisterRule.OfExpression(expression(in)));
            case DW_CFA_def_cfa -> cfa = new CfaRule.RegisterOffset(register(in), in.uleb128());
            case DW_CFA_def_cfa_sf -> cfa = new CfaRule.RegisterOffset(register(in), factored(in.sleb128()));
            case DW_CFA_def_cfa_register ->
                cfa = new CfaRule.RegisterOffset(register(in), cfaRegister(in).offset());
            case DW_CFA_def_cfa_offset ->
                cfa = new CfaRule.RegisterOffset(cfaRegister(in).register(), in.uleb128());
            case DW_CFA_def_cfa_offset_sf ->
                cfa = new CfaRule.RegisterOffset(cfaRegister(in).register(), factored(in.sleb128()));
            case DW_CFA_def_cfa_expression -> cfa = new CfaRule.OfExpression(expression(in));
            case DW_CFA_remember_state -> {
                if (remembered.size() == MAX_REMEMBERED_STATES) {
                    throw new FormatException(section.name(), at, "too many states are remembered");
                }
                remembered.push(new State(cfa, rules.clone()));
            }
            case DW_CFA_restore_state -> {
                State state = remembered.poll();
                if (state == null) {
                    throw new FormatException(section.name(), at, "no state is remembered");
                }
                cfa = state.cfa;
                rules = state.rules;
            }
            // How much the callee pops matters to landing pads only.
            case DW_CFA_GNU_args_size -> in.uleb128();
            default ->
                throw new FormatException(section.name(), at, "unsupported call frame instruction " + name(opcode));
        }
        return location;
    }

    private long advance(ByteCursor in, long delta) {
        return checkedLocation(in, location + delta * cie.codeAlignment());
    }

    private long checkedLocation(ByteCursor in, long target) {
        // Offsets into the function, which may end at 2^64.
        if (Long.compareUnsigned(target - fde.start(), location - fde.start()) < 0) {
            throw new FormatException(section.name(), in.position(), "the location moves backwards");
        }
        return target;
    }

    private int register(ByteCursor in) {
        long at = in.position();
        long register = in.uleb128();
        checkRegister(section.name(), at, register);
        return (int) register;
    }

    private long factored(long offset) {
        return offset * cie.dataAlignment();
    }

    private Expression expression(ByteCursor in) {
        return Expression.of(in.bytes(in.uleb128()), encoding);
    }

    private CfaRule.RegisterOffset cfaRegister(ByteCursor in) {
        if (cfa instanceof CfaRule.RegisterOffset rule) {
            return rule;
        }
        throw new FormatException(section.name(), in.position(), "the CFA is not a register and an offset here");
    }

    private void set(int register, @Nullable RegisterRule rule) {
        if (register >= rules.length) {
            if (rule == null) {
                return;
            }
            rules = Arrays.copyOf(rules, Math.min(MAX_REGISTERS, Math.max(register + 1, rules.length * 2)));
        }
        rules[register] = rule;
    }

    private void restore(int register, @Nullable RegisterRule[] initial) {
        // A register without an initial rule goes back to having none.
        set(register, register < initial.length ? initial[register] : null);
    }
}
