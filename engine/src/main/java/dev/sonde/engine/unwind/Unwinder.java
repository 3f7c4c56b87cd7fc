package dev.sonde.engine.unwind;

import dev.sonde.debuginfo.dwarf.cfi.UnwindRow;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.symbols.SymbolPlace;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frames of the threads of a process.
 *
 * <p>Keeps what it has found out about code, so that frames at the same pc, in one backtrace or in those of later stops,
 * cost no more than reading the stack. Not thread-safe.
 *
 * {@snippet :
 * Backtrace backtrace = new Unwinder().backtrace(thread, modules, UnwindOptions.WHOLE);
 * for (Frame frame : backtrace.all()) {
 *     System.out.println(frame + " found by " + frame.method().text());
 * }
 * backtrace.end().filter(UnwindEnd::isError).ifPresent(end -> System.out.println(end.text()));
 * }
 */
public final class Unwinder {
    private static final int PLACES = 1 << 12;
    private static final long MIX = 0x9e37_79b9_7f4a_7c15L;
    private static final int PLACE_SHIFT = Long.SIZE - 12;

    private final Heuristics heuristics = new Heuristics();
    private final IdentityHashMap<ElfFile, ModuleFrames> frames = new IdentityHashMap<>();
    private @Nullable CodePlace[] places = new CodePlace[PLACES];
    private final DummyFrames dummies;
    private Modules modules = Modules.none();

    /** An unwinder that knows no code yet, for threads that the debugger makes no calls in. */
    public Unwinder() {
        this(DummyFrames.NONE);
    }

    /**
     * An unwinder that knows no code yet.
     *
     * @param dummies the calls that the debugger has made
     */
    public Unwinder(DummyFrames dummies) {
        this.dummies = dummies;
    }

    /**
     * The frames of a stopped thread.
     *
     * @param loaded the modules of its process at this stop
     * @throws dev.sonde.engine.error.DebugException if the thread runs or is gone
     */
    public Backtrace backtrace(InferiorThread thread, Modules loaded, UnwindOptions options) {
        return backtrace(thread, loaded, options, 0);
    }

    /**
     * The frames of a thread that is stopped where the code of inlined functions begins.
     *
     * @param notEntered how many of these functions the thread shall be seen before
     */
    public Backtrace backtrace(InferiorThread thread, Modules loaded, UnwindOptions options, int notEntered) {
        use(loaded);
        ThreadStack stack = new ThreadStack(this, thread);
        return new Backtrace(
                stack, Frame.innermost(stack, UnwoundRegisters.of(thread.registers()), notEntered), options);
    }

    /** Forgets what it knows of code, as far as other code may be there now. */
    private void use(Modules loaded) {
        if (loaded.equals(modules)) {
            return;
        }
        boolean same = loaded.all().size() == modules.all().size();
        for (int i = 0; same && i < loaded.all().size(); i++) {
            LoadedModule now = loaded.all().get(i);
            LoadedModule before = modules.all().get(i);
            same = now.elf() == before.elf() && now.bias() == before.bias();
        }
        if (!same) {
            places = new CodePlace[PLACES];
            frames.keySet()
                    .retainAll(loaded.all().stream().map(LoadedModule::elf).toList());
            modules = loaded;
        }
    }

    Heuristics heuristics() {
        return heuristics;
    }

    DummyFrames dummies() {
        return dummies;
    }

    /** What is known of the code at {@code pc}. */
    CodePlace place(long pc, boolean interrupted, StackReader memory) {
        int slot = (int) (((pc * 2 + (interrupted ? 1 : 0)) * MIX) >>> PLACE_SHIFT);
        CodePlace known = places[slot];
        if (known != null && known.is(pc, interrupted)) {
            return known;
        }
        CodePlace found = find(pc, interrupted, memory);
        if (found.module() != null) {
            // Code without a module is made at run time and may be another at the next look.
            places[slot] = found;
        }
        return found;
    }

    private CodePlace find(long pc, boolean interrupted, StackReader memory) {
        LoadedModule module = modules.at(interrupted ? pc : pc - 1).orElse(null);
        ModuleFrames description =
                module == null ? null : frames.computeIfAbsent(module.elf(), _ -> new ModuleFrames(module));
        UnwindRules rules = description == null || module == null ? null : rules(description, module, pc, interrupted);
        if (rules == null && SignalTrampoline.isAt(memory, pc)) {
            rules = SignalTrampoline.RULES;
        }
        return new CodePlace(pc, interrupted, module, description, rules);
    }

    /** A trampoline is not called, so its own description, not that of what precedes it, holds for it. */
    private static @Nullable UnwindRules rules(
            ModuleFrames description, LoadedModule module, long pc, boolean interrupted) {
        long fileAddress = module.toFile(pc);
        Optional<UnwindRow> row = description.rowFor(interrupted ? fileAddress : fileAddress - 1);
        if (!interrupted && row.filter(UnwindRow::signalFrame).isEmpty()) {
            row = description.rowFor(fileAddress).filter(UnwindRow::signalFrame).or(fallback(row));
        }
        return row.map(UnwindRules::of).orElse(null);
    }

    private static Supplier<Optional<UnwindRow>> fallback(Optional<UnwindRow> row) {
        return () -> row;
    }

    /** Whether the frames beyond {@code frame} are not the program's own and were not asked for. */
    boolean isProgramEnd(Frame frame, UnwindOptions options, String main) {
        LoadedModule module = frame.place().module();
        if (module == null || modules.all().isEmpty() || module != modules.all().getFirst()) {
            return false;
        }
        Optional<SymbolPlace> symbol = frame.symbol();
        if (!options.pastMain() && symbol.filter(s -> s.name().equals(main)).isPresent()) {
            return true;
        }
        long entry = module.toProcess(module.elf().header().entry());
        long function = frame.place().function();
        return !options.pastEntry() && function != 0 && function == entry;
    }
}
