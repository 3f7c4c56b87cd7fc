package dev.sonde.debuginfo.dwarf.expression;

import static dev.sonde.debuginfo.dwarf.expression.DwOp.*;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Encoding;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates expressions: DWARF 2 to 5 and the GNU operations.
 *
 * <p>Besides what its {@link EvaluationContext} throws, only {@link FormatException} and {@link
 * UnavailableValueException} escape. The number of steps, the depth of the stack and that of calls are limited.
 *
 * <p>Source: DWARF 5 sections 2.5 and 2.6.
 */
public final class Evaluator {
    private static final int MAX_STEPS = 1 << 16;
    private static final int MAX_CALLS = 32;
    private static final int MAX_STACK = 1024;
    private static final int MAX_VALUE_SIZE = 64;
    private static final String SECTION = "expression";

    private final EvaluationContext context;
    private final Encoding encoding;
    private final Arithmetic arithmetic;
    private final ArrayList<StackValue> stack = new ArrayList<>();
    private final List<Location.Piece> pieces = new ArrayList<>();
    private @Nullable Location location;
    private int steps;

    private Evaluator(Encoding encoding, EvaluationContext context) {
        this.context = context;
        this.encoding = encoding;
        this.arithmetic = new Arithmetic(encoding.addressSize());
    }

    /**
     * Where the object that {@code expression} describes is.
     *
     * @throws FormatException when the expression is malformed
     * @throws UnavailableValueException when it asks for something that the context does not have
     */
    public static Location evaluate(Expression expression, EvaluationContext context) {
        return evaluate(expression, context, new long[0]);
    }

    /**
     * Where the object is that {@code expression} describes, starting with values on the stack.
     *
     * @param initialStack generic values, the last on top: the object's address for {@code
     *     DW_AT_data_member_location}, the CFA for the rules of registers
     * @throws FormatException when the expression is malformed
     * @throws UnavailableValueException when it asks for something that the context does not have
     */
    public static Location evaluate(Expression expression, EvaluationContext context, long... initialStack) {
        var evaluator = new Evaluator(expression.encoding(), context);
        for (long value : initialStack) {
            evaluator.pushGeneric(value, 0);
        }
        if (expression.isEmpty()) {
            return new Location.OptimizedOut();
        }
        evaluator.run(expression, 0);
        return evaluator.result(expression);
    }

    /**
     * The number that an expression computes: an address, a rule's value, a size, a frame base.
     *
     * <p>A register location counts as the register's value, as frame bases need it.
     *
     * @param initialStack generic values, the last on top
     * @throws FormatException when the expression is malformed or describes something that is not a number
     * @throws UnavailableValueException when it asks for something that the context does not have
     */
    public static long value(Expression expression, EvaluationContext context, long... initialStack) {
        return switch (evaluate(expression, context, initialStack)) {
            case Location.Memory(long address) -> address;
            case Location.Register(int number) -> context.register(number);
            case Location.ImplicitValue(MemorySegment bytes) ->
                StackValue.littleEndian(bytes.toArray(ValueLayout.JAVA_BYTE));
            case Location.OptimizedOut _ -> throw new UnavailableValueException("the value was optimized out");
            case Location.ImplicitPointer _, Location.Composite _ ->
                throw new FormatException(SECTION, 0, "the expression does not compute a number");
        };
    }

    private Location result(Expression expression) {
        if (!pieces.isEmpty()) {
            if (location != null) {
                throw new FormatException(SECTION, expression.size(), "a location behind the last piece");
            }
            return new Location.Composite(pieces);
        }
        if (location != null) {
            return location;
        }
        if (stack.isEmpty()) {
            throw new FormatException(SECTION, expression.size(), "the expression leaves nothing on the stack");
        }
        return new Location.Memory(popInteger(expression.size()));
    }

    private void run(Expression expression, int depth) {
        if (depth > MAX_CALLS) {
            throw new FormatException(SECTION, 0, "calls are nested too deeply");
        }
        ByteCursor cursor = expression.cursor();
        while (cursor.hasRemaining()) {
            if (++steps > MAX_STEPS) {
                throw new FormatException(SECTION, cursor.position(), "more than " + MAX_STEPS + " steps");
            }
            Operation operation = Operation.read(cursor, encoding);
            int opcode = operation.opcode();
            if (location != null
                    && opcode != DW_OP_piece
                    && opcode != DW_OP_bit_piece
                    && opcode != DW_OP_GNU_uninit
                    && opcode != DW_OP_nop) {
                throw new FormatException(
                        SECTION, operation.offset(), DwOp.name(opcode) + " behind a complete location");
            }
            switch (opcode) {
                case DW_OP_skip -> jump(cursor, operation);
                case DW_OP_bra -> {
                    if (popInteger(operation.offset()) != 0) {
                        jump(cursor, operation);
                    }
                }
                case DW_OP_call2, DW_OP_call4 -> call(context.locationOfUnitEntry(operation.first()), depth);
                case DW_OP_call_ref -> call(context.locationOfEntry(operation.first()), depth);
                default -> execute(operation);
            }
        }
    }

