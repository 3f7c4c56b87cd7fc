package dev.sonde.engine.corefile;

import dev.sonde.engine.x86_64.RegisterFile;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The notes of a core file and where in them things are. Sources: {@code <linux/elf.h>}, {@code <linux/elfcore.h>}, {@code
 * <asm/elf.h>}; the kernel's {@code arch/x86/kernel/fpu/xstate.c} for NT_X86_XSAVE_LAYOUT.
 */
final class CoreLayout {
    static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static final String CORE = "CORE";
    static final String LINUX = "LINUX";
    static final int NT_PRSTATUS = 1;
    static final int NT_FPREGSET = 2;
    static final int NT_PRPSINFO = 3;
    static final int NT_AUXV = 6;
    static final int NT_SIGINFO = 0x53494749;
    static final int NT_FILE = 0x46494c45;
    static final int NT_X86_XSTATE = 0x202;
    static final int NT_X86_XSAVE_LAYOUT = 0x205;

    /** {@code struct elf_prstatus}: the signal's number, code and errno come first. */
    static final int STATUS_CODE = 4;

    static final int STATUS_ERRNO = 8;
    static final int STATUS_SIGNAL = 12;
    static final int STATUS_PENDING = 16;
    static final int STATUS_HELD = 24;
    static final int STATUS_TID = 32;
    static final int STATUS_PARENT = 36;
    static final int STATUS_GROUP = 40;
    static final int STATUS_SESSION = 44;
    static final int STATUS_TIMES = 48;
    static final int STATUS_REGISTERS = 112;
    static final int STATUS_HAS_FLOATS = STATUS_REGISTERS + RegisterFile.GENERAL_BYTES;
    static final int STATUS_SIZE = 336;

    /** {@code struct elf_prpsinfo}. */
    static final int INFO_STATE = 0;

    static final int INFO_STATE_NAME = 1;
    static final int INFO_ZOMBIE = 2;
    static final int INFO_NICE = 3;
    static final int INFO_FLAGS = 8;
    static final int INFO_UID = 16;
    static final int INFO_GID = 20;
    static final int INFO_PID = 24;
    static final int INFO_PARENT = 28;
    static final int INFO_GROUP = 32;
    static final int INFO_SESSION = 36;
    static final int INFO_NAME = 40;
    static final int INFO_NAME_SIZE = 16;
    static final int INFO_ARGUMENTS = 56;
    static final int INFO_ARGUMENTS_SIZE = 80;
    static final int INFO_SIZE = 136;

    /** One entry of NT_X86_XSAVE_LAYOUT: component, size, offset, flags. */
    static final int COMPONENT_SIZE = 16;

    static final int PAGE = 4096;

    private CoreLayout() {}
}
