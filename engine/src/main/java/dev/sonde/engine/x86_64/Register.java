package dev.sonde.engine.x86_64;

import java.util.OptionalInt;

/**
 * A register of the processor: its name, its size, its DWARF number and where its bytes are kept.
 *
 * <p>There is one instance for each register, so registers are compared by identity. Which of them a machine has is
 * known to its {@link RegisterTable}; the constants here exist on every machine.
 */
public final class Register {
    private static final RegisterCatalogue CATALOGUE = RegisterCatalogue.build();

    public static final Register RAX = CATALOGUE.require("rax");
    public static final Register RBX = CATALOGUE.require("rbx");
    public static final Register RCX = CATALOGUE.require("rcx");
    public static final Register RDX = CATALOGUE.require("rdx");
    public static final Register RSI = CATALOGUE.require("rsi");
    public static final Register RDI = CATALOGUE.require("rdi");
    public static final Register RBP = CATALOGUE.require("rbp");
    public static final Register RSP = CATALOGUE.require("rsp");
    public static final Register R8 = CATALOGUE.require("r8");
    public static final Register R9 = CATALOGUE.require("r9");
    public static final Register R10 = CATALOGUE.require("r10");
    public static final Register R11 = CATALOGUE.require("r11");
    public static final Register R12 = CATALOGUE.require("r12");
    public static final Register R13 = CATALOGUE.require("r13");
    public static final Register R14 = CATALOGUE.require("r14");
    public static final Register R15 = CATALOGUE.require("r15");
    public static final Register RIP = CATALOGUE.require("rip");
    public static final Register EFLAGS = CATALOGUE.require("eflags");
    public static final Register CS = CATALOGUE.require("cs");
    public static final Register SS = CATALOGUE.require("ss");
    public static final Register DS = CATALOGUE.require("ds");
    public static final Register ES = CATALOGUE.require("es");
    public static final Register FS = CATALOGUE.require("fs");
    public static final Register GS = CATALOGUE.require("gs");
    public static final Register FS_BASE = CATALOGUE.require("fs_base");
    public static final Register GS_BASE = CATALOGUE.require("gs_base");
    public static final Register ORIG_RAX = CATALOGUE.require("orig_rax");
    public static final Register EAX = CATALOGUE.require("eax");
    public static final Register AL = CATALOGUE.require("al");
    public static final Register ST0 = CATALOGUE.require("st0");
    public static final Register ST1 = CATALOGUE.require("st1");
    public static final Register FCTRL = CATALOGUE.require("fctrl");
    public static final Register FSTAT = CATALOGUE.require("fstat");
    public static final Register FTAG = CATALOGUE.require("ftag");
    public static final Register MXCSR = CATALOGUE.require("mxcsr");
    public static final Register XMM0 = CATALOGUE.require("xmm0");
    public static final Register XMM1 = CATALOGUE.require("xmm1");
    public static final Register DR6 = CATALOGUE.require("dr6");
    public static final Register DR7 = CATALOGUE.require("dr7");

    /** What {@link #generalOffset()} answers for a register that is not in the general block. */
    static final int NOT_GENERAL = -1;

    private static final int NO_DWARF_NUMBER = -1;

    private final String name;
    private final int size;
    private final int dwarfNumber;
    private final RegisterKind kind;
    private final RegisterFormat format;
    private final RegisterLocation location;
    private final int generalOffset;

    Register(
            String name,
            int size,
            OptionalInt dwarfNumber,
            RegisterKind kind,
            RegisterFormat format,
            RegisterLocation location) {
        this.name = name;
        this.size = size;
        this.dwarfNumber = dwarfNumber.orElse(NO_DWARF_NUMBER);
        this.kind = kind;
        this.format = format;
        this.location = location;
        this.generalOffset = generalOffset(location);
    }

    private static int generalOffset(RegisterLocation location) {
        if (location instanceof RegisterLocation.GeneralArea(int offset)) {
            return offset;
        }
        return location instanceof RegisterLocation.Slice(Register parent, int offset)
                        && parent.generalOffset != NOT_GENERAL
                ? parent.generalOffset + offset
                : NOT_GENERAL;
    }

    /** The list that every table is a selection of. */
    static RegisterCatalogue catalogue() {
        return CATALOGUE;
    }

    /** One of the four breakpoint address registers, {@code dr0} to {@code dr3}. */
    public static Register debugAddress(int slot) {
        if (slot < 0 || slot >= DebugControl.SLOTS) {
            throw new IllegalArgumentException("debug register slot " + slot + " is not 0 to 3");
        }
        return CATALOGUE.require("dr" + slot);
    }

    /** The name, as gdb spells it. */
    public String name() {
        return name;
    }

    /** The size in bytes. */
    public int size() {
        return size;
    }

    /** The number by which DWARF refers to the register, if it has one (psABI table 3.36). */
    public OptionalInt dwarfNumber() {
        return dwarfNumber == NO_DWARF_NUMBER ? OptionalInt.empty() : OptionalInt.of(dwarfNumber);
    }

    /** What the register is for. */
    public RegisterKind kind() {
        return kind;
    }

    /** How its natural text reads. */
    public RegisterFormat format() {
        return format;
    }

    /** Where its bytes are kept. */
    public RegisterLocation location() {
        return location;
    }

    /** The offset in the general block, of a part too; {@link #NOT_GENERAL} if it is not there. */
    int generalOffset() {
        return generalOffset;
    }

    @Override
    public String toString() {
        return name;
    }
}
