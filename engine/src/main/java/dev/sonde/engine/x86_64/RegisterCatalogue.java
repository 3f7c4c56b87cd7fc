package dev.sonde.engine.x86_64;

import dev.sonde.engine.x86_64.RegisterLocation.DebugArea;
import dev.sonde.engine.x86_64.RegisterLocation.GeneralArea;
import dev.sonde.engine.x86_64.RegisterLocation.PhysicalX87;
import dev.sonde.engine.x86_64.RegisterLocation.Slice;
import dev.sonde.engine.x86_64.RegisterLocation.TagWord;
import dev.sonde.engine.x86_64.RegisterLocation.XsaveArea;
import dev.sonde.engine.x86_64.RegisterLocation.XsavePieces;
import dev.sonde.engine.x86_64.RegisterLocation.XsavePieces.Piece;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Every register of the architecture, in gdb's order, and the other names by which they are known.
 *
 * <p>Sources: {@code struct user_regs_struct} of {@code <sys/user.h>}; the psABI, table 3.36, for the DWARF numbers; the
 * Intel SDM vol. 1, table 10-2 (legacy region) and section 13.5 (components), for the XSAVE area.
 */
final class RegisterCatalogue {
    private static final int FIRST_XMM_DWARF = 17;
    private static final int FIRST_ST_DWARF = 33;
    private static final int FIRST_MM_DWARF = 41;
    private static final int FIRST_XMM16_DWARF = 67;
    private static final int FIRST_MASK_DWARF = 118;

    private final Map<String, Register> byName = new LinkedHashMap<>();
    private final Map<String, Register> aliases = new LinkedHashMap<>();

    private RegisterCatalogue() {}

    static RegisterCatalogue build() {
        RegisterCatalogue catalogue = new RegisterCatalogue();
        catalogue.addGeneral();
        catalogue.addX87();
        catalogue.addVectors();
        catalogue.addSystem();
        catalogue.addSubRegisters();
        catalogue.addAliases();
        return catalogue;
    }

    /** Every register by its name, in gdb's order. */
    Map<String, Register> byName() {
        return Collections.unmodifiableMap(byName);
    }

    /** Further names. */
    Map<String, Register> aliases() {
        return Collections.unmodifiableMap(aliases);
    }

    Register require(String name) {
        @Nullable Register register = byName.get(name);
        if (register == null) {
            throw new IllegalArgumentException("there is no register " + name);
        }
        return register;
    }

    private void addGeneral() {
        general("rax", 80, 0);
        general("rbx", 40, 3);
        general("rcx", 88, 2);
        general("rdx", 96, 1);
        general("rsi", 104, 4);
        general("rdi", 112, 5);
        pointer("rbp", 32, 6, RegisterFormat.DATA_POINTER);
        pointer("rsp", 152, 7, RegisterFormat.DATA_POINTER);
        general("r8", 72, 8);
        general("r9", 64, 9);
        general("r10", 56, 10);
        general("r11", 48, 11);
        general("r12", 24, 12);
        general("r13", 16, 13);
        general("r14", 8, 14);
        general("r15", 0, 15);
        // Number 16 is the return address column, which is where rip is found in an unwound frame.
        pointer("rip", 128, 16, RegisterFormat.CODE_POINTER);
        add("eflags", 4, 49, RegisterKind.FLAGS, RegisterFormat.EFLAGS, new GeneralArea(144));
        segment("cs", 136, 51);
        segment("ss", 160, 52);
        segment("ds", 184, 53);
        segment("es", 192, 50);
        segment("fs", 200, 54);
        segment("gs", 208, 55);
    }

