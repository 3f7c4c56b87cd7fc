package dev.sonde.engine.variable;

import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import dev.sonde.engine.variable.ResultClasses.EightByte;
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

    /**
     * The result of a function that has just returned. Parts of memory that cannot be read say so in the value.
     *
     * @param thread that has executed the return, and nothing since
     * @return empty where nothing tells the place: what has no size, and what a Rust function of no set convention returns
     * @throws dev.sonde.engine.error.DebugException if the registers cannot be read
     */
    public Optional<Value> read(InferiorThread thread) {
        Type plain = type.unqualified();
        if (plain instanceof StructType struct && (!struct.isComplete() || !RustResults.isKnown(struct))) {
            return Optional.empty();
        }
        if (plain.size() == 0) {
            boolean empty = plain instanceof StructType && !isMemory(plain);
            return empty ? Optional.of(Values.aggregate(type, new byte[0], Place.Nowhere.INSTANCE)) : Optional.empty();
        }
        List<EightByte> classes = ResultClasses.of(plain);
        RegisterFile registers = thread.registers();
        if (classes.getFirst() == EightByte.MEMORY) {
            Optional<Memory> memory = Optional.of(thread.inferior().memory());
            return Optional.of(Values.load(memory, type, registers.readLong(SystemVAbi.INTEGER_RESULTS.getFirst())));
        }
        // All that a computed value has is its bytes: the registers will soon hold something else.
        return Optional.of(Values.fromBytes(type, bytes(classes, registers), 0, Place.Nowhere.INSTANCE));
    }

    /** Whether a function of this type has no result worth a look: there is none, or it is always {@code nullptr}. */
    static boolean isNothing(Type type) {
        return type instanceof Type.VoidType
                || (type instanceof Type.IntegerType integer
                        && integer.typeName().equals(NULL_POINTER));
    }

    private static boolean isMemory(Type plain) {
        return plain instanceof StructType struct
                && struct.language() == SourceLanguage.CPLUSPLUS
                && ResultClasses.isPassedByReference(struct);
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
        String name = (offset < VECTOR_BYTES ? "xmm" : offset < 2 * VECTOR_BYTES ? "ymm" : "zmm") + vector;
        Register register = registers.table().find(name).orElse(SystemVAbi.VECTOR_RESULTS.get(vector));
        copy(registers, register, offset, bytes, offset, 8);
    }

    private static void copy(RegisterFile registers, Register register, int from, byte[] bytes, int offset, int count) {
        System.arraycopy(registers.readBytes(register), from, bytes, offset, count);
    }
}