    private static void jump(ByteCursor cursor, Operation operation) {
        cursor.seek(cursor.position() + operation.first());
    }

    private void call(Optional<Expression> callee, int depth) {
        // An entry without a location has no effect.
        if (callee.isPresent()) {
            run(callee.get(), depth + 1);
        }
    }

    private void execute(Operation operation) {
        int opcode = operation.opcode();
        long at = operation.offset();
        long first = operation.first();
        if (opcode >= DW_OP_lit0 && opcode <= DW_OP_lit31) {
            pushGeneric(opcode - DW_OP_lit0, at);
            return;
        }
        if (opcode >= DW_OP_reg0 && opcode <= DW_OP_reg31) {
            location = new Location.Register(opcode - DW_OP_reg0);
            return;
        }
        if (opcode >= DW_OP_breg0 && opcode <= DW_OP_breg31) {
            pushGeneric(context.register(opcode - DW_OP_breg0) + first, at);
            return;
        }
        switch (opcode) {
            case DW_OP_nop, DW_OP_GNU_uninit -> {}
            case DW_OP_addr -> pushGeneric(context.relocate(first), at);
            case DW_OP_addrx, DW_OP_GNU_addr_index -> pushGeneric(context.relocate(context.addressAt(first)), at);
            case DW_OP_constx, DW_OP_GNU_const_index -> pushGeneric(context.constantAt(first), at);
            case DW_OP_const1u,
                    DW_OP_const1s,
                    DW_OP_const2u,
                    DW_OP_const2s,
                    DW_OP_const4u,
                    DW_OP_const4s,
                    DW_OP_const8u,
                    DW_OP_const8s,
                    DW_OP_constu,
                    DW_OP_consts -> pushGeneric(first, at);
            case DW_OP_fbreg -> pushGeneric(context.frameBase() + first, at);
            case DW_OP_bregx -> pushGeneric(context.register(registerNumber(first, at)) + operation.second(), at);
            case DW_OP_call_frame_cfa -> pushGeneric(context.cfa(), at);
            case DW_OP_push_object_address -> pushGeneric(context.objectAddress(), at);
            case DW_OP_form_tls_address, DW_OP_GNU_push_tls_address ->
                pushGeneric(context.tlsAddress(popInteger(at)), at);
            case DW_OP_entry_value, DW_OP_GNU_entry_value -> pushGeneric(context.entryValue(operation.nested()), at);
            case DW_OP_GNU_parameter_ref -> pushGeneric(context.parameterReference(first), at);
            case DW_OP_GNU_variable_value -> pushGeneric(context.variableValue(first), at);
            case DW_OP_dup -> push(peek(0, at), at);
            case DW_OP_drop -> pop(at);
            case DW_OP_over -> push(peek(1, at), at);
            case DW_OP_pick -> push(peek(first, at), at);
            case DW_OP_swap -> stack.add(index(0, at), stack.remove(index(1, at)));
            case DW_OP_rot -> stack.add(index(2, at), pop(at));
            case DW_OP_deref -> dereference(encoding.addressSize(), at);
            case DW_OP_deref_size -> dereference(first, at);
            case DW_OP_xderef -> crossSpaceDereference(encoding.addressSize(), at);
            case DW_OP_xderef_size -> crossSpaceDereference(first, at);
            case DW_OP_deref_type, DW_OP_GNU_deref_type ->
                dereferenceTyped(popInteger(at), first, operation.second(), at);
            case DW_OP_xderef_type -> dereferenceTyped(popSpacedAddress(at), first, operation.second(), at);
            case DW_OP_plus_uconst -> push(arithmetic.plus(popIntegral(at), first), at);
            case DW_OP_abs, DW_OP_neg, DW_OP_not -> push(arithmetic.unary(opcode, pop(at), at), at);
            case DW_OP_and,
                    DW_OP_div,
                    DW_OP_minus,
                    DW_OP_mod,
                    DW_OP_mul,
                    DW_OP_or,
                    DW_OP_plus,
                    DW_OP_shl,
                    DW_OP_shr,
                    DW_OP_shra,
                    DW_OP_xor -> {
                StackValue right = pop(at);
                push(arithmetic.binary(opcode, pop(at), right, at), at);
            }
            case DW_OP_eq, DW_OP_ge, DW_OP_gt, DW_OP_le, DW_OP_lt, DW_OP_ne -> {
                StackValue right = pop(at);
                push(arithmetic.compare(opcode, pop(at), right, at), at);
            }
            case DW_OP_const_type, DW_OP_GNU_const_type ->
                push(StackValue.of(baseType(first, at), operation.block().toArray(ValueLayout.JAVA_BYTE)), at);
            case DW_OP_regval_type, DW_OP_GNU_regval_type -> {
                BaseType type = baseType(operation.second(), at);
                byte[] bytes = context.registerBytes(registerNumber(first, at), type.byteSize());
                push(StackValue.of(type, bytes), at);
            }
            case DW_OP_convert, DW_OP_GNU_convert -> push(arithmetic.convert(pop(at), typeOrGeneric(first, at)), at);
            case DW_OP_reinterpret, DW_OP_GNU_reinterpret ->
                push(arithmetic.reinterpret(pop(at), typeOrGeneric(first, at), at), at);
            case DW_OP_regx -> location = new Location.Register(registerNumber(first, at));
            case DW_OP_implicit_value -> location = new Location.ImplicitValue(operation.block());
            case DW_OP_stack_value -> location = Location.ImplicitValue.of(pop(at).bytes());
            case DW_OP_implicit_pointer, DW_OP_GNU_implicit_pointer ->
                location = new Location.ImplicitPointer(first, operation.second());
            case DW_OP_piece -> {
                if (Long.compareUnsigned(first, Long.MAX_VALUE / 8) > 0) {
                    throw new FormatException(SECTION, at, "a piece of " + Long.toUnsignedString(first) + " bytes");
                }
                piece(first * 8, 0, at);
            }
            case DW_OP_bit_piece -> piece(first, operation.second(), at);
            default -> throw new FormatException(SECTION, at, "unsupported operation " + DwOp.name(opcode));
        }
    }