    private void addX87() {
        for (int i = 0; i < 8; i++) {
            add(
                    "st" + i,
                    Float80.BYTES,
                    FIRST_ST_DWARF + i,
                    RegisterKind.X87,
                    RegisterFormat.FLOAT80,
                    new XsaveArea(XsaveLayout.X87, 32 + 16 * i));
        }
        x87Control("fctrl", 2, OptionalInt.of(65), RegisterFormat.UNSIGNED, 0);
        x87Control("fstat", 2, OptionalInt.of(66), RegisterFormat.UNSIGNED, 2);
        add("ftag", 2, OptionalInt.empty(), RegisterKind.X87_CONTROL, RegisterFormat.UNSIGNED, new TagWord());
        x87Control("fiseg", 2, OptionalInt.empty(), RegisterFormat.UNSIGNED, 12);
        x87Control("fioff", 4, OptionalInt.empty(), RegisterFormat.SIGNED, 8);
        x87Control("foseg", 2, OptionalInt.empty(), RegisterFormat.UNSIGNED, 20);
        x87Control("fooff", 4, OptionalInt.empty(), RegisterFormat.SIGNED, 16);
        x87Control("fop", 2, OptionalInt.empty(), RegisterFormat.UNSIGNED, 6);
        // In 64-bit mode the two pointers have no selector: FXSAVE64 stores all 64 bits of each.
        x87Pointer("frip", RegisterFormat.CODE_POINTER, 8);
        x87Pointer("frdp", RegisterFormat.DATA_POINTER, 16);
        for (int i = 0; i < 8; i++) {
            add("mm" + i, 8, FIRST_MM_DWARF + i, RegisterKind.MMX, RegisterFormat.VECTOR, new PhysicalX87(i));
        }
    }

    private void addVectors() {
        add(
                "mxcsr",
                4,
                64,
                RegisterKind.VECTOR_CONTROL,
                RegisterFormat.MXCSR,
                new XsaveArea(XsaveLayout.SSE, XsaveLayout.MXCSR_OFFSET));
        for (int i = 0; i < 8; i++) {
            add(
                    "k" + i,
                    8,
                    FIRST_MASK_DWARF + i,
                    RegisterKind.MASK,
                    RegisterFormat.UNSIGNED,
                    new XsaveArea(XsaveLayout.OPMASK, 8 * i));
        }
        for (int i = 0; i < 16; i++) {
            Piece low = new Piece(XsaveLayout.SSE, XsaveLayout.XMM_OFFSET + 16 * i, 16);
            Piece middle = new Piece(XsaveLayout.AVX, 16 * i, 16);
            Piece high = new Piece(XsaveLayout.ZMM_HI256, 32 * i, 32);
            OptionalInt dwarf = OptionalInt.of(FIRST_XMM_DWARF + i);
            vector("xmm" + i, 16, dwarf, new XsaveArea(low.component(), low.offset()));
            vector("ymm" + i, 32, OptionalInt.empty(), new XsavePieces(List.of(low, middle)));
            vector("zmm" + i, 64, OptionalInt.empty(), new XsavePieces(List.of(low, middle, high)));
        }
        for (int i = 16; i < 32; i++) {
            Register whole =
                    vector("zmm" + i, 64, OptionalInt.empty(), new XsaveArea(XsaveLayout.HI16_ZMM, 64 * (i - 16)));
            vector("xmm" + i, 16, OptionalInt.of(FIRST_XMM16_DWARF + i - 16), new Slice(whole, 0));
            vector("ymm" + i, 32, OptionalInt.empty(), new Slice(whole, 0));
        }
    }

    private void addSystem() {
        add("fs_base", 8, 58, RegisterKind.SYSTEM, RegisterFormat.SIGNED, new GeneralArea(168));
        add("gs_base", 8, 59, RegisterKind.SYSTEM, RegisterFormat.SIGNED, new GeneralArea(176));
        add("orig_rax", 8, OptionalInt.empty(), RegisterKind.SYSTEM, RegisterFormat.SIGNED, new GeneralArea(120));
        add(
                "pkru",
                4,
                OptionalInt.empty(),
                RegisterKind.SYSTEM,
                RegisterFormat.SIGNED,
                new XsaveArea(XsaveLayout.PKRU, 0));
        add(
                "mxcsr_mask",
                4,
                OptionalInt.empty(),
                RegisterKind.SYSTEM,
                RegisterFormat.UNSIGNED,
                new XsaveArea(XsaveLayout.SSE, XsaveLayout.MXCSR_OFFSET + 4));
        for (int i = 0; i < DebugControl.SLOTS; i++) {
            debug(i, RegisterFormat.DATA_POINTER);
        }
        debug(DebugControl.STATUS_REGISTER, RegisterFormat.UNSIGNED);
        debug(DebugControl.CONTROL_REGISTER, RegisterFormat.UNSIGNED);
    }

