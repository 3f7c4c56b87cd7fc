package dev.sonde.engine.ptrace;

import dev.sonde.engine.linux.HostCpu;
import dev.sonde.engine.x86_64.EmulatorMemory;
import dev.sonde.engine.x86_64.InstructionEmulator;
import dev.sonde.engine.x86_64.Register;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Executes the instruction under a planted {@code int3} in software: the thread needs no single step, and the others
 * need not be stopped.
 *
 * <p>The code is read anew each time unless its first byte says all: a program may patch what follows the breakpoint. On
 * the tracer thread only.
 */
final class SoftwareStep {
    private static final int MAX_INSTRUCTION = 15;
    private static final int PAGE = 4096;
    private static final int CALL = 0xe8;
    private static final int RET = 0xc3;
    private static final int NOP = 0x90;
    private static final int REPEAT = 0xf3;
    private static final int REPEAT_NOT_EQUAL = 0xf2;

    /** How far from its stack pointer a thread's own stack is taken to reach, when others could see a torn access. */
    private static final long OWN_STACK_BELOW = 256;

    private static final long OWN_STACK_ABOVE = 1 << 16;

    private final TracedProcess process;
    private final MemorySegment codeBuffer = Arena.ofAuto().allocate(MAX_INSTRUCTION);
    private final byte[] code = new byte[MAX_INSTRUCTION];
    private final byte[] opcode = new byte[1];
    private final ProgramMemory memory = new ProgramMemory();

    SoftwareStep(TracedProcess process) {
        this.process = process;
    }

    /** Whether the instruction at {@code site}, where {@code tracee} stands, was executed; if not, nothing has changed. */
    boolean execute(Tracee tracee, SoftwareSites.Site site) {
        int first = site.original() & 0xff;
        if (mayTouchShadowStack(first) && HostCpu.hasShadowStacks()) {
            return false;
        }
        memory.stackPointer = tracee.registers().readLong(Register.RSP);
        memory.shared = process.only() == null;
        return InstructionEmulator.execute(code(site, first), tracee.registers(), memory);
    }

    private static boolean mayTouchShadowStack(int first) {
        return first == CALL || first == RET || first == REPEAT || first == REPEAT_NOT_EQUAL;
    }

    private byte[] code(SoftwareSites.Site site, int first) {
        if ((first & 0xf0) == 0x50 || first == RET || first == NOP) {
            opcode[0] = (byte) first;
            return opcode;
        }
        int length = (int) process.memory().read(site.point().address(), codeBuffer);
        MemorySegment.copy(codeBuffer, ValueLayout.JAVA_BYTE, 0, code, 0, length);
        return length == MAX_INSTRUCTION ? code : Arrays.copyOf(code, length);
    }

    /** The program's memory with the program's own permissions, as far as an access of ours is as good as its own. */
    private final class ProgramMemory implements EmulatorMemory {
        private final MemorySegment word = Arena.ofAuto().allocate(Long.BYTES, Long.BYTES);
        private long stackPointer;
        private boolean shared;

        @Override
        public OptionalLong read(long address, int size) {
            if (!isFaithful(address, size) || !process.memory().raw().readPermitted(address, word.asSlice(0, size))) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(
                    size == Integer.BYTES
                            ? Integer.toUnsignedLong(word.get(ValueLayout.JAVA_INT, 0))
                            : word.get(ValueLayout.JAVA_LONG, 0));
        }

        @Override
        public boolean write(long address, long value, int size) {
            word.set(ValueLayout.JAVA_LONG, 0, value);
            return isFaithful(address, size) && process.memory().raw().writePermitted(address, word.asSlice(0, size));
        }

        /** The kernel copies bytes: all of one page or none, but not at once in the eyes of other threads. */
        private boolean isFaithful(long address, int size) {
            boolean inOnePage = (address & (PAGE - 1)) <= PAGE - size;
            return inOnePage
                    && (!shared
                            || Long.compareUnsigned(
                                            address - (stackPointer - OWN_STACK_BELOW),
                                            OWN_STACK_BELOW + OWN_STACK_ABOVE)
                                    < 0);
        }
    }
}
