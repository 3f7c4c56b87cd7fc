package dev.sonde.engine.linux;

import static dev.sonde.engine.linux.Assembler.Register.EAX;
import static dev.sonde.engine.linux.Assembler.Register.EBP;
import static dev.sonde.engine.linux.Assembler.Register.EBX;
import static dev.sonde.engine.linux.Assembler.Register.EDI;
import static dev.sonde.engine.linux.Assembler.Register.EDX;
import static dev.sonde.engine.linux.Assembler.Register.ESI;
import static dev.sonde.engine.linux.Assembler.Register.ESP;
import static dev.sonde.engine.linux.Assembler.Register.R10;
import static dev.sonde.engine.linux.Assembler.Register.R12;
import static dev.sonde.engine.linux.Assembler.Register.R13;
import static dev.sonde.engine.linux.Assembler.Register.R14;
import static dev.sonde.engine.linux.Assembler.Register.R15;
import static dev.sonde.engine.linux.Assembler.Register.R8;
import static dev.sonde.engine.linux.Assembler.Register.R9;

import dev.sonde.engine.linux.Assembler.Condition;

/**
 * The program that {@link Restorer} runs, an ELF image of under 1,000 bytes.
 *
 * <p>It sleeps in futex(2) on a robust mutex that the tracer thread holds. The kernel marks the mutex and wakes the
 * program while that thread exits, be it killed, and before it lets go of what the thread traced (exit_mm comes before
 * exit_notify in {@code kernel/exit.c}). Then the program puts back the bytes that the table in shared memory names, where an
 * {@code int3} still is; if debug registers are in use, it attaches to each thread as soon as that can be, clears DR7 and
 * lets it go. A thread that was kept on one processor gets its affinity back, unless it has changed it. A mutex that was
 * unlocked means that nothing is left to do.
 *
 * <p>Sources: {@code Documentation/locking/robust-futex-ABI.rst} of the Linux kernel, getdents64(2), ptrace(2).
 */
final class RestorerStub {
    /** Descriptors: the table, the memory of the process, its task directory. */
    static final int TABLE = 0;

    static final int MEMORY = 1;
    static final int TASKS = 2;

    /** Offsets in the table: the futex word of the mutex; how many sites; whether debug registers are in use. */
    static final int MUTEX = 0;

    static final int COUNT = 64;
    static final int HARDWARE = 72;
    /** The thread that is kept on one processor, 0 for none; its processors before and meanwhile. */
    static final int PINNED = 76;

    static final int AFFINITY = 128;
    static final int PINNED_AFFINITY = AFFINITY + Affinity.MAX_BYTES;
    /** The sites, each an address and in another eight bytes what was there. */
    static final int SITES = PINNED_AFFINITY + Affinity.MAX_BYTES;

    static final int SITE_SIZE = 16;
    static final int TABLE_SIZE = 16 << 20;

    private static final int INT3 = 0xcc;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED = 1;
    private static final int FUTEX_WAITERS = 0x8000_0000;
    private static final int FUTEX_OWNER_DIED = 0x4000_0000;
    private static final int FUTEX_TID_MASK = 0x3fff_ffff;
    private static final int PTRACE_POKEUSER = 6;
    private static final int PTRACE_DETACH = 17;
    private static final int PTRACE_SEIZE = 0x4206;
    private static final int PTRACE_INTERRUPT = 0x4207;
    private static final int WALL = 0x4000_0000;
    private static final int DR7 = (int) Ptrace.USER_DEBUGREG + 7 * Long.BYTES;
    private static final int SIGTRAP = 5;
    /** Of a {@code linux_dirent64}. */
    private static final int RECORD_LENGTH = 16;

    private static final int RECORD_NAME = 19;
    private static final int BUFFER = 4096;
    /** The dying tracer still has the threads for a moment. */
    private static final int SEIZE_ATTEMPTS = 100_000;

    private RestorerStub() {}

    static byte[] image() {
        Assembler asm = new Assembler();
        asm.move(EDI, TASKS + 1).move(ESI, -1).move(EDX, 0).systemCall(SystemCall.CLOSE_RANGE);
        asm.move(EDI, 0).move(ESI, TABLE_SIZE).move(EDX, PROT_READ_WRITE);
        asm.move(R10, MAP_SHARED).move(R8, TABLE).move(R9, 0).systemCall(SystemCall.MMAP);
        asm.testInt(EAX, 0xfff).jumpIf(Condition.NOT_EQUAL, "exit").move(R12, EAX);
        sleep(asm);
        restoreCode(asm);
        restoreAffinity(asm);
        asm.loadInt(EAX, R12, HARDWARE).testInt(EAX, -1).jumpIf(Condition.EQUAL, "exit");
        clearDebugRegisters(asm);
        asm.label("exit").move(EDI, 0).systemCall(SystemCall.EXIT_GROUP);
        return asm.image();
    }

    private static void sleep(Assembler asm) {
        asm.label("sleep").loadInt(EAX, R12, MUTEX);
        asm.testInt(EAX, FUTEX_OWNER_DIED).jumpIf(Condition.NOT_EQUAL, "restore");
        asm.testInt(EAX, FUTEX_TID_MASK).jumpIf(Condition.EQUAL, "exit");
        asm.moveInt(EDX, EAX).orInt(EDX, FUTEX_WAITERS);
        asm.compareAndExchangeInt(R12, EDX).jumpIf(Condition.NOT_EQUAL, "sleep");
        asm.move(EDI, R12).move(ESI, 0).move(R10, 0).systemCall(SystemCall.FUTEX); // FUTEX_WAIT for as long as it takes
        asm.jump("sleep");
    }

