package dev.sonde.engine.linux;

import static dev.sonde.engine.linux.Assembler.Register.EAX;
import static dev.sonde.engine.linux.Assembler.Register.EBX;
import static dev.sonde.engine.linux.Assembler.Register.ECX;
import static dev.sonde.engine.linux.Assembler.Register.EDI;
import static dev.sonde.engine.linux.Assembler.Register.EDX;
import static dev.sonde.engine.linux.Assembler.Register.ESI;
import static dev.sonde.engine.linux.Assembler.Register.ESP;

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
 * <p>Source: the psABI section 3.4.1 (initial stack).
 */
final class ExecStub {
    /** The descriptor from which the stub reads its permission to go on. */
    static final int GO = 3;

    /** {@code ADDR_NO_RANDOMIZE} of personality(2). */
    private static final int ADDR_NO_RANDOMIZE = 0x0004_0000;

    /** The last descriptor for close_range(2), and the question of personality(2). */
    private static final int ALL = 0xffff_ffff;

    private ExecStub() {}

    /**
     * The bytes of the image.
     *
     * @param randomize whether the program's addresses shall be randomised as without a debugger
     */
    static byte[] image(boolean randomize) {
        Assembler asm = new Assembler();
        if (!randomize) {
            asm.move(EDI, ALL).systemCall(SystemCall.PERSONALITY);
            asm.moveInt(EDI, EAX).orInt(EDI, ADDR_NO_RANDOMIZE).systemCall(SystemCall.PERSONALITY);
        }
        asm.move(EDI, GO).address(ESI, ESP, -8).move(EDX, 1).systemCall(SystemCall.READ);
        asm.moveInt(EBX, EAX);
        asm.move(EDI, GO).move(ESI, ALL).move(EDX, 0).systemCall(SystemCall.CLOSE_RANGE);
        asm.move(EDI, 1).decrementInt(EBX).jumpIf(Assembler.Condition.NOT_EQUAL, "exit");
        asm.load(ECX, ESP, 0).load(EDI, ESP, 8).address(ESI, ESP, 16);
        asm.emit(0x48, 0x8d, 0x54, 0xcc, 16); // lea 16(%rsp,%rcx,8),%rdx
        asm.systemCall(SystemCall.EXECVE);
        asm.negateInt(EAX).moveInt(EDI, EAX);
        asm.label("exit").systemCall(SystemCall.EXIT_GROUP);
        return asm.image();
    }
}
