package dev.sonde.debuginfo.dwarf.expression;

import java.util.Optional;

/**
 * What an expression may ask of the world: the frame's registers, memory, and other entries of its unit.
 *
 * <p>A method that a context cannot answer throws {@link UnavailableValueException}, as the default implementations
 * do; that and any other exception of a context pass through the evaluator.
 *
 * <p>Source: DWARF 5 section 2.5.1.
 */
public interface EvaluationContext {
    /** A register's value as an integer. The number is DWARF's. */
    long register(int number);

    /**
     * The low {@code size} bytes of a register, in memory's order.
     *
     * <p>Contexts that know vector or floating-point registers override this; the default has the general ones.
     */
    default byte[] registerBytes(int number, int size) {
        if (size > Long.BYTES) {
            throw new UnavailableValueException("register " + number + " has no " + size + " bytes");
        }
        long value = register(number);
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (value >> (8 * i));
        }
        return bytes;
    }

    /** {@code size} bytes of memory at a virtual address. */
    byte[] readMemory(long address, int size);

    /** The virtual address of a file address: adds the module's load bias. */
    default long relocate(long fileAddress) {
        return fileAddress;
    }

    /** The canonical frame address of the frame. */
    default long cfa() {
        throw new UnavailableValueException("no frame, so no CFA");
    }

    /** The function's frame base, from its {@code DW_AT_frame_base}. */
    default long frameBase() {
        throw new UnavailableValueException("no frame base");
    }

    /** The address of the object that the expression describes a part of. */
    default long objectAddress() {
        throw new UnavailableValueException("no object address");
    }

    /** The address of thread-local storage at an offset in the module's block, for the current thread. */
    default long tlsAddress(long offset) {
        throw new UnavailableValueException("no thread-local storage");
    }

    /** The location expression of the entry at an offset in the expression's unit; empty when it has none. */
    default Optional<Expression> locationOfUnitEntry(long unitOffset) {
        throw new UnavailableValueException("no entries to call");
    }

    /** The location expression of the entry at an offset in {@code .debug_info}; empty when it has none. */
    default Optional<Expression> locationOfEntry(long sectionOffset) {
        throw new UnavailableValueException("no entries to call");
    }

    /** What an expression of a register or of memory had as its value on entry to the function. */
    default long entryValue(Expression expression) {
        throw new UnavailableValueException("the value of " + expression + " on entry is not known");
    }

    /** The value that the caller passed for the parameter whose entry is at an offset in the unit. */
    default long parameterReference(long unitOffset) {
        throw new UnavailableValueException("the argument is not known");
    }

    /** The value of the variable whose entry is at an offset in {@code .debug_info}. */
    default long variableValue(long sectionOffset) {
        throw new UnavailableValueException("the variable's value is not known");
    }

    /** The file address at an index of the unit's part of {@code .debug_addr}. */
    default long addressAt(long index) {
        throw new UnavailableValueException("no address table");
    }

    /** The constant at an index of the unit's part of {@code .debug_addr}, which is not relocated. */
    default long constantAt(long index) {
        return addressAt(index);
    }

    /** The base type whose entry is at an offset in the unit. */
    default BaseType baseType(long unitOffset) {
        throw new UnavailableValueException("no base types");
    }
}
