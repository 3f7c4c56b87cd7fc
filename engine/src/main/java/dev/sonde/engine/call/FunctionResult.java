package dev.sonde.engine.call;

import dev.sonde.engine.call.ValueClasses.EightByte;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.SystemVAbi;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a function returns, and where its caller finds it. Good across the return of the function; the value is to be read
 * while the thread is still where the function has returned to.
 *
 * <p>Source: System V psABI for AMD64 section 3.2.3, "Returning of Values".
 *
 * @param type the type of the result, not {@code void}
 */
public record FunctionResult(Type type) {
    private static final String NULL_POINTER = "decltype(nullptr)";
    private static final int VECTOR_BYTES = 16;
    private static final int X87_REGISTERS = 8;
    private static final int X87_TOP_SHIFT = 11;
    private static final long X87_TOP_MASK = 7L << X87_TOP_SHIFT;

    /**
     * The result of a function that has just returned. Parts of memory that cannot be read say so in the value.
     *
     * @param thread that has executed the return, and nothing since
     * @return empty where nothing tells the place: what has no size, and what a Rust function of no set convention returns
     * @throws dev.sonde.engine.error.DebugException if the registers cannot be read
     */
    public Optional<Value> read(InferiorThread thread) {
        return read(thread.registers(), Optional.of(thread.inferior().memory()));
    }

    /**
     * The same, of registers that were kept when the function had returned.
     *
     * @param memory as it was then
     */
    public Optional<Value> read(RegisterFile registers, Optional<Memory> memory) {
        Type plain = type.unqualified();
        if (plain instanceof StructType struct && (!struct.isComplete() || !RustResults.isKnown(struct))) {
            return Optional.empty();
        }
        if (plain.size() == 0) {
            boolean empty = plain instanceof StructType && !isMemory(plain);
            return empty ? Optional.of(Values.aggregate(type, new byte[0], Place.Nowhere.INSTANCE)) : Optional.empty();
        }
        List<EightByte> classes = ValueClasses.of(plain);
        if (classes.getFirst() == EightByte.MEMORY) {
            return Optional.of(Values.load(memory, type, registers.readLong(SystemVAbi.INTEGER_RESULTS.getFirst())));
        }
        // All that a computed value has is its bytes: the registers will soon hold something else.
        return Optional.of(Values.fromBytes(type, bytes(classes, registers), 0, Place.Nowhere.INSTANCE));
    }

    /** Whether the caller says where in memory the result shall be, so that it cannot be known later where that is. */
    public boolean isInCallersMemory() {
        Type plain = type.unqualified();
        return plain.size() > 0 && ValueClasses.of(plain).getFirst() == EightByte.MEMORY;
    }

    /**
     * Puts a value where the caller will look for the result.
     *
     * @param value of this type, which {@link #isInCallersMemory} must not be true of
     * @throws dev.sonde.engine.error.DebugException if its bytes cannot be had
     */
    public void write(Value value, RegisterFile registers) {
        Type plain = type.unqualified();
        List<EightByte> classes = plain.size() == 0 ? List.of() : ValueClasses.of(plain);
        int extended = classes.contains(EightByte.COMPLEX_X87) ? 2 : classes.contains(EightByte.X87) ? 1 : 0;
        if (extended > 0) {
            // As many registers of the x87 stack are in use, and no others.
            long top = (long) X87_REGISTERS - extended;
            long status = registers.readLong(Register.FSTAT) & ~X87_TOP_MASK;
            registers.writeLong(Register.FSTAT, status | top << X87_TOP_SHIFT);
            registers.writeLong(Register.FTAG, 0xffffL >>> (2 * extended));
        }
        byte[] bytes = Arrays.copyOf(Values.toBytes(value), classes.size() * Long.BYTES);
        int integers = 0;
        int vectors = 0;
        for (int i = 0; i < classes.size(); i++) {
            int offset = i * Long.BYTES;
            switch (classes.get(i)) {
                case INTEGER -> put(registers, SystemVAbi.INTEGER_RESULTS.get(integers++), 0, bytes, offset, 8);
                case SSE -> put(registers, SystemVAbi.VECTOR_RESULTS.get(vectors++), 0, bytes, offset, 8);
                case SSEUP -> put(registers, vector(registers, vectors - 1, offset), offset, bytes, offset, 8);
                case X87 -> put(registers, SystemVAbi.X87_RESULTS.getFirst(), 0, bytes, offset, 8);
                case X87UP -> put(registers, SystemVAbi.X87_RESULTS.getFirst(), 8, bytes, offset, 2);
                case COMPLEX_X87 -> {
                    boolean low = offset % VECTOR_BYTES == 0;
                    Register part = SystemVAbi.X87_RESULTS.get(offset / VECTOR_BYTES);
                    put(registers, part, low ? 0 : Long.BYTES, bytes, offset, low ? 8 : 2);
                }
                case NO_CLASS, MEMORY -> {} // no register holds any of it
            }
        }
    }

