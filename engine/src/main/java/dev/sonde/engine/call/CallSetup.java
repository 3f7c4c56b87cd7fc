package dev.sonde.engine.call;

import dev.sonde.engine.call.ValueClasses.EightByte;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import dev.sonde.engine.x86_64.Eflags;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.SystemVAbi;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts a stopped thread at the entry of a function, with its arguments in place. The registers are changed, and memory
 * below the red zone; nothing else of the thread is.
 *
 * <p>Source: System V psABI for AMD64 sections 3.2.2 (the stack frame) and 3.2.3 (parameter passing).
 */
public final class CallSetup {
    private static final int VECTOR_BYTES = 16;
    /** A tag word that says that every x87 register is empty, as at the entry of every function (section 3.2.1). */
    private static final long X87_EMPTY = 0xffff;

    private final RegisterFile registers;
    private final Memory memory;
    private final List<Value> onStack = new ArrayList<>();
    private long sp;
    private int integers;
    private int vectors;

    private CallSetup(InferiorThread thread) {
        registers = thread.registers();
        memory = thread.inferior().memory();
        sp = SystemVAbi.freeStack(registers.readLong(Register.RSP));
    }

    /**
     * Sets up a call.
     *
     * @param function where it is entered
     * @param arguments in their order
     * @param result the type that it returns
     * @param returnAddress where it is to return to
     * @return what rsp will be when the function has returned there
     * @throws dev.sonde.engine.error.DebugException if the stack cannot be written, or the type of an argument is passed in a
     *     way that is not known
     */
    public static long enter(
            InferiorThread thread, long function, List<Argument> arguments, Type result, long returnAddress) {
        return new CallSetup(thread).enter(function, arguments, result, returnAddress);
    }

    private long enter(long function, List<Argument> arguments, Type result, long returnAddress) {
        Type plain = result.unqualified();
        boolean inMemory = plain.size() > 0 && ValueClasses.of(plain).getFirst() == EightByte.MEMORY;
        if (inMemory) {
            reserve(plain);
            registers.writeLong(SystemVAbi.INTEGER_ARGUMENTS.get(integers++), sp);
        }
        List<Value> passed = arguments.stream().map(this::passed).toList();
        passed.forEach(this::place);
        pushArguments();
        registers.writeLong(SystemVAbi.VECTOR_ARGUMENT_COUNT, vectors);
        sp -= SystemVAbi.STACK_SLOT_BYTES;
        write(sp, word(returnAddress));
        registers.writeLong(Register.RSP, sp);
        registers.writeLong(Register.RIP, function);
        long flags = registers.readLong(Register.EFLAGS);
        registers.writeLong(Register.EFLAGS, flags & ~(Eflags.DF.mask() | Eflags.TF.mask()));
        if (registers.readLong(Register.FTAG) != X87_EMPTY) {
            registers.writeLong(Register.FTAG, X87_EMPTY);
        }
        return sp + SystemVAbi.STACK_SLOT_BYTES;
    }

    private void reserve(Type type) {
        long alignment = Math.max(SystemVAbi.STACK_ALIGNMENT, Types.alignment(type));
        sp = (sp - Math.max(type.size(), 1)) & -alignment;
    }

    /** What goes into registers or onto the stack for an argument: it, or the address of its copy. */
    private Value passed(Argument argument) {
        Value value = argument.value();
        if (!argument.byAddress()) {
            return value;
        }
        reserve(value.type());
        write(sp, Values.toBytes(value));
        return Value.Scalar.of(Types.pointerTo(value.type()), sp);
    }

    private void place(Value value) {
        Type plain = value.type().unqualified();
        if (plain.size() == 0) {
            return; // nothing is passed for an empty structure of C
        }
        List<EightByte> classes = ValueClasses.of(plain);
        int needsIntegers = count(classes, EightByte.INTEGER);
        int needsVectors = count(classes, EightByte.SSE);
        boolean memoryClass = switch (classes.getFirst()) {
            case MEMORY, X87, COMPLEX_X87 -> true;
            case NO_CLASS, INTEGER, SSE, SSEUP, X87UP -> classes.contains(EightByte.X87);
        };
        boolean fits = integers + needsIntegers <= SystemVAbi.INTEGER_ARGUMENTS.size()
                && vectors + needsVectors <= SystemVAbi.VECTOR_ARGUMENTS.size();
        if (memoryClass || !fits) {
            onStack.add(value);
            return;
        }
        byte[] bytes = Arrays.copyOf(Values.toBytes(value), classes.size() * Long.BYTES);
        for (int i = 0; i < classes.size(); i++) {
            switch (classes.get(i)) {
                case INTEGER ->
                    registers.writeLong(
                            SystemVAbi.INTEGER_ARGUMENTS.get(integers++),
                            ByteBuffer.wrap(bytes)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .getLong(i * Long.BYTES));
                case SSE -> {
                    int end = i + 1;
                    while (end < classes.size() && classes.get(end) == EightByte.SSEUP) {
                        end++;
                    }
                    vector(vectors++, Arrays.copyOfRange(bytes, i * Long.BYTES, end * Long.BYTES));
                }
                case SSEUP, NO_CLASS -> {} // written with what it follows; nothing
                case X87, X87UP, COMPLEX_X87, MEMORY ->
                    throw new DebugException("A value of type " + value.type().name() + " cannot be passed.");
            }
        }
    }

    private static int count(List<EightByte> classes, EightByte kind) {
        return (int) classes.stream().filter(kind::equals).count();
    }

    private void vector(int number, byte[] bytes) {
        String kind = bytes.length <= VECTOR_BYTES ? "xmm" : bytes.length <= 2 * VECTOR_BYTES ? "ymm" : "zmm";
        Register register = registers
                .table()
                .find(kind + number)
                .orElseThrow(() -> new DebugException(
                        "This processor has no register for an argument of " + bytes.length + " bytes."));
        registers.writeBytes(register, Arrays.copyOf(bytes, register.size()));
    }

    /** Puts the arguments that registers do not hold onto the stack, the last one highest. */
    private void pushArguments() {
        long size = 0;
        long alignment = SystemVAbi.STACK_ALIGNMENT;
        List<Long> offsets = new ArrayList<>();
        for (Value value : onStack) {
            long own = Math.max(SystemVAbi.STACK_SLOT_BYTES, stackAlignment(value.type()));
            alignment = Math.max(alignment, own);
            size = (size + own - 1) & -own;
            offsets.add(size);
            size += (value.type().size() + SystemVAbi.STACK_SLOT_BYTES - 1) & -SystemVAbi.STACK_SLOT_BYTES;
        }
        sp = (sp - size) & -alignment;
        for (int i = 0; i < onStack.size(); i++) {
            byte[] bytes = Values.toBytes(onStack.get(i));
            // The unused bytes of a slot are undefined, so that the whole may be written.
            write(sp + offsets.get(i), Arrays.copyOf(bytes, (bytes.length + 7) & -8));
        }
    }

    private static long stackAlignment(Type type) {
        Type plain = type.unqualified();
        boolean vector = plain instanceof Type.ArrayType array && array.vector();
        return vector ? plain.size() : Types.alignment(plain);
    }

    private void write(long address, byte[] bytes) {
        memory.writeBytes(address, bytes);
    }

    private static byte[] word(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }
}
