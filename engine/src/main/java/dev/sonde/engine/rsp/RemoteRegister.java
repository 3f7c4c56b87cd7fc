package dev.sonde.engine.rsp;

import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterFile;
import java.util.Arrays;

/**
 * A register as the protocol has it, which may be a part of one of the processor's, such as the upper half of {@code ymm0},
 * or have more bytes than that, which are zero.
 *
 * @param number by which packets call it, the place in a target description unless that says otherwise
 * @param name in gdb's spelling
 * @param size in bytes
 * @param type the name of its type in a target description
 * @param group the group of registers that it is listed with, or nothing for gdb to choose
 * @param register the processor's register
 * @param offset where in that it begins, in bytes
 */
public record RemoteRegister(
        int number, String name, int size, String type, String group, Register register, int offset) {
    /** Its bytes, the least significant first. */
    public byte[] read(RegisterFile registers) {
        byte[] whole = registers.readBytes(register);
        return Arrays.copyOf(Arrays.copyOfRange(whole, offset, whole.length), size);
    }

    /** Sets it; bytes that the processor's register does not have are ignored. */
    public void write(RegisterFile registers, byte[] bytes) {
        if (bytes.length != size) {
            throw new ProtocolException(name + " has " + size + " bytes, not " + bytes.length);
        }
        byte[] whole = registers.readBytes(register);
        System.arraycopy(bytes, 0, whole, offset, Math.min(size, whole.length - offset));
        registers.writeBytes(register, whole);
    }
}