    private static void put(RegisterFile registers, Register register, int to, byte[] bytes, int offset, int count) {
        byte[] whole = registers.readBytes(register);
        System.arraycopy(bytes, offset, whole, to, count);
        registers.writeBytes(register, whole);
    }

    /** Whether a function of this type has no result worth a look: there is none, or it is always {@code nullptr}. */
    public static boolean isNothing(Type type) {
        return type instanceof Type.VoidType
                || (type instanceof Type.IntegerType integer
                        && integer.typeName().equals(NULL_POINTER));
    }

    private static boolean isMemory(Type plain) {
        return plain instanceof StructType struct
                && struct.language() == SourceLanguage.CPLUSPLUS
                && ValueClasses.isPassedByReference(struct);
    }

    private byte[] bytes(List<EightByte> classes, RegisterFile registers) {
        byte[] bytes = new byte[classes.size() * Long.BYTES];
        int integers = 0;
        int vectors = 0;
        for (int i = 0; i < classes.size(); i++) {
            int offset = i * Long.BYTES;
            switch (classes.get(i)) {
                case INTEGER -> copy(registers, SystemVAbi.INTEGER_RESULTS.get(integers++), 0, bytes, offset, 8);
                case SSE -> copy(registers, SystemVAbi.VECTOR_RESULTS.get(vectors++), 0, bytes, offset, 8);
                case SSEUP -> upper(registers, vectors - 1, bytes, offset);
                case X87 -> copy(registers, SystemVAbi.X87_RESULTS.getFirst(), 0, bytes, offset, 8);
                case X87UP -> copy(registers, SystemVAbi.X87_RESULTS.getFirst(), 8, bytes, offset, 2);
                case COMPLEX_X87 ->
                    copy(
                            registers,
                            SystemVAbi.X87_RESULTS.get(offset / VECTOR_BYTES),
                            offset % VECTOR_BYTES,
                            bytes,
                            offset,
                            offset % VECTOR_BYTES == 0 ? 8 : 2);
                case NO_CLASS, MEMORY -> {} // no register holds any of it
            }
        }
        return Arrays.copyOf(bytes, (int) type.size());
    }

    /** The part of a vector that is not in the low eightbyte of its register. */
    private static void upper(RegisterFile registers, int vector, byte[] bytes, int offset) {
        copy(registers, vector(registers, vector, offset), offset, bytes, offset, 8);
    }

    private static Register vector(RegisterFile registers, int vector, int offset) {
        String name = (offset < VECTOR_BYTES ? "xmm" : offset < 2 * VECTOR_BYTES ? "ymm" : "zmm") + vector;
        return registers.table().find(name).orElse(SystemVAbi.VECTOR_RESULTS.get(vector));
    }

    private static void copy(RegisterFile registers, Register register, int from, byte[] bytes, int offset, int count) {
        System.arraycopy(registers.readBytes(register), from, bytes, offset, count);
    }
}
