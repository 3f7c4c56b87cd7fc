package dev.sonde.disassembler;

import dev.sonde.disassembler.iced.IcedDecoder;
import dev.sonde.disassembler.iced.IcedFormatter;
import dev.sonde.disassembler.iced.IcedInstruction;
import dev.sonde.disassembler.iced.IcedUsage;
import dev.sonde.disassembler.iced.WasmInstance;
import dev.sonde.disassembler.text.AttPrinter;
import dev.sonde.disassembler.text.IntelPrinter;
import dev.sonde.disassembler.text.Printer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Decodes 64-bit x86 code and writes it in assembly as gdb does.
 *
 * <p>Opening one costs about a quarter of a second the first time in a process and some milliseconds later, so make it
 * when it is first needed and keep it. Thread-safe; threads wait for one another. Any bytes can be decoded: those that
 * are no instruction become instructions that say so. The instructions are those of the Intel SDM volume 2 and AMD's
 * manual volumes 3 to 6, as iced-x86 knows them.
 */
public final class Disassembler {
    // Bounds what a single call can make the module's memory grow to, since that never shrinks.
    private static final int CHUNK = 32 * 1024;
    private static final String BAD = "(bad)";

    private final WasmInstance wasm = WasmInstance.open();
    private final IcedDecoder decoder = new IcedDecoder(wasm);
    private final IcedInstruction current = new IcedInstruction(wasm);
    private final IcedUsage usage = new IcedUsage(wasm);
    private final IcedFormatter names = new IcedFormatter(wasm, IcedFormatter.Syntax.MASM);
    private final Map<Syntax, Printer> printers = new EnumMap<>(Syntax.class);
    private final Map<Integer, String> mnemonics = new HashMap<>();
    private final Map<Integer, MemoryUse> memoryUses = new HashMap<>();
    private final Map<Integer, Usage.Register> registers = new HashMap<>();

    /** What all instructions of one form do with memory. */
    private record MemoryUse(boolean reads, boolean writes) {}

    /** Opens a disassembler with memory of its own. */
    public Disassembler() {}

    /**
     * The instructions from {@code address} on, until {@code maxCount} are found or the bytes end.
     *
     * <p>A byte that starts no instruction is an instruction of one byte with the status {@code INVALID}. When the last
     * instruction is cut off, the rest of the bytes is one with the status {@code TRUNCATED}.
     *
     * @param code the bytes at {@code address}
     * @param maxCount at most how many instructions to decode, zero or more
     */
    public synchronized List<Instruction> decode(long address, byte[] code, int maxCount) {
        if (maxCount < 0) {
            throw new IllegalArgumentException("cannot decode " + maxCount + " instructions");
        }
        var instructions = new ArrayList<Instruction>();
        int start = 0;
        while (start < code.length && instructions.size() < maxCount) {
            start += decodeChunk(address + start, code, start, maxCount, instructions);
        }
        return instructions;
    }

    /** The same for bytes in a segment, which is read no further than the instructions can reach. */
    public List<Instruction> decode(long address, MemorySegment code, int maxCount) {
        long reach = Math.min(code.byteSize(), (long) maxCount * Encoding.MAX_LENGTH);
        return decode(address, code.asSlice(0, Math.max(0, reach)).toArray(ValueLayout.JAVA_BYTE), maxCount);
    }

    /**
     * The instruction at {@code address}.
     *
     * @param code the bytes there, at least one; {@value Encoding#MAX_LENGTH} suffice
     */
    public Instruction decode(long address, byte[] code) {
        if (code.length == 0) {
            throw new IllegalArgumentException("no byte to decode");
        }
        return decode(address, code, 1).getFirst();
    }

    /**
     * The instruction in assembly, as gdb's {@code x/i} prints it after the address: with the name of a jump's target in
     * angle brackets, and the target of a memory operand relative to {@code rip} as a comment.
     */
    public String format(Instruction instruction, Syntax syntax, SymbolResolver symbols) {
        var text = new StringBuilder(text(instruction, syntax));
        instruction.branchTarget().ifPresent(target -> appendName(text, symbols, target));
        instruction.memoryTarget().ifPresent(target -> {
            text.append("        # 0x").append(Long.toHexString(target));
            appendName(text, symbols, target);
        });
        return text.toString();
    }

    /** What the instruction reads and writes; nothing for one that is not valid. */
    public synchronized Usage usage(Instruction instruction) {
        if (!decodeAgain(instruction)) {
            return new Usage(List.of(), List.of(), Set.of(), Set.of());
        }
        return new Usage(
                usage.registers(current).stream()
                        .map(used -> new Usage.UsedRegister(register(used.register()), access(used.access())))
                        .toList(),
                usage.memory(current).stream().map(this::usedMemory).toList(),
                flags(current.flagsRead()),
                flags(current.flagsModified()));
    }

    /** The size of the memory that decoding uses in bytes, for those who watch over it. */
    synchronized long memorySize() {
        return wasm.memorySize();
    }

    private synchronized String text(Instruction instruction, Syntax syntax) {
        if (!decodeAgain(instruction)) {
            return BAD;
        }
        Printer printer = printers.computeIfAbsent(syntax, wanted -> switch (wanted) {
            case ATT -> new AttPrinter(wasm);
            case INTEL -> new IntelPrinter(wasm);
        });
        return printer.print(current, instruction.encoding().toArray());
    }

    private static void appendName(StringBuilder text, SymbolResolver symbols, long address) {
        symbols.nameOf(address).ifPresent(name -> text.append(" <").append(name).append('>'));
    }

