package dev.sonde.debuginfo.symbolize;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.demangle.DemangleOptions;
import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.index.FunctionLookup;
import dev.sonde.debuginfo.dwarf.index.SourceFrame;
import dev.sonde.debuginfo.dwarf.line.LineRow;
import dev.sonde.debuginfo.dwarf.line.LineTables;
import dev.sonde.debuginfo.elf.DebugFileLocator;
import dev.sonde.debuginfo.elf.ElfFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names the addresses of one ELF file.
 *
 * <p>Takes debug information from the file itself or from its separate debug file, from the supplementary file that
 * either shares with others, and from split files; and what that leaves open from the symbol tables. What is damaged is
 * left out and reported by {@link #diagnostics()}. Reads on demand and keeps what it read; thread-safe.
 *
 * <p>Names are chosen as GNU addr2line does: a linkage name of the debug information wins over the symbol table.
 */
public final class Symbolizer {
    /** So many names are kept demangled; a program with more starts over. */
    private static final int MAX_NAMES = 1 << 16;

    private final DebugFiles files;
    private final Optional<Dwarf> dwarf;
    private final LineTables lineTables = new LineTables();
    private final Optional<FunctionLookup> functions;
    private final SymbolNames symbols;
    private final Diagnostics diagnostics;
    private final ConcurrentHashMap<String, String> demangled = new ConcurrentHashMap<>();

    private Symbolizer(DebugFiles files, Diagnostics diagnostics) {
        this.files = files;
        this.diagnostics = diagnostics;
        dwarf = files.dwarf();
        functions = dwarf.map(d -> new FunctionLookup(d, lineTables));
        symbols = new SymbolNames(files, diagnostics);
    }

    /**
     * Opens a file, and its separate debug file from where {@link DebugFileLocator#standard()} looks.
     *
     * @throws IOException if it cannot be read
     * @throws FormatException if it is not a 64-bit little-endian ELF file
     */
    public static Symbolizer open(Path path) throws IOException {
        return open(path, DebugFileLocator.standard());
    }

    /**
     * Opens a file, and its separate debug file from where {@code locator} looks.
     *
     * @throws IOException if it cannot be read
     * @throws FormatException if it is not a 64-bit little-endian ELF file
     */
    public static Symbolizer open(Path path, DebugFileLocator locator) throws IOException {
        ElfFile elf = ElfFile.open(path);
        var diagnostics = new Diagnostics();
        return new Symbolizer(DebugFiles.find(elf, path, locator, diagnostics), diagnostics);
    }

    /** The separate debug file in use. */
    public Optional<Path> debugFile() {
        return files.separatePath();
    }

    /**
     * The functions at a file address, the innermost first; the last one is not inlined. Nothing where nothing is known.
     *
     * @param address the address, in a relocatable file the offset in its first section with code that reaches so far
     */
    public List<Frame> frames(long address) {
        List<SourceFrame> found = List.of();
        int discriminator = 0;
        try {
            if (functions.isPresent() && dwarf.isPresent()) {
                found = functions.get().frames(address);
                discriminator = found.isEmpty() ? 0 : discriminator(dwarf.get(), address);
            }
        } catch (FormatException e) {
            diagnostics.add(e);
        }
        if (found.isEmpty()) {
            return symbols.at(address)
                    .map(symbol ->
                            List.of(new Frame(Optional.of(demangled(symbol.name())), symbol.file(), 0, 0, 0, false)))
                    .orElse(List.of());
        }
        var frames = new ArrayList<Frame>(found.size());
        for (SourceFrame frame : found) {
            int block = frames.isEmpty() ? discriminator : 0;
            Optional<SymbolNames.Named> symbol = needsSymbol(frame) ? symbols.at(address) : Optional.empty();
            frames.add(new Frame(
                    symbol.map(SymbolNames.Named::name).or(() -> name(frame)).map(this::demangled),
                    frame.file().isEmpty() ? symbol.flatMap(SymbolNames.Named::file) : Optional.of(frame.file()),
                    frame.line(),
                    frame.column(),
                    block,
                    frame.inlined()));
        }
        return List.copyOf(frames);
    }

    /** What could not be used so far and why, in no order; the first thousand only. */
    public List<String> diagnostics() {
        dwarf.ifPresent(d -> d.diagnostics().forEach(diagnostics::add));
        return diagnostics.list();
    }

    private int discriminator(Dwarf information, long address) {
        return information
                .unitFor(address)
                .flatMap(lineTables::forUnit)
                .flatMap(table -> table.rowFor(address))
                .map(LineRow::discriminator)
                .orElse(0);
    }

    /** Whether it is a function of its own in a language that mangles: only its symbol has the scopes and the parameters. */
    private static boolean needsSymbol(SourceFrame frame) {
        return frame.linkageName().isEmpty()
                && !frame.inlined()
                && (frame.function().isEmpty()
                        || frame.name().isEmpty()
                        || frame.function()
                                .flatMap(die ->
                                        die.unit().language().stream().boxed().findFirst())
                                .filter(Mangling::isUsedBy)
                                .isPresent());
    }

    private static Optional<String> name(SourceFrame frame) {
        return frame.linkageName().or(() -> Optional.of(frame.name()).filter(name -> !name.isEmpty()));
    }

    private String demangled(String name) {
        String known = demangled.get(name);
        if (known == null) {
            known = Demangler.demangle(name, DemangleOptions.SHORT).orElse(name);
            if (demangled.size() >= MAX_NAMES) {
                demangled.clear();
            }
            demangled.put(name, known);
        }
        return known;
    }
}