    private void addSubRegisters() {
        for (String letter : List.of("a", "b", "c", "d")) {
            Register whole = require("r" + letter + "x");
            slice(letter + "l", 1, whole, 0);
            slice(letter + "h", 1, whole, 1);
            slice(letter + "x", 2, whole, 0);
            slice("e" + letter + "x", 4, whole, 0);
        }
        for (String stem : List.of("si", "di", "bp", "sp")) {
            Register whole = require("r" + stem);
            slice(stem + "l", 1, whole, 0);
            // As in gdb, $sp is the whole stack pointer, so its lower half has no name.
            if (!stem.equals("sp")) {
                slice(stem, 2, whole, 0);
            }
            slice("e" + stem, 4, whole, 0);
        }
        for (int i = 8; i < 16; i++) {
            Register whole = require("r" + i);
            slice("r" + i + "l", 1, whole, 0);
            slice("r" + i + "w", 2, whole, 0);
            slice("r" + i + "d", 4, whole, 0);
            alias("r" + i + "b", "r" + i + "l");
        }
    }

    private void addAliases() {
        alias("pc", "rip");
        alias("sp", "rsp");
        alias("fp", "rbp");
        alias("ps", "eflags");
        alias("rflags", "eflags");
        alias("flags", "eflags");
        alias("fcw", "fctrl");
        alias("fsw", "fstat");
        alias("ftw", "ftag");
        alias("mxcsrmask", "mxcsr_mask");
        for (int i = 0; i < 8; i++) {
            alias("st(" + i + ")", "st" + i);
        }
        alias("st", "st0");
    }

    private void general(String name, int offset, int dwarf) {
        pointer(name, offset, dwarf, RegisterFormat.SIGNED);
    }

    private void pointer(String name, int offset, int dwarf, RegisterFormat format) {
        add(name, 8, dwarf, RegisterKind.GENERAL, format, new GeneralArea(offset));
    }

    private void segment(String name, int offset, int dwarf) {
        add(name, 4, dwarf, RegisterKind.SEGMENT, RegisterFormat.SIGNED, new GeneralArea(offset));
    }

    private void x87Control(String name, int size, OptionalInt dwarf, RegisterFormat format, int offset) {
        add(name, size, dwarf, RegisterKind.X87_CONTROL, format, new XsaveArea(XsaveLayout.X87, offset));
    }

    private void x87Pointer(String name, RegisterFormat format, int offset) {
        XsaveArea place = new XsaveArea(XsaveLayout.X87, offset);
        add(name, 8, OptionalInt.empty(), RegisterKind.X87_POINTER, format, place);
    }

    private Register vector(String name, int size, OptionalInt dwarf, RegisterLocation location) {
        return add(name, size, dwarf, RegisterKind.VECTOR, RegisterFormat.VECTOR, location);
    }

    private void debug(int index, RegisterFormat format) {
        add("dr" + index, 8, OptionalInt.empty(), RegisterKind.DEBUG, format, new DebugArea(index));
    }

    private void slice(String name, int size, Register whole, int offset) {
        add(
                name,
                size,
                OptionalInt.empty(),
                RegisterKind.SUB_REGISTER,
                RegisterFormat.SIGNED,
                new Slice(whole, offset));
    }

    private void alias(String alias, String name) {
        aliases.put(alias, require(name));
    }

    private Register add(
            String name, int size, int dwarf, RegisterKind kind, RegisterFormat format, RegisterLocation location) {
        return add(name, size, OptionalInt.of(dwarf), kind, format, location);
    }

    private Register add(
            String name,
            int size,
            OptionalInt dwarf,
            RegisterKind kind,
            RegisterFormat format,
            RegisterLocation location) {
        Register register = new Register(name, size, dwarf, kind, format, location);
        if (byName.put(name, register) != null) {
            throw new IllegalStateException("two registers are named " + name);
        }
        return register;
    }
}
