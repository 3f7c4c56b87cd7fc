package dev.sonde.engine.unwind;

import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.PltStub;
import dev.sonde.debuginfo.elf.Section;
import dev.sonde.disassembler.Disassembler;
import dev.sonde.disassembler.Instruction;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.SymbolPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the caller of a frame without call frame information: by what is known of the code, by its instructions, by the
 * frame pointer, and at last by searching the stack.
 *
 * <p>What may be wrong is believed only if the return address that it leads to lies behind a call.
 */
final class Heuristics {
    /** The functions in which threads begin, if they have no call frame information that says so. */
    private static final Set<String> THREAD_STARTS =
            Set.of("_start", "_dl_start_user", "clone", "__clone", "clone3", "__clone3", "thread_start");

    private static final int LONGEST_FUNCTION = 1 << 16;
    private static final int CHUNK = 1 << 12;
    private static final int EPILOGUE_BYTES = 96;
    private static final int MOST_INSTRUCTIONS = 20_000;
    private static final long PLT_HEADER_BYTES = 16;
    /** How far from the start of an unknown function its instructions may be. */
    private static final long NEAR = 1 << 14;
    /** How many words of the stack are searched. */
    private static final int SCANNED_WORDS = 1 << 12;

    private static final int WORD = Long.BYTES;
    /** No return address: nothing is executed there. */
    private static final long UNREADABLE = -1;

    private @Nullable Disassembler disassembler;

    Heuristics() {}

    /** How to get from {@code frame} to its caller, empty if nothing tells. */
    Optional<UnwindRules> rulesFor(Frame frame) {
        CodePlace place = frame.place();
        StackReader memory = frame.stack().memory();
        ReturnAddresses returns = frame.stack().returnAddresses();
        long sp = frame.value(UnwindRules.RSP);
        if (!returns.isExecutable(place.lookupAddress())) {
            // A call through a bad pointer has pushed its return address and done nothing else.
            return frame.isInterrupted() && returns.isPlausible(word(memory, sp))
                    ? Optional.of(leaf())
                    : Optional.empty();
        }
        if (isThreadStart(place) && !(frame.isInterrupted() && returns.isPlausible(word(memory, sp)))) {
            return Optional.of(UnwindRules.ofOutermost());
        }
        for (UnwindRules candidate : analysis(frame)) {
            long address = returnAddress(frame, candidate);
            // Nothing calls the first function of a thread, which finds a zero in the place of its return address.
            if (address == 0 || returns.isPlausible(address)) {
                return Optional.of(candidate);
            }
        }
        return byStack(frame, place.function());
    }

    private Optional<UnwindRules> byStack(Frame frame, long function) {
        StackReader memory = frame.stack().memory();
        ReturnAddresses returns = frame.stack().returnAddresses();
        long sp = frame.value(UnwindRules.RSP);
        long top = word(memory, sp);
        if (frame.isInterrupted() && calls(returns, top, function, frame.pc())) {
            return Optional.of(leaf());
        }
        long fp = frame.value(UnwindRules.RBP);
        UnwindRules framed = UnwindRules.ofFunction(UnwindMethod.FRAME_POINTER, UnwindRules.RBP, 2 * WORD)
                .savedAtCfa(UnwindRules.RBP, -2 * WORD);
        boolean above = Long.compareUnsigned(fp, sp) >= 0 && fp % Long.BYTES == 0;
        if (above && returns.isPlausible(returnAddress(frame, framed))) {
            return Optional.of(framed);
        }
        if (frame.isInterrupted() && returns.isPlausible(top)) {
            return Optional.of(leaf());
        }
        return scan(frame, function);
    }

    /** The first word that a direct call of this very function pushed, else the first that any call may have pushed. */
    private static Optional<UnwindRules> scan(Frame frame, long function) {
        StackReader memory = frame.stack().memory();
        ReturnAddresses returns = frame.stack().returnAddresses();
        long sp = frame.value(UnwindRules.RSP);
        long start = (sp + Long.BYTES - 1) & -Long.BYTES;
        long any = 0;
        try {
            for (int i = 0; i < SCANNED_WORDS; i++) {
                long address = start + (long) i * Long.BYTES;
                long word = memory.readLong(address);
                if (calls(returns, word, function, frame.pc())) {
                    return Optional.of(found(address - sp));
                }
                if (any == 0 && returns.isPlausible(word)) {
                    any = address;
                }
            }
        } catch (MemoryFaultException e) {
            // The stack ends here, and so does the search.
            return any == 0 ? Optional.empty() : Optional.of(found(any - sp));
        }
        return any == 0 ? Optional.empty() : Optional.of(found(any - sp));
    }

    private static UnwindRules found(long offset) {
        return UnwindRules.ofFunction(UnwindMethod.STACK_SCAN, UnwindRules.RSP, offset + Long.BYTES);
    }