    private void piece(long bitSize, long bitOffset, long at) {
        if (bitSize < 0 || bitOffset < 0) {
            throw new FormatException(SECTION, at, "a piece of a size or an offset that is too large");
        }
        Location source = location;
        if (source == null) {
            source = stack.isEmpty() ? new Location.OptimizedOut() : new Location.Memory(popInteger(at));
        }
        pieces.add(new Location.Piece(source, bitSize, bitOffset));
        location = null;
    }

    private void dereference(long size, long at) {
        pushGeneric(StackValue.littleEndian(context.readMemory(popInteger(at), genericSize(size, at))), at);
    }

    private void crossSpaceDereference(long size, long at) {
        long address = popSpacedAddress(at);
        pushGeneric(StackValue.littleEndian(context.readMemory(address, genericSize(size, at))), at);
    }

    private long popSpacedAddress(long at) {
        long address = popInteger(at);
        long space = popInteger(at);
        if (space != 0) {
            throw new UnavailableValueException("address space " + Long.toUnsignedString(space));
        }
        return address;
    }

    private int genericSize(long size, long at) {
        if (size < 1 || size > encoding.addressSize()) {
            throw new FormatException(SECTION, at, "dereference of " + size + " bytes");
        }
        return (int) size;
    }

    private void dereferenceTyped(long address, long size, long typeOffset, long at) {
        BaseType type = baseType(typeOffset, at);
        if (size != type.byteSize()) {
            throw new FormatException(
                    SECTION, at, "dereference of " + size + " bytes as a type of " + type.byteSize() + " bytes");
        }
        push(StackValue.of(type, context.readMemory(address, type.byteSize())), at);
    }

    private BaseType baseType(long unitOffset, long at) {
        BaseType type = context.baseType(unitOffset);
        if (type.byteSize() < 1 || type.byteSize() > MAX_VALUE_SIZE) {
            throw new FormatException(SECTION, at, "a base type of " + type.byteSize() + " bytes");
        }
        return type;
    }

    private @Nullable BaseType typeOrGeneric(long unitOffset, long at) {
        return unitOffset == 0 ? null : baseType(unitOffset, at);
    }

    private static int registerNumber(long number, long at) {
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new FormatException(SECTION, at, "register " + Long.toUnsignedString(number));
        }
        return (int) number;
    }

    private void pushGeneric(long value, long at) {
        push(arithmetic.generic(value), at);
    }

    private void push(StackValue value, long at) {
        if (stack.size() == MAX_STACK) {
            throw new FormatException(SECTION, at, "the stack is deeper than " + MAX_STACK);
        }
        stack.add(value);
    }

    private StackValue pop(long at) {
        return stack.remove(index(0, at));
    }

    private long popInteger(long at) {
        return popIntegral(at).value();
    }

    private StackValue.Integral popIntegral(long at) {
        if (pop(at) instanceof StackValue.Integral value) {
            return value;
        }
        throw new FormatException(SECTION, at, "the operand is not an integer");
    }

    private StackValue peek(long depth, long at) {
        return stack.get(index(depth, at));
    }

    private int index(long depth, long at) {
        if (depth < 0 || depth >= stack.size()) {
            throw new FormatException(SECTION, at, "the stack has " + stack.size() + " values only");
        }
        return stack.size() - 1 - (int) depth;
    }
}
