package dev.sonde.debuginfo.dwarf.expression;

import static dev.sonde.debuginfo.dwarf.expression.DwOp.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Bytes;
import dev.sonde.debuginfo.dwarf.DwAte;
import dev.sonde.debuginfo.dwarf.Encoding;
import dev.sonde.debuginfo.dwarf.Malformed;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private static final int FLOAT = 0x10;
    private static final int DOUBLE = 0x11;
    private static final int INT = 0x12;
    private static final int UNSIGNED = 0x13;
    private static final int INT128 = 0x14;

    /** Registers hold ten times their number; memory holds the low bytes of its addresses. */
    private static final EvaluationContext CONTEXT = new EvaluationContext() {
        @Override
        public long register(int number) {
            return number * 10L;
        }

        @Override
        public byte[] readMemory(long address, int size) {
            byte[] bytes = new byte[size];
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) (address + i);
            }
            return bytes;
        }

        @Override
        public long relocate(long fileAddress) {
            return fileAddress + 0x1_0000;
        }

        @Override
        public long cfa() {
            return 0x7000;
        }

        @Override
        public long frameBase() {
            return 0x6000;
        }

        @Override
        public long objectAddress() {
            return 0x5000;
        }

        @Override
        public long tlsAddress(long offset) {
            return 0x4000 + offset;
        }

        @Override
        public Optional<Expression> locationOfUnitEntry(long unitOffset) {
            return switch ((int) unitOffset) {
                case 1 -> Optional.of(expression(new Bytes().u8(DW_OP_lit5)));
                case 2 -> Optional.of(expression(new Bytes().u8(DW_OP_call2).u16(2)));
                default -> Optional.empty();
            };
        }

        @Override
        public Optional<Expression> locationOfEntry(long sectionOffset) {
            return Optional.of(expression(new Bytes().u8(DW_OP_reg3)));
        }

        @Override
        public long entryValue(Expression expression) {
            return expression.isEmpty() ? 0 : expression.operations().getFirst().opcode();
        }

        @Override
        public long parameterReference(long unitOffset) {
            return unitOffset + 1;
        }

        @Override
        public long variableValue(long sectionOffset) {
            return sectionOffset + 2;
        }

        @Override
        public long addressAt(long index) {
            return index * 0x100;
        }

        @Override
        public BaseType baseType(long unitOffset) {
            return switch ((int) unitOffset) {
                case FLOAT -> new BaseType(DwAte.DW_ATE_float, 4);
                case DOUBLE -> new BaseType(DwAte.DW_ATE_float, 8);
                case INT -> new BaseType(DwAte.DW_ATE_signed, 4);
                case UNSIGNED -> new BaseType(DwAte.DW_ATE_unsigned, 4);
                case INT128 -> new BaseType(DwAte.DW_ATE_signed, 16);
                default -> new BaseType(DwAte.DW_ATE_signed, 1000);
            };
        }
    };

    private static Expression expression(Bytes bytes) {
        return Expression.of(bytes.segment(), Encoding.DEFAULT);
    }

    private static Location evaluate(Bytes bytes) {
        return Evaluator.evaluate(expression(bytes), CONTEXT);
    }

    private static long value(int... operations) {
        return Evaluator.value(expression(new Bytes().u8(operations)), CONTEXT);
    }

    private static long value(Bytes bytes) {
        return Evaluator.value(expression(bytes), CONTEXT);
    }

    @Test
    void literals() {
        assertThat(value(DW_OP_lit31)).isEqualTo(31);
        assertThat(value(new Bytes().u8(DW_OP_const1u, 0xff))).isEqualTo(255);
        assertThat(value(new Bytes().u8(DW_OP_const1s, 0xff))).isEqualTo(-1);
        assertThat(value(new Bytes().u8(DW_OP_const2u).u16(0xffff))).isEqualTo(0xffff);
        assertThat(value(new Bytes().u8(DW_OP_const2s).u16(0xffff))).isEqualTo(-1);
        assertThat(value(new Bytes().u8(DW_OP_const4u).u32(-1))).isEqualTo(0xffff_ffffL);
        assertThat(value(new Bytes().u8(DW_OP_const4s).u32(-1))).isEqualTo(-1);
        assertThat(value(new Bytes().u8(DW_OP_const8u).u64(-2))).isEqualTo(-2);
        assertThat(value(new Bytes().u8(DW_OP_const8s).u64(-2))).isEqualTo(-2);
        assertThat(value(new Bytes().u8(DW_OP_constu).uleb(300))).isEqualTo(300);
        assertThat(value(new Bytes().u8(DW_OP_consts).sleb(-300))).isEqualTo(-300);
        assertThat(value(new Bytes().u8(DW_OP_addr).u64(0x20))).isEqualTo(0x1_0020);
        assertThat(value(new Bytes().u8(DW_OP_addrx).uleb(2))).isEqualTo(0x1_0200);
        assertThat(value(new Bytes().u8(DW_OP_GNU_addr_index).uleb(2))).isEqualTo(0x1_0200);
        assertThat(value(new Bytes().u8(DW_OP_constx).uleb(2))).isEqualTo(0x200);
        assertThat(value(new Bytes().u8(DW_OP_GNU_const_index).uleb(2))).isEqualTo(0x200);
    }

    @Test
    void registersAndBases() {
        assertThat(value(new Bytes().u8(DW_OP_breg7).sleb(-8))).isEqualTo(62);
        assertThat(value(new Bytes().u8(DW_OP_bregx).uleb(40).sleb(1))).isEqualTo(401);
        assertThat(value(new Bytes().u8(DW_OP_fbreg).sleb(-16))).isEqualTo(0x5ff0);
        assertThat(value(DW_OP_call_frame_cfa)).isEqualTo(0x7000);
        assertThat(value(DW_OP_push_object_address)).isEqualTo(0x5000);
        assertThat(value(DW_OP_lit8, DW_OP_form_tls_address)).isEqualTo(0x4008);
        assertThat(value(DW_OP_lit8, DW_OP_GNU_push_tls_address)).isEqualTo(0x4008);
        assertThat(value(DW_OP_reg6))
                .as("a frame base in a register is its value")
                .isEqualTo(60);
        assertThat(value(new Bytes().u8(DW_OP_entry_value).uleb(1).u8(DW_OP_reg5)))
                .isEqualTo(DW_OP_reg5);
        assertThat(value(new Bytes().u8(DW_OP_GNU_entry_value).uleb(1).u8(DW_OP_reg5)))
                .isEqualTo(DW_OP_reg5);
        assertThat(value(new Bytes().u8(DW_OP_GNU_parameter_ref).u32(4))).isEqualTo(5);
        assertThat(value(new Bytes().u8(DW_OP_GNU_variable_value).u32(4))).isEqualTo(6);
    }

    @Test
    void stackOperations() {
        assertThat(value(DW_OP_lit1, DW_OP_dup, DW_OP_plus)).isEqualTo(2);
        assertThat(value(DW_OP_lit1, DW_OP_lit2, DW_OP_drop)).isEqualTo(1);
        assertThat(value(DW_OP_lit1, DW_OP_lit2, DW_OP_over)).isEqualTo(1);
        assertThat(value(DW_OP_lit1, DW_OP_lit2, DW_OP_lit3, DW_OP_pick, 2)).isEqualTo(1);
        assertThat(value(DW_OP_lit7, DW_OP_lit2, DW_OP_swap, DW_OP_minus)).isEqualTo(-5);
        // 1 2 3 becomes 3 1 2.
        assertThat(value(DW_OP_lit1, DW_OP_lit2, DW_OP_lit3, DW_OP_rot)).isEqualTo(2);
        assertThat(value(DW_OP_lit1, DW_OP_lit2, DW_OP_lit3, DW_OP_rot, DW_OP_drop))
                .isEqualTo(1);
        assertThat(value(DW_OP_lit1, DW_OP_lit2, DW_OP_lit3, DW_OP_rot, DW_OP_drop, DW_OP_drop))
                .isEqualTo(3);
        assertThat(value(DW_OP_lit1, DW_OP_deref)).isEqualTo(0x0807060504030201L);
        assertThat(value(DW_OP_lit1, DW_OP_deref_size, 2)).isEqualTo(0x0201);
        assertThat(value(DW_OP_lit0, DW_OP_lit1, DW_OP_xderef)).isEqualTo(0x0807060504030201L);
        assertThat(value(DW_OP_lit0, DW_OP_lit1, DW_OP_xderef_size, 1)).isEqualTo(1);
    }

    @Test
    void genericArithmetic() {
        assertThat(value(DW_OP_lit5, DW_OP_neg, DW_OP_abs)).isEqualTo(5);
        assertThat(value(DW_OP_lit6, DW_OP_lit3, DW_OP_and)).isEqualTo(2);
        assertThat(value(DW_OP_lit6, DW_OP_lit3, DW_OP_or)).isEqualTo(7);
        assertThat(value(DW_OP_lit6, DW_OP_lit3, DW_OP_xor)).isEqualTo(5);
        assertThat(value(DW_OP_lit6, DW_OP_lit3, DW_OP_mul)).isEqualTo(18);
        assertThat(value(DW_OP_lit6, DW_OP_neg, DW_OP_lit4, DW_OP_div))
                .as("signed")
                .isEqualTo(-1);
        assertThat(value(DW_OP_lit6, DW_OP_neg, DW_OP_lit4, DW_OP_mod))
                .as("unsigned")
                .isEqualTo(2);
        assertThat(value(DW_OP_lit6, DW_OP_not)).isEqualTo(-7);
        assertThat(value(new Bytes().u8(DW_OP_lit6, DW_OP_plus_uconst).uleb(200)))
                .isEqualTo(206);
        assertThat(value(DW_OP_lit1, DW_OP_lit4, DW_OP_shl)).isEqualTo(16);
        assertThat(value(DW_OP_lit1, DW_OP_const1u, 64, DW_OP_shl)).isZero();
        assertThat(value(DW_OP_lit1, DW_OP_neg, DW_OP_const1u, 60, DW_OP_shr)).isEqualTo(15);
        assertThat(value(DW_OP_lit16, DW_OP_neg, DW_OP_lit2, DW_OP_shra)).isEqualTo(-4);
        assertThat(value(DW_OP_lit16, DW_OP_neg, DW_OP_const1u, 200, DW_OP_shra))
                .isEqualTo(-1);
        assertThat(value(DW_OP_lit1, DW_OP_neg, DW_OP_lit1, DW_OP_lt))
                .as("signed")
                .isEqualTo(1);
        assertThat(value(DW_OP_lit1, DW_OP_lit1, DW_OP_eq)).isEqualTo(1);
        assertThat(value(DW_OP_lit1, DW_OP_lit1, DW_OP_ne)).isZero();
        assertThat(value(DW_OP_lit1, DW_OP_lit1, DW_OP_le)).isEqualTo(1);
        assertThat(value(DW_OP_lit1, DW_OP_lit1, DW_OP_ge)).isEqualTo(1);
        assertThat(value(DW_OP_lit1, DW_OP_lit2, DW_OP_gt)).isZero();
    }

    @Test
    void thirtyTwoBitAddressesWrap() {
        var narrow = new Encoding(4, 4, 4);
        var bytes = new Bytes().u8(DW_OP_lit0, DW_OP_lit1, DW_OP_minus, DW_OP_lit1, DW_OP_plus);
        assertThat(Evaluator.value(Expression.of(bytes.segment(), narrow), CONTEXT))
                .isZero();
    }

    @Test
    void typedArithmetic() {
        var half = new Bytes().u8(DW_OP_const_type).uleb(DOUBLE).u8(8).u64(Double.doubleToLongBits(0.5));
        var sum = new Bytes().append(half).append(half).u8(DW_OP_plus);
        assertThat(value(new Bytes().append(sum).u8(DW_OP_convert).uleb(0))).isEqualTo(1);
        assertThat(value(new Bytes().append(sum).u8(DW_OP_reinterpret).uleb(0)))
                .isEqualTo(Double.doubleToLongBits(1.0));
        assertThat(value(new Bytes().append(sum).append(half).u8(DW_OP_gt))).isEqualTo(1);
        assertThat(bytes(new Bytes().append(sum).u8(DW_OP_convert).uleb(FLOAT).u8(DW_OP_neg, DW_OP_stack_value)))
                .isEqualTo(littleEndian(Float.floatToIntBits(-1f), 4));
        assertThat(value(new Bytes()
                        .u8(DW_OP_regval_type)
                        .uleb(100)
                        .uleb(INT)
                        .u8(DW_OP_convert)
                        .uleb(0)))
                .isEqualTo(1000);
        assertThat(bytes(new Bytes()
                        .u8(DW_OP_lit1, DW_OP_deref_type, 4)
                        .uleb(UNSIGNED)
                        .u8(DW_OP_stack_value)))
                .isEqualTo(littleEndian(0x04030201, 4));
        // -8 / 3 as int is -2, as unsigned something large.
        var minusEight = new Bytes().u8(DW_OP_lit8, DW_OP_neg);
        assertThat(bytes(new Bytes()
                        .append(minusEight)
                        .u8(DW_OP_convert, INT, DW_OP_lit3, DW_OP_convert, INT, DW_OP_div, DW_OP_stack_value)))
                .isEqualTo(littleEndian(-2, 4));
        assertThat(bytes(new Bytes()
                        .append(minusEight)
                        .u8(
                                DW_OP_convert,
                                UNSIGNED,
                                DW_OP_lit3,
                                DW_OP_convert,
                                UNSIGNED,
                                DW_OP_div,
                                DW_OP_stack_value)))
                .isEqualTo(littleEndian(0xffff_fff8L / 3, 4));
        assertThat(bytes(new Bytes().u8(DW_OP_lit1, DW_OP_deref_type, 16, INT128, DW_OP_stack_value)))
                .as("can be carried")
                .hasSize(16);
        assertThatThrownBy(
                        () -> evaluate(new Bytes().u8(DW_OP_lit1, DW_OP_deref_type, 16, INT128, DW_OP_dup, DW_OP_plus)))
                .isInstanceOf(UnavailableValueException.class);
        assertThatThrownBy(() -> evaluate(new Bytes().append(half).u8(DW_OP_lit1, DW_OP_plus)))
                .isInstanceOf(FormatException.class);
    }

    private static byte[] bytes(Bytes expression) {
        return ((Location.ImplicitValue) evaluate(expression)).bytes().toArray(ValueLayout.JAVA_BYTE);
    }

    private static byte[] littleEndian(long value, int size) {
        byte[] all = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        return Arrays.copyOf(all, size);
    }

    @Test
    void controlFlow() {
        assertThat(value(
                        new Bytes().u8(DW_OP_lit1, DW_OP_lit0, DW_OP_bra).u16(1).u8(DW_OP_lit9)))
                .as("a branch that is not taken skips its operand")
                .isEqualTo(9);
        assertThat(value(
                        new Bytes().u8(DW_OP_lit1, DW_OP_lit1, DW_OP_bra).u16(1).u8(DW_OP_lit9)))
                .isEqualTo(1);
        assertThat(value(new Bytes().u8(DW_OP_lit1, DW_OP_skip).u16(1).u8(DW_OP_lit9)))
                .isEqualTo(1);
        assertThat(value(new Bytes()
                        .u8(DW_OP_call2)
                        .u16(1)
                        .u8(DW_OP_call4)
                        .u32(1)
                        .u8(DW_OP_mul)))
                .isEqualTo(25);
        assertThat(evaluate(new Bytes().u8(DW_OP_call_ref).u32(1))).isEqualTo(new Location.Register(3));
        assertThat(value(new Bytes().u8(DW_OP_lit2, DW_OP_call2).u16(99))).isEqualTo(2);
    }

    @Test
    void locations() {
        assertThat(evaluate(new Bytes())).isEqualTo(new Location.OptimizedOut());
        assertThat(evaluate(new Bytes().u8(DW_OP_reg17))).isEqualTo(new Location.Register(17));
        assertThat(evaluate(new Bytes().u8(DW_OP_regx).uleb(60))).isEqualTo(new Location.Register(60));
        assertThat(evaluate(new Bytes().u8(DW_OP_lit3, DW_OP_GNU_uninit))).isEqualTo(new Location.Memory(3));
        assertThat(evaluate(new Bytes().u8(DW_OP_implicit_value).uleb(2).u8(1, 2)))
                .isEqualTo(Location.ImplicitValue.of(new byte[] {1, 2}));
        assertThat(evaluate(new Bytes().u8(DW_OP_lit3, DW_OP_stack_value)))
                .isEqualTo(Location.ImplicitValue.of(new byte[] {3, 0, 0, 0, 0, 0, 0, 0}));
        assertThat(evaluate(new Bytes().u8(DW_OP_implicit_pointer).u32(0x77).sleb(-4)))
                .isEqualTo(new Location.ImplicitPointer(0x77, -4));
        assertThat(Evaluator.evaluate(
                        Expression.of(
                                new Bytes()
                                        .u8(DW_OP_GNU_implicit_pointer)
                                        .u64(0x77)
                                        .sleb(4)
                                        .segment(),
                                new Encoding(2, 8, 4)),
                        CONTEXT))
                .as("DWARF 2 has references of the size of an address")
                .isEqualTo(new Location.ImplicitPointer(0x77, 4));
        assertThat(evaluate(new Bytes()
                        .u8(DW_OP_reg1, DW_OP_piece, 4)
                        .u8(DW_OP_piece, 2)
                        .u8(DW_OP_lit9, DW_OP_bit_piece, 3, 5)
                        .u8(DW_OP_lit1, DW_OP_stack_value, DW_OP_piece, 1)))
                .isEqualTo(new Location.Composite(List.of(
                        new Location.Piece(new Location.Register(1), 32, 0),
                        new Location.Piece(new Location.OptimizedOut(), 16, 0),
                        new Location.Piece(new Location.Memory(9), 3, 5),
                        new Location.Piece(Location.ImplicitValue.of(new byte[] {1, 0, 0, 0, 0, 0, 0, 0}), 8, 0))));
    }

    @Test
    void rejectsWhatIsWrong() {
        for (Bytes bad : List.of(
                new Bytes().u8(0x01),
                new Bytes().u8(0xff),
                new Bytes().u8(DW_OP_plus),
                new Bytes().u8(DW_OP_nop),
                new Bytes().u8(DW_OP_reg1, DW_OP_lit1),
                new Bytes().u8(DW_OP_lit1, DW_OP_piece, 1, DW_OP_reg1),
                new Bytes().u8(DW_OP_lit1, DW_OP_pick, 1),
                new Bytes().u8(DW_OP_lit1, DW_OP_lit0, DW_OP_div),
                new Bytes().u8(DW_OP_lit1, DW_OP_lit0, DW_OP_mod),
                new Bytes().u8(DW_OP_lit1, DW_OP_deref_size, 9),
                new Bytes().u8(DW_OP_skip).u16(-3),
                new Bytes().u8(DW_OP_skip).u16(-4),
                new Bytes().u8(DW_OP_skip).u16(1),
                new Bytes().u8(DW_OP_lit0, DW_OP_skip).u16(-4),
                new Bytes().u8(DW_OP_call2).u16(2),
                new Bytes().u8(DW_OP_lit0, DW_OP_convert, 0x7f),
                new Bytes().u8(DW_OP_piece).uleb(-1),
                new Bytes().u8(DW_OP_lit0, DW_OP_reinterpret, INT))) {
            assertThatThrownBy(() -> evaluate(bad)).as("%s", expression(bad)).isInstanceOf(FormatException.class);
        }
        assertThatThrownBy(() -> value(DW_OP_lit1, DW_OP_lit1, DW_OP_xderef))
                .isInstanceOf(UnavailableValueException.class);
        assertThatThrownBy(() -> value(new Bytes())).isInstanceOf(UnavailableValueException.class);
    }

    @Test
    void decodesForPrinting() {
        assertThat(expression(new Bytes()
                        .u8(DW_OP_fbreg)
                        .sleb(-24)
                        .u8(DW_OP_deref, DW_OP_entry_value)
                        .uleb(2)
                        .u8(DW_OP_breg5, 1, DW_OP_implicit_value, 2, 0xab, 0xcd)
                        .u8(DW_OP_addr)
                        .u64(0x1234)))
                .hasToString("DW_OP_fbreg -24; DW_OP_deref; DW_OP_entry_value (DW_OP_breg5 1); "
                        + "DW_OP_implicit_value 0xabcd; DW_OP_addr 0x1234");
        assertThat(expression(new Bytes().u8(0x02))).asString().contains("unknown operation DW_OP_<0x2>");
        assertThat(expression(new Bytes().u8(1, 2))).isEqualTo(expression(new Bytes().u8(1, 2)));
        assertThat(expression(new Bytes().u8(1, 2))).isNotEqualTo(expression(new Bytes().u8(1, 3)));
    }

    @Test
    void everyNamedOperationHasOperands() {
        for (int opcode = 0; opcode < 256; opcode++) {
            assertThat(OperandTable.operands(opcode) != null)
                    .as(DwOp.name(opcode))
                    .isEqualTo(!DwOp.name(opcode).contains("<"));
        }
    }

    @Test
    void damagedInputIsRejectedOneWay() {
        byte[] good = new Bytes()
                .u8(DW_OP_lit1, DW_OP_lit0, DW_OP_bra)
                .u16(1)
                .u8(DW_OP_lit9, DW_OP_const_type, DOUBLE, 8)
                .u64(1)
                .u8(DW_OP_convert, 0, DW_OP_plus, DW_OP_stack_value, DW_OP_piece, 8, DW_OP_reg1, DW_OP_bit_piece, 3, 5)
                .toArray();
        Malformed.truncated(good, bytes -> read(Expression.of(bytes, Encoding.DEFAULT)));
        Malformed.flipped(good, 20_000, bytes -> read(Expression.of(bytes, Encoding.DEFAULT)));
    }

    private static void read(Expression expression) {
        assertThat(expression.toString()).isNotNull();
        try {
            Evaluator.evaluate(expression, CONTEXT);
        } catch (UnavailableValueException e) {
            assertThat(e).hasMessageMatching(".+");
        }
    }
}