    private static UnwindRules leaf() {
        return UnwindRules.ofFunction(UnwindMethod.LEAF, UnwindRules.RSP, Long.BYTES);
    }

    /** Whether the call before {@code word} surely led to the function, or to code a little before {@code pc}. */
    private static boolean calls(ReturnAddresses returns, long word, long function, long pc) {
        OptionalLong target = returns.directTarget(word);
        if (target.isEmpty()) {
            return false;
        }
        long to = target.getAsLong();
        return function != 0 ? to == function : Long.compareUnsigned(pc - to, NEAR) < 0;
    }

    private static boolean isThreadStart(CodePlace place) {
        LoadedModule module = place.module();
        if (module == null) {
            return false;
        }
        Optional<SymbolPlace> symbol = place.symbol();
        if (symbol.isPresent()) {
            return THREAD_STARTS.contains(symbol.get().name());
        }
        // The entry point of the dynamic loader, which has no symbol in most distributions.
        long fromEntry =
                module.toFile(place.lookupAddress()) - module.elf().header().entry();
        return Long.compareUnsigned(fromEntry, Long.BYTES) <= 0;
    }

    private static long word(StackReader memory, long address) {
        try {
            return memory.readLong(address);
        } catch (MemoryFaultException e) {
            return UNREADABLE;
        }
    }

    private static long returnAddress(Frame frame, UnwindRules rules) {
        long cfa = frame.value(rules.cfaRegister()) + rules.cfaOffset();
        return word(frame.stack().memory(), cfa - Long.BYTES);
    }

    /** What the instructions around the pc tell, the best first. Found once for each pc. */
    private List<UnwindRules> analysis(Frame frame) {
        CodePlace place = frame.place();
        List<UnwindRules> known = place.analysis();
        if (known == null) {
            known = analyse(frame, place);
            place.analysis(known);
        }
        return known;
    }

    private List<UnwindRules> analyse(Frame frame, CodePlace place) {
        StackReader memory = frame.stack().memory();
        Optional<UnwindRules> stub = stub(memory, place, frame.pc());
        if (stub.isPresent()) {
            return List.of(stub.get());
        }
        List<UnwindRules> found = new ArrayList<>();
        if (frame.isInterrupted()) {
            byte[] code = memory.readUpTo(frame.pc(), EPILOGUE_BYTES);
            FunctionAnalysis.epilogue(decode(frame.pc(), code, FunctionAnalysis.EPILOGUE_INSTRUCTIONS))
                    .ifPresent(found::add);
        }
        long start = place.function();
        if (start != 0 && Long.compareUnsigned(frame.pc() - start, LONGEST_FUNCTION) < 0) {
            byte[] code = function(memory, start, (int) (frame.pc() - start));
            FunctionAnalysis.upTo(decode(start, code, MOST_INSTRUCTIONS), frame.pc())
                    .ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    private static byte[] function(StackReader memory, long start, int length) {
        byte[] code = new byte[length];
        for (int at = 0; at < length; at += CHUNK) {
            byte[] chunk = memory.readUpTo(start + at, Math.min(CHUNK, length - at));
            System.arraycopy(chunk, 0, code, at, chunk.length);
        }
        return code;
    }

    private Optional<UnwindRules> stub(StackReader memory, CodePlace place, long pc) {
        LoadedModule module = place.module();
        if (module == null) {
            return Optional.empty();
        }
        ElfFile elf = module.elf();
        long fileAddress = module.toFile(place.lookupAddress());
        Optional<PltStub> stub = elf.pltStubAt(fileAddress);
        if (stub.isPresent()) {
            long start = module.toProcess(stub.get().address());
            byte[] code =
                    memory.readUpTo(start, (int) Math.min(CHUNK, stub.get().size()));
            return Optional.of(FunctionAnalysis.stub(decode(start, code, 4), pc, 0));
        }
        // The header, to which the stubs jump when they have pushed which function they stand for.
        Optional<Section> section =
                elf.sectionAt(fileAddress).filter(s -> s.name().equals(".plt"));
        if (section.isPresent() && fileAddress - section.get().address() < PLT_HEADER_BYTES) {
            long start = module.toProcess(section.get().address());
            byte[] code = memory.readUpTo(start, (int) PLT_HEADER_BYTES);
            return Optional.of(FunctionAnalysis.stub(decode(start, code, 4), pc, Long.BYTES));
        }
        return Optional.empty();
    }

    private List<Instruction> decode(long address, byte[] code, int most) {
        Disassembler known = disassembler;
        if (known == null) {
            known = new Disassembler();
            disassembler = known;
        }
        return code.length == 0 ? List.of() : known.decode(address, code, most);
    }
}
