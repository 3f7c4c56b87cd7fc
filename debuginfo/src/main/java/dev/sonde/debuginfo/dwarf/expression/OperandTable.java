package dev.sonde.debuginfo.dwarf.expression;

import static dev.sonde.debuginfo.dwarf.expression.DwOp.*;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which operands each operation has. */
final class OperandTable {
    private static final Operand[] NONE = {};
    private static final Operand[] @Nullable [] TABLE = new Operand[256][];

    static {
        define(
                NONE,
                DW_OP_deref,
                DW_OP_dup,
                DW_OP_drop,
                DW_OP_over,
                DW_OP_swap,
                DW_OP_rot,
                DW_OP_xderef,
                DW_OP_abs,
                DW_OP_and,
                DW_OP_div,
                DW_OP_minus,
                DW_OP_mod,
                DW_OP_mul,
                DW_OP_neg,
                DW_OP_not,
                DW_OP_or,
                DW_OP_plus,
                DW_OP_shl,
                DW_OP_shr,
                DW_OP_shra,
                DW_OP_xor,
                DW_OP_eq,
                DW_OP_ge,
                DW_OP_gt,
                DW_OP_le,
                DW_OP_lt,
                DW_OP_ne,
                DW_OP_nop,
                DW_OP_push_object_address,
                DW_OP_form_tls_address,
                DW_OP_call_frame_cfa,
                DW_OP_stack_value,
                DW_OP_GNU_push_tls_address,
                DW_OP_GNU_uninit);
        Arrays.fill(TABLE, DW_OP_lit0, DW_OP_lit31 + 1, NONE);
        Arrays.fill(TABLE, DW_OP_reg0, DW_OP_reg31 + 1, NONE);
        Arrays.fill(TABLE, DW_OP_breg0, DW_OP_breg31 + 1, new Operand[] {Operand.SLEB});
        define(new Operand[] {Operand.ADDRESS}, DW_OP_addr);
        define(new Operand[] {Operand.U1}, DW_OP_const1u, DW_OP_pick, DW_OP_deref_size, DW_OP_xderef_size);
        define(new Operand[] {Operand.S1}, DW_OP_const1s);
        define(new Operand[] {Operand.U2}, DW_OP_const2u, DW_OP_call2);
        define(new Operand[] {Operand.S2}, DW_OP_const2s, DW_OP_bra, DW_OP_skip);
        define(new Operand[] {Operand.U4}, DW_OP_const4u, DW_OP_call4, DW_OP_GNU_parameter_ref);
        define(new Operand[] {Operand.S4}, DW_OP_const4s);
        define(new Operand[] {Operand.U8}, DW_OP_const8u);
        define(new Operand[] {Operand.S8}, DW_OP_const8s);
        define(
                new Operand[] {Operand.ULEB},
                DW_OP_constu,
                DW_OP_plus_uconst,
                DW_OP_regx,
                DW_OP_piece,
                DW_OP_addrx,
                DW_OP_constx,
                DW_OP_convert,
                DW_OP_reinterpret,
                DW_OP_GNU_convert,
                DW_OP_GNU_reinterpret,
                DW_OP_GNU_addr_index,
                DW_OP_GNU_const_index);
        define(new Operand[] {Operand.ULEB, Operand.SLEB}, DW_OP_bregx);
        define(new Operand[] {Operand.REFERENCE}, DW_OP_call_ref, DW_OP_GNU_variable_value);
        define(new Operand[] {Operand.ULEB, Operand.ULEB}, DW_OP_bit_piece, DW_OP_regval_type, DW_OP_GNU_regval_type);
        define(new Operand[] {Operand.BLOCK}, DW_OP_implicit_value);
        define(new Operand[] {Operand.REFERENCE, Operand.SLEB}, DW_OP_implicit_pointer, DW_OP_GNU_implicit_pointer);
        define(new Operand[] {Operand.EXPRESSION}, DW_OP_entry_value, DW_OP_GNU_entry_value);
        define(new Operand[] {Operand.ULEB, Operand.BLOCK1}, DW_OP_const_type, DW_OP_GNU_const_type);
        define(new Operand[] {Operand.U1, Operand.ULEB}, DW_OP_deref_type, DW_OP_xderef_type, DW_OP_GNU_deref_type);
        define(new Operand[] {Operand.SLEB}, DW_OP_consts, DW_OP_fbreg);
    }

    private OperandTable() {}

    /** The operands of an operation, or null when it is unknown. */
    static Operand @Nullable [] operands(int opcode) {
        return TABLE[opcode];
    }

    private static void define(Operand[] operands, int... opcodes) {
        for (int opcode : opcodes) {
            TABLE[opcode] = operands;
        }
    }
}
