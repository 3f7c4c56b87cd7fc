package dev.sonde.engine.unwind;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.SourceLocation;
import dev.sonde.engine.symbols.SymbolPlace;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the code at one pc, whatever frame is there: found once, and shared by all frames with that pc.
 *
 * <p>A pc behind a call is looked up one byte before, for the call may be the last instruction of its function.
 */
final class CodePlace {
    private final long pc;
    private final boolean interrupted;
    private final @Nullable LoadedModule module;
    private final @Nullable ModuleFrames frames;
    private final @Nullable UnwindRules rules;
    private final boolean signalFrame;
    private Optional<SymbolPlace> symbol = Optional.empty();
    private boolean symbolKnown;
    private @Nullable List<SourceLocation> sources;
    private @Nullable List<Die> functions;
    private @Nullable List<UnwindRules> analysis;
    private long function;
    private boolean functionKnown;

    /**
     * @param interrupted whether the instruction at {@code pc} is the next one to be executed, rather than one behind a call
     * @param rules those of the call frame information or of a signal trampoline, if there are any
     */
    CodePlace(
            long pc,
            boolean interrupted,
            @Nullable LoadedModule module,
            @Nullable ModuleFrames frames,
            @Nullable UnwindRules rules) {
        this.pc = pc;
        this.module = module;
        this.frames = frames;
        this.rules = rules;
        this.signalFrame = rules != null && rules.isSignalFrame();
        this.interrupted = interrupted;
    }

    boolean is(long otherPc, boolean otherInterrupted) {
        return pc == otherPc && interrupted == otherInterrupted;
    }

    /** The address to look the code up by. A signal trampoline is returned to, but was never called. */
    long lookupAddress() {
        return interrupted || signalFrame ? pc : pc - 1;
    }

    @Nullable
    LoadedModule module() {
        return module;
    }

    @Nullable
    UnwindRules rules() {
        return rules;
    }

    boolean isSignalFrame() {
        return signalFrame;
    }

    Optional<SymbolPlace> symbol() {
        if (!symbolKnown && module != null) {
            symbol = module.symbolAt(lookupAddress());
        }
        symbolKnown = true;
        return symbol;
    }

    /** The functions whose code it is, innermost first; the last is not inlined. None without debugging information. */
    List<SourceLocation> sources() {
        List<SourceLocation> known = sources;
        if (known == null) {
            known = module == null || signalFrame ? List.of() : module.sourceFrames(lookupAddress());
            sources = known;
        }
        return known;
    }

    /** The entries of {@link #sources}. */
    List<Die> functions() {
        List<Die> known = functions;
        if (known == null) {
            LoadedModule code = module;
            known = code == null || signalFrame
                    ? List.of()
                    : code.source()
                            .map(source -> source.functionsAt(code.toFile(lookupAddress())))
                            .orElse(List.of());
            functions = known;
        }
        return known;
    }

    /** The address of the function, by its symbol or else by its call frame information; 0 if neither tells. */
    long function() {
        if (!functionKnown) {
            function = findFunction();
            functionKnown = true;
        }
        return function;
    }

    private long findFunction() {
        Optional<SymbolPlace> place = symbol();
        if (place.isPresent()) {
            return place.get().start();
        }
        if (module == null || frames == null) {
            return 0;
        }
        LoadedModule code = module;
        return frames.startOf(code.toFile(lookupAddress())).stream()
                .map(code::toProcess)
                .findFirst()
                .orElse(0);
    }

    /** What the analysis of the function's instructions found, the best first; null when nobody has analysed them yet. */
    @Nullable
    List<UnwindRules> analysis() {
        return analysis;
    }

    void analysis(List<UnwindRules> found) {
        analysis = found;
    }
}
