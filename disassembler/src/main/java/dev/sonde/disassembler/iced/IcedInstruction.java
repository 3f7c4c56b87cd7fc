package dev.sonde.disassembler.iced;

import static dev.sonde.disassembler.iced.WasmInstance.callBoolean;
import static dev.sonde.disassembler.iced.WasmInstance.callInt;
import static dev.sonde.disassembler.iced.WasmInstance.callLong;

import com.dylibso.chicory.runtime.ExportFunction;

/** A place for one decoded instruction in the module's memory, filled again by each {@link IcedDecoder#decode}. */
public final class IcedInstruction {
    private static final int FIRST_BRANCH_KIND = 1;
    private static final int LAST_NEAR_BRANCH_KIND = 3;
    private static final int LAST_BRANCH_KIND = 5;
    private static final int REGISTER_KIND = 0;
    private static final int FIRST_MEMORY_KIND = 15;
    private static final int SPL = 9;
    private static final int DIL = 12;

    private final int address;
    private final ExportFunction code;
    private final ExportFunction length;
    private final ExportFunction nextAddress;
    private final ExportFunction isInvalid;
    private final ExportFunction flowControl;
    private final ExportFunction firstOperandKind;
    private final ExportFunction firstRegister;
    private final ExportFunction secondOperandKind;
    private final ExportFunction secondRegister;
    private final ExportFunction thirdOperandKind;
    private final ExportFunction fourthOperandKind;
    private final ExportFunction nearBranchTarget;
    private final ExportFunction isIpRelative;
    private final ExportFunction ipRelativeAddress;
    private final ExportFunction equals;
    private final ExportFunction flagsRead;
    private final ExportFunction flagsModified;

    public IcedInstruction(WasmInstance wasm) {
        address = callInt(wasm.function("instruction_new"));
        code = wasm.function("instruction_code");
        length = wasm.function("instruction_length");
        nextAddress = wasm.function("instruction_nextIP");
        isInvalid = wasm.function("instruction_isInvalid");
        flowControl = wasm.function("instruction_flowControl");
        firstOperandKind = wasm.function("instruction_op0Kind");
        firstRegister = wasm.function("instruction_op0Register");
        secondOperandKind = wasm.function("instruction_op1Kind");
        secondRegister = wasm.function("instruction_op1Register");
        thirdOperandKind = wasm.function("instruction_op2Kind");
        fourthOperandKind = wasm.function("instruction_op3Kind");
        nearBranchTarget = wasm.function("instruction_nearBranchTarget");
        isIpRelative = wasm.function("instruction_isIpRelMemoryOperand");
        ipRelativeAddress = wasm.function("instruction_ipRelMemoryAddress");
        equals = wasm.function("instruction_equals");
        flagsRead = wasm.function("instruction_rflagsRead");
        flagsModified = wasm.function("instruction_rflagsModified");
    }

    int address() {
        return address;
    }

    /** The number of the instruction's form: its mnemonic, operand types and encoding. */
    public int code() {
        return callInt(code, address);
    }

    /** The length in bytes. */
    public int length() {
        return callInt(length, address);
    }

    /** The address after the last byte. */
    public long nextAddress() {
        return callLong(nextAddress, address);
    }

    /** Whether the bytes are no instruction. */
    public boolean isInvalid() {
        return callBoolean(isInvalid, address);
    }

    /** iced's FlowControl number. */
    public int flowControl() {
        return callInt(flowControl, address);
    }

    /** Whether the first operand is an address to go to, near or far. */
    public boolean isDirectBranch() {
        int kind = callInt(firstOperandKind, address);
        return kind >= FIRST_BRANCH_KIND && kind <= LAST_BRANCH_KIND;
    }

    /** Whether the first operand is an address to go to in the same code segment. */
    public boolean isNearBranch() {
        int kind = callInt(firstOperandKind, address);
        return kind >= FIRST_BRANCH_KIND && kind <= LAST_NEAR_BRANCH_KIND;
    }

    /** The address that a near branch goes to. */
    public long nearBranchTarget() {
        return callLong(nearBranchTarget, address);
    }

    /** Whether a memory operand is relative to the next instruction's address. */
    public boolean isIpRelative() {
        return callBoolean(isIpRelative, address);
    }

    /** The address of the memory operand of an instruction that {@link #isIpRelative}. */
    public long ipRelativeAddress() {
        return callLong(ipRelativeAddress, address);
    }

    /** Whether an operand is memory; the fifth never is. */
    public boolean hasMemoryOperand() {
        return callInt(firstOperandKind, address) >= FIRST_MEMORY_KIND
                || callInt(secondOperandKind, address) >= FIRST_MEMORY_KIND
                || callInt(thirdOperandKind, address) >= FIRST_MEMORY_KIND
                || callInt(fourthOperandKind, address) >= FIRST_MEMORY_KIND;
    }

    /** Whether one of the first two operands is a register of eight bits that only a REX prefix can name. */
    public boolean hasRexByteRegister() {
        return isRexByteRegister(firstOperandKind, firstRegister)
                || isRexByteRegister(secondOperandKind, secondRegister);
    }

    private boolean isRexByteRegister(ExportFunction kind, ExportFunction register) {
        if (callInt(kind, address) != REGISTER_KIND) {
            return false;
        }
        int number = callInt(register, address);
        return number >= SPL && number <= DIL;
    }

    /** Whether the two do the same, whatever their length and address. */
    public boolean sameAs(IcedInstruction other) {
        return callBoolean(equals, address, other.address);
    }

    /** The flags it reads, a set of iced's RflagsBits. */
    public int flagsRead() {
        return callInt(flagsRead, address);
    }

    /** The flags it writes, clears, sets or leaves undefined, a set of iced's RflagsBits. */
    public int flagsModified() {
        return callInt(flagsModified, address);
    }
}
