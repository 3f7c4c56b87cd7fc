package dev.sonde.disassembler.iced;

import static dev.sonde.disassembler.iced.WasmInstance.callInt;
import static dev.sonde.disassembler.iced.WasmInstance.callLong;

import com.dylibso.chicory.runtime.ExportFunction;
import java.util.ArrayList;
import java.util.List;

/** iced's InstructionInfoFactory: the registers and the memory that an instruction uses. */
public final class IcedUsage {
    private static final int NO_REGISTERS = 2;
    private static final int NO_MEMORY = 1;

    private final WasmInstance wasm;
    private final int factory;
    private final ExportFunction info;
    private final ExportFunction freeInfo;
    private final ExportFunction usedRegisters;
    private final ExportFunction usedMemory;
    private final ExportFunction register;
    private final ExportFunction registerAccess;
    private final ExportFunction freeRegister;
    private final ExportFunction memorySegment;
    private final ExportFunction memoryBase;
    private final ExportFunction memoryIndex;
    private final ExportFunction memoryScale;
    private final ExportFunction memoryDisplacement;
    private final ExportFunction memorySize;
    private final ExportFunction memoryAccess;
    private final ExportFunction freeMemory;
    private final ExportFunction bytesOfSize;
    private final ExportFunction fullRegister;
    private final ExportFunction registerSize;

    public IcedUsage(WasmInstance wasm) {
        this.wasm = wasm;
        factory = callInt(wasm.function("instructioninfofactory_new"));
        info = wasm.function("instructioninfofactory_infoOptions");
        freeInfo = wasm.function("__wbg_instructioninfo_free");
        usedRegisters = wasm.function("instructioninfo_usedRegisters");
        usedMemory = wasm.function("instructioninfo_usedMemory");
        register = wasm.function("usedregister_register");
        registerAccess = wasm.function("usedregister_access");
        freeRegister = wasm.function("__wbg_usedregister_free");
        memorySegment = wasm.function("usedmemory_segment");
        memoryBase = wasm.function("usedmemory_base");
        memoryIndex = wasm.function("usedmemory_index");
        memoryScale = wasm.function("usedmemory_scale");
        memoryDisplacement = wasm.function("usedmemory_displacement");
        memorySize = wasm.function("usedmemory_memorySize");
        memoryAccess = wasm.function("usedmemory_access");
        freeMemory = wasm.function("__wbg_usedmemory_free");
        bytesOfSize = wasm.function("memorysizeext_size");
        fullRegister = wasm.function("registerext_fullRegister");
        registerSize = wasm.function("registerext_size");
    }

    /**
     * A register that an instruction uses.
     *
     * @param register iced's number
     * @param access iced's OpAccess number
     */
    public record Register(int register, int access) {}

    /**
     * Memory that an instruction uses.
     *
     * @param segment iced's number of the segment register
     * @param base iced's number of a register, 0 for none
     * @param index iced's number of a register, 0 for none
     * @param scale by what the index is multiplied
     * @param displacement what is added
     * @param size in bytes, 0 when it depends on the processor's state
     * @param access iced's OpAccess number
     */
    public record Memory(int segment, int base, int index, int scale, long displacement, int size, int access) {}

    /** The registers used, those that are part of an address included. */
    public List<Register> registers(IcedInstruction instruction) {
        int address = callInt(info, factory, instruction.address(), NO_MEMORY);
        List<Integer> pointers = wasm.callPointers(usedRegisters, address);
        freeInfo.apply(address);
        var registers = new ArrayList<Register>(pointers.size());
        for (int pointer : pointers) {
            registers.add(new Register(callInt(register, pointer), callInt(registerAccess, pointer)));
            freeRegister.apply(pointer);
        }
        return registers;
    }

    /** The memory used, the stack included. */
    public List<Memory> memory(IcedInstruction instruction) {
        int address = callInt(info, factory, instruction.address(), NO_REGISTERS);
        List<Integer> pointers = wasm.callPointers(usedMemory, address);
        freeInfo.apply(address);
        var memory = new ArrayList<Memory>(pointers.size());
        for (int pointer : pointers) {
            memory.add(new Memory(
                    callInt(memorySegment, pointer),
                    callInt(memoryBase, pointer),
                    callInt(memoryIndex, pointer),
                    callInt(memoryScale, pointer),
                    callLong(memoryDisplacement, pointer),
                    callInt(bytesOfSize, callInt(memorySize, pointer)),
                    callInt(memoryAccess, pointer)));
            freeMemory.apply(pointer);
        }
        return memory;
    }

    /** The number of the widest register of which {@code register} is a part. */
    public int fullRegister(int register) {
        return callInt(fullRegister, register);
    }

    /** The size of a register in bytes. */
    public int registerSize(int register) {
        return callInt(registerSize, register);
    }
}