    /** Decodes from {@code start} on and returns how many bytes that were. */
    private int decodeChunk(long address, byte[] code, int start, int maxCount, List<Instruction> instructions) {
        // An instruction that starts in the chunk may end after it.
        int length = Math.min(code.length - start, CHUNK + Encoding.MAX_LENGTH);
        boolean last = start + length == code.length;
        int end = last ? length : CHUNK;
        int position = 0;
        decoder.start(code, start, length, address);
        while (position < end && instructions.size() < maxCount) {
            decoder.decode(current);
            Instruction instruction;
            if (!current.isInvalid()) {
                instruction = valid(address + position, Encoding.of(code, start + position, current.length()));
            } else if (decoder.ranOutOfBytes()) {
                instruction = bad(
                        address + position,
                        Encoding.of(code, start + position, length - position),
                        Instruction.Status.TRUNCATED);
            } else {
                instruction =
                        bad(address + position, Encoding.of(code, start + position, 1), Instruction.Status.INVALID);
                decoder.moveTo(position + 1, address + position + 1);
            }
            instructions.add(instruction);
            position += instruction.length();
        }
        decoder.finish();
        return position;
    }

    private boolean decodeAgain(Instruction instruction) {
        if (instruction.status() != Instruction.Status.VALID) {
            return false;
        }
        decoder.start(instruction.encoding().toArray(), 0, instruction.length(), instruction.address());
        decoder.decode(current);
        decoder.finish();
        if (current.isInvalid() || current.length() != instruction.length()) {
            throw new IllegalArgumentException(instruction.encoding() + " is not one instruction");
        }
        return true;
    }

    private static Instruction bad(long address, Encoding encoding, Instruction.Status status) {
        return new Instruction(
                address,
                encoding,
                status,
                BAD,
                FlowControl.EXCEPTION,
                OptionalLong.empty(),
                OptionalLong.empty(),
                false,
                false);
    }

    private Instruction valid(long address, Encoding encoding) {
        String mnemonic = mnemonics.computeIfAbsent(current.code(), _ -> names.mnemonic(current));
        MemoryUse memory = memoryUse(mnemonic);
        return new Instruction(
                address,
                encoding,
                Instruction.Status.VALID,
                mnemonic,
                flowControl(),
                current.isNearBranch() ? OptionalLong.of(current.nearBranchTarget()) : OptionalLong.empty(),
                current.isIpRelative() ? OptionalLong.of(current.ipRelativeAddress()) : OptionalLong.empty(),
                memory.reads(),
                memory.writes());
    }

    private MemoryUse memoryUse(String mnemonic) {
        // The one form whose immediate decides: it says how many frame pointers are copied.
        if (mnemonic.equals("enter")) {
            return findMemoryUse();
        }
        int form = current.code() << 1 | (current.hasMemoryOperand() ? 1 : 0);
        return memoryUses.computeIfAbsent(form, _ -> findMemoryUse());
    }

    private MemoryUse findMemoryUse() {
        boolean reads = false;
        boolean writes = false;
        for (IcedUsage.Memory used : usage.memory(current)) {
            reads |= access(used.access()).reads();
            writes |= access(used.access()).writes();
        }
        return new MemoryUse(reads, writes);
    }

    private FlowControl flowControl() {
        int number = current.flowControl();
        return switch (number) {
            case 0 -> FlowControl.NEXT;
            case 1 -> FlowControl.BRANCH;
            case 2 -> FlowControl.INDIRECT_BRANCH;
            case 3 -> FlowControl.CONDITIONAL_BRANCH;
            case 4 -> FlowControl.RETURN;
            // iced-x86 counts what enters the kernel or a hypervisor among the calls.
            case 5 -> current.isDirectBranch() ? FlowControl.CALL : FlowControl.SYSTEM_CALL;
            case 6 -> FlowControl.INDIRECT_CALL;
            case 7 -> FlowControl.INTERRUPT;
            case 8 -> FlowControl.TRANSACTION;
            case 9 -> FlowControl.EXCEPTION;
            default -> throw new IllegalStateException("iced-x86 has no flow control " + number);
        };
    }

    private static Access access(int number) {
        return switch (number) {
            case 0, 7 -> Access.NONE;
            case 1 -> Access.READ;
            case 2 -> Access.CONDITIONAL_READ;
            case 3 -> Access.WRITE;
            case 4 -> Access.CONDITIONAL_WRITE;
            case 5 -> Access.READ_WRITE;
            case 6 -> Access.READ_CONDITIONAL_WRITE;
            default -> throw new IllegalStateException("iced-x86 has no access " + number);
        };
    }

    private Usage.UsedMemory usedMemory(IcedUsage.Memory used) {
        return new Usage.UsedMemory(
                register(used.segment()),
                optionalRegister(used.base()),
                optionalRegister(used.index()),
                used.scale(),
                used.displacement(),
                used.size(),
                access(used.access()));
    }

    private Optional<Usage.Register> optionalRegister(int number) {
        return number == 0 ? Optional.empty() : Optional.of(register(number));
    }

    private Usage.Register register(int number) {
        return registers.computeIfAbsent(
                number,
                _ -> new Usage.Register(
                        names.register(number),
                        names.register(usage.fullRegister(number)),
                        usage.registerSize(number)));
    }

    private static Set<Flag> flags(int bits) {
        var flags = EnumSet.noneOf(Flag.class);
        for (Flag flag : Flag.values()) {
            if ((bits & flag.icedBit()) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