    private static void restoreCode(Assembler asm) {
        asm.label("restore").move(EBX, 0).address(R13, R12, SITES);
        asm.label("site").compare(EBX, R12, COUNT).jumpIf(Condition.ABOVE_OR_EQUAL, "restored");
        asm.move(EDI, MEMORY)
                .address(ESI, ESP, -8)
                .move(EDX, 1)
                .load(R10, R13, 0)
                .systemCall(SystemCall.PREAD64);
        asm.compareInt(EAX, 1).jumpIf(Condition.NOT_EQUAL, "next site");
        asm.loadByte(EAX, ESP, -8).compareInt(EAX, INT3).jumpIf(Condition.NOT_EQUAL, "next site");
        asm.move(EDI, MEMORY)
                .address(ESI, R13, 8)
                .move(EDX, 1)
                .load(R10, R13, 0)
                .systemCall(SystemCall.PWRITE64);
        asm.label("next site").add(R13, SITE_SIZE).add(EBX, 1).jump("site");
        asm.label("restored");
    }

    private static void restoreAffinity(Assembler asm) {
        asm.loadInt(R14, R12, PINNED).testInt(R14, -1).jumpIf(Condition.EQUAL, "spread");
        asm.add(ESP, -Affinity.MAX_BYTES);
        asm.moveInt(EDI, R14).move(ESI, Affinity.MAX_BYTES).move(EDX, ESP).systemCall(SystemCall.SCHED_GETAFFINITY);
        asm.compareInt(EAX, 0).jumpIf(Condition.LESS_OR_EQUAL_SIGNED, "spread");
        asm.move(EBX, ESP).move(EBP, ESP).add(EBP, EAX).address(R13, R12, PINNED_AFFINITY);
        asm.label("word").load(EDX, EBX, 0).compare(EDX, R13, 0).jumpIf(Condition.NOT_EQUAL, "spread");
        asm.add(EBX, Long.BYTES).add(R13, Long.BYTES).compare(EBX, EBP).jumpIf(Condition.BELOW, "word");
        asm.moveInt(EDI, R14).moveInt(ESI, EAX).address(EDX, R12, AFFINITY).systemCall(SystemCall.SCHED_SETAFFINITY);
        asm.label("spread");
    }

    private static void clearDebugRegisters(Assembler asm) {
        asm.add(ESP, -BUFFER);
        asm.label("tasks").move(EDI, TASKS).move(ESI, ESP).move(EDX, BUFFER).systemCall(SystemCall.GETDENTS64);
        asm.compareInt(EAX, 0).jumpIf(Condition.LESS_OR_EQUAL_SIGNED, "exit");
        asm.move(EBX, ESP).move(EBP, ESP).add(EBP, EAX);
        asm.label("task").address(R13, EBX, RECORD_NAME).move(R14, 0);
        asm.label("digit").loadByte(EAX, R13, 0).subtractInt(EAX, '0').compareInt(EAX, 9);
        asm.jumpIf(Condition.ABOVE, "number");
        asm.multiplyInt(R14, R14, 10).add(R14, EAX).add(R13, 1).jump("digit");
        asm.label("number").testInt(R14, -1).jumpIf(Condition.EQUAL, "next task");
        asm.move(R15, SEIZE_ATTEMPTS);
        ptrace(asm.label("seize"), PTRACE_SEIZE, 0);
        asm.testInt(EAX, -1).jumpIf(Condition.EQUAL, "seized");
        asm.compareInt(EAX, -Ptrace.EPERM).jumpIf(Condition.NOT_EQUAL, "next task");
        asm.systemCall(SystemCall.SCHED_YIELD);
        asm.decrementInt(R15).jumpIf(Condition.NOT_EQUAL, "seize").jump("next task");
        ptrace(asm.label("seized"), PTRACE_INTERRUPT, 0);
        asm.moveInt(EDI, R14)
                .address(ESI, ESP, -16)
                .move(EDX, WALL)
                .move(R10, 0)
                .systemCall(SystemCall.WAIT4);
        asm.compareInt(EAX, 0).jumpIf(Condition.LESS_OR_EQUAL_SIGNED, "next task");
        ptrace(asm, PTRACE_POKEUSER, DR7);
        // What it was about to take, it gets; but not the trap of a debug register, nor that of the interrupt.
        asm.move(R10, 0).loadInt(EAX, ESP, -16).shiftRightInt(EAX, 8);
        asm.compareInt(EAX, 0xff).jumpIf(Condition.ABOVE, "detach");
        asm.compareInt(EAX, SIGTRAP).jumpIf(Condition.EQUAL, "detach").moveInt(R10, EAX);
        asm.label("detach")
                .move(EDI, PTRACE_DETACH)
                .moveInt(ESI, R14)
                .move(EDX, 0)
                .systemCall(SystemCall.PTRACE);
        asm.label("next task").loadShort(EAX, EBX, RECORD_LENGTH).add(EBX, EAX).compare(EBX, EBP);
        asm.jumpIf(Condition.BELOW, "task").jump("tasks");
    }

    /** {@code ptrace(request, r14, address, 0)}. */
    private static void ptrace(Assembler asm, int request, int address) {
        asm.move(EDI, request).moveInt(ESI, R14).move(EDX, address).move(R10, 0).systemCall(SystemCall.PTRACE);
    }
}
