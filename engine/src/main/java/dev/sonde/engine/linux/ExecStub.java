package dev.sonde.engine.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The program that becomes the program: a static ELF image of under 300 bytes that waits to be traced and then execs.
 *
 * <p>A JVM must not fork, and a process started by posix_spawn(3) runs at once; the tracer needs it to hold still until
 * it has attached. The stub reads one byte from descriptor {@link #GO}: while nothing comes it sleeps, when the tracer
 * dies it reads end of file and exits, and on the byte it closes every
 * descriptor from that one on and calls execve with its own first
 * argument as the path, the others as the arguments and its environment as it is. Nothing but the kernel has touched the
 * process in between. If execve fails, the stub exits with the errno as its code.
 *
 * <p>Sources: the psABI section 3.4.1 (initial stack), elf(5), Intel SDM vol. 2 for the encodings.
 */
final class ExecStub {
    /** The descriptor from which the stub reads its permission to go on. */
    static final int GO = 3;

    /** {@code ADDR_NO_RANDOMIZE} of personality(2). */
    private static final int ADDR_NO_RANDOMIZE = 0x0004_0000;

    /** The last descriptor for close_range(2), and the question of personality(2). */
    private static final int ALL = 0xffff_ffff;

    private static final long BASE = 0x400000;
    private static final int ELF_HEADER_SIZE = 64;
    private static final int PROGRAM_HEADER_SIZE = 56;

    private ExecStub() {}

    /**
     * The bytes of the image.
     *
     * @param randomize whether the program's addresses shall be randomised as without a debugger
     */
    static byte[] image(boolean randomize) {
        byte[] code = code(randomize);
        int headers = ELF_HEADER_SIZE + PROGRAM_HEADER_SIZE;
        int size = headers + code.length;
        ByteBuffer image = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        image.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
        image.putShort((short) 2).putShort((short) 62).putInt(1); // ET_EXEC, EM_X86_64, EV_CURRENT
        image.putLong(BASE + headers).putLong(ELF_HEADER_SIZE).putLong(0).putInt(0);
        image.putShort((short) ELF_HEADER_SIZE)
                .putShort((short) PROGRAM_HEADER_SIZE)
                .putShort((short) 1);
        image.position(ELF_HEADER_SIZE);
        image.putInt(1).putInt(5).putLong(0); // PT_LOAD, R+X, from the start of the file
        image.putLong(BASE).putLong(BASE).putLong(size).putLong(size).putLong(0x1000);
        image.put(code);
        return image.array();
    }

    private static byte[] code(boolean randomize) {
        Assembler asm = new Assembler();
        if (!randomize) {
            asm.moveImmediateToEdi(ALL).systemCall(SystemCall.PERSONALITY);
            asm.moveEaxToEdi().orImmediateToEdi(ADDR_NO_RANDOMIZE).systemCall(SystemCall.PERSONALITY);
        }
        asm.moveImmediateToEdi(GO).leaStackToRsi(-8).moveImmediateToEdx(1).systemCall(SystemCall.READ);
        asm.moveEaxToEbx();
        asm.moveImmediateToEdi(GO).moveImmediateToEsi(ALL).moveImmediateToEdx(0).systemCall(SystemCall.CLOSE_RANGE);
        asm.moveImmediateToEdi(1).decrementEbx().jumpIfNotZero();
        asm.loadStackToRcx().loadStackToRdi(8).leaStackToRsi(16).leaStackRcx8ToRdx(16);
        asm.systemCall(SystemCall.EXECVE);
        asm.negateEax().moveEaxToEdi();
        asm.jumpTarget().systemCall(SystemCall.EXIT_GROUP);
        return asm.bytes();
    }

    /** The dozen instructions that the stub consists of; one forward jump. */
    private static final class Assembler {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int jumpOperand;
        private int jumpTarget;

        Assembler systemCall(int number) {
            return emit(0xb8).emitInt(number).emit(0x0f, 0x05); // mov $number,%eax; syscall
        }

        Assembler moveImmediateToEdi(int value) {
            return emit(0xbf).emitInt(value);
        }

        Assembler moveImmediateToEsi(int value) {
            return emit(0xbe).emitInt(value);
        }

        Assembler moveImmediateToEdx(int value) {
            return emit(0xba).emitInt(value);
        }

        Assembler moveEaxToEdi() {
            return emit(0x89, 0xc7);
        }

        Assembler moveEaxToEbx() {
            return emit(0x89, 0xc3);
        }

        Assembler orImmediateToEdi(int value) {
            return emit(0x81, 0xcf).emitInt(value);
        }

        Assembler decrementEbx() {
            return emit(0xff, 0xcb);
        }

        Assembler negateEax() {
            return emit(0xf7, 0xd8);
        }

        Assembler loadStackToRcx() {
            return emit(0x48, 0x8b, 0x0c, 0x24); // mov (%rsp),%rcx
        }

        Assembler loadStackToRdi(int displacement) {
            return emit(0x48, 0x8b, 0x7c, 0x24, displacement);
        }

        Assembler leaStackToRsi(int displacement) {
            return emit(0x48, 0x8d, 0x74, 0x24, displacement);
        }

        Assembler leaStackRcx8ToRdx(int displacement) {
            return emit(0x48, 0x8d, 0x54, 0xcc, displacement); // lea disp(%rsp,%rcx,8),%rdx
        }

        Assembler jumpIfNotZero() {
            emit(0x75, 0);
            jumpOperand = out.size() - 1;
            return this;
        }

        Assembler jumpTarget() {
            jumpTarget = out.size();
            return this;
        }

        byte[] bytes() {
            byte[] code = out.toByteArray();
            code[jumpOperand] = (byte) (jumpTarget - jumpOperand - 1);
            return code;
        }

        private Assembler emit(int... bytes) {
            for (int b : bytes) {
                out.write(b);
            }
            return this;
        }

        private Assembler emitInt(int value) {
            return emit(value & 0xff, value >>> 8 & 0xff, value >>> 16 & 0xff, value >>> 24);
        }
    }
}
