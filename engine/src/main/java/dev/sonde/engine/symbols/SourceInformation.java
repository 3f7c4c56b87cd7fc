package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.demangle.DemangleOptions;
import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.debuginfo.dwarf.AddressRange;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.debuginfo.dwarf.index.FunctionLookup;
import dev.sonde.debuginfo.dwarf.index.NameLookup;
import dev.sonde.debuginfo.dwarf.index.SourceFrame;
import dev.sonde.debuginfo.dwarf.line.LineFiles;
import dev.sonde.debuginfo.dwarf.line.LineRow;
import dev.sonde.debuginfo.dwarf.line.LineTable;
import dev.sonde.debuginfo.dwarf.line.LineTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the debugging information of one ELF file says about its source. Addresses are those of the file.
 *
 * <p>Everything is read when it is first asked for. What is malformed is left out and told by {@link #problems}.
 * Thread-safe.
 */
public final class SourceInformation {
    private static final int MAX_REFERENCES = 64;
    private static final int MAX_PROBLEMS = 1000;

    private final String binary;
    private final Dwarf dwarf;
    private final Indexing index;
    private final KeptNames kept;
    private final LineTables lineTables = new LineTables();
    private final FunctionLookup functions;
    private final Set<String> problems = new ConcurrentSkipListSet<>();
    private @Nullable List<SourceFile> files;

    /**
     * @param binary the path of the file whose code is described
     * @param index gives the names of {@code dwarf}
     * @param kept is told the names of the source files, as soon as they are known
     */
    SourceInformation(String binary, Dwarf dwarf, Indexing index, KeptNames kept) {
        this.kept = kept;
        this.binary = binary;
        this.dwarf = dwarf;
        this.index = index;
        functions = new FunctionLookup(dwarf, lineTables);
    }

    /** The debugging information itself. */
    public Dwarf dwarf() {
        return dwarf;
    }

    /** What was malformed in what was asked for so far. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** The compilation unit that the code at a file address is of. */
    public Optional<Unit> unitAt(long address) {
        return guarded(() -> dwarf.unitFor(address), Optional.empty());
    }

    /**
     * Whether the compiler of the code at a file address starts a row of the line table behind each prologue, whatever the
     * prologue looks like. gcc does not in optimised code.
     */
    public boolean marksPrologues(long address) {
        return guarded(
                () -> dwarf.unitFor(address)
                        .flatMap(unit -> unit.full().root().string(DwAt.DW_AT_producer))
                        .filter(producer -> producer.contains("clang") || producer.contains("LLVM"))
                        .isPresent(),
                false);
    }

    /**
     * The functions by name; the first call waits until all of the debugging information is read unless the file has an
     * index.
     *
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; then reading stops
     */
    public NameLookup names() {
        return index.await();
    }

    /** Begins to read the names in the background, so that {@link #names} need not wait later. */
    public void readNames() {
        index.start();
    }

    /** Whether the names are read, or being read. */
    public boolean readsNames() {
        return index.isStarted();
    }

    /** The innermost function, inlined or not, at a file address. */
    Optional<Die> functionAt(long address) {
        return guarded(() -> functions.innermost(address), Optional.empty());
    }

    /** The functions whose code is at a file address, innermost first; the last is not inlined. */
    public List<Die> functionsAt(long address) {
        return guarded(
                () -> functions.frames(address).stream()
                        .flatMap(frame -> frame.function().stream())
                        .toList(),
                List.of());
    }

    /** The line table of a unit. */
    Optional<LineTable> lines(Unit unit) {
        return guarded(() -> lineTables.forUnit(unit), Optional.empty());
    }

    /**
     * The functions at a file address, innermost first; the last is not inlined.
     *
     * @param bias what to add to file addresses
     */
    List<SourceLocation> locations(long address, long bias) {
        return guarded(
                () -> dwarf.unitFor(address)
                        .map(unit -> {
                            List<SourceLocation> found = new ArrayList<>();
                            for (SourceFrame frame : functions.frames(address)) {
                                found.add(location(
                                        unit, found.isEmpty() ? atStatement(unit, frame, address) : frame, bias));
                            }
                            return List.copyOf(found);
                        })
                        .orElse(List.of()),
                List.of());
    }

    /** The innermost frame with the line that a user sees there: see {@link #rowAt}. */
    private SourceFrame atStatement(Unit unit, SourceFrame frame, long address) {
        return lineTables
                .forUnit(unit)
                .flatMap(table -> rowAt(table, address)
                        .map(row -> new SourceFrame(
                                frame.function(),
                                frame.name(),
                                frame.linkageName(),
                                table.path(row.file()).orElse(""),
                                row.line(),
                                row.column(),
                                frame.inlined())))
                .orElse(frame);
    }

    private SourceLocation location(Unit unit, SourceFrame frame, long bias) {
        long block = frame.function()
                .flatMap(FunctionSearch::entry)
                .map(address -> address + bias)
                .orElse(0L);
        return new SourceLocation(
                frame.linkageName()
                        .map(name -> Demangler.demangle(name, DemangleOptions.NAME_ONLY)
                                .orElse(name))
                        .or(() -> frame.function().map(die -> qualifiedName(die, frame.name())))
                        .orElse(frame.name()),
                frame.linkageName().orElse(""),
                displayName(unit, frame.file()),
                frame.file(),
                unit.compilationDirectory().orElse(""),
                binary,
                frame.line(),
                frame.column(),
                frame.inlined(),
                block);
    }

    /** The name with the scopes of its declaration. */
    private static String qualifiedName(Die function, String name) {
        Die declaration = function;
        // Definitions outside classes and inlined copies refer to where the function was declared.
        for (int i = 0; i < MAX_REFERENCES; i++) {
            Optional<Die> origin =
                    declaration.reference(DwAt.DW_AT_abstract_origin).or(referenceOf(declaration));
            if (origin.isEmpty()) {
                break;
            }
            declaration = origin.get();
        }
        StringBuilder text = new StringBuilder(name);
        Optional<Die> scope = declaration.parent();
        for (int i = 0; i < MAX_REFERENCES && scope.isPresent(); i++) {
            Die at = scope.get();
            switch (at.tag()) {
                case DwTag.DW_TAG_namespace -> text.insert(0, at.name().orElse("(anonymous namespace)") + "::");
                case DwTag.DW_TAG_class_type, DwTag.DW_TAG_structure_type, DwTag.DW_TAG_union_type ->
                    at.name().ifPresent(scopeName -> text.insert(0, scopeName + "::"));
                default -> {} // blocks and units name nothing
            }
            scope = at.parent();
        }
        return text.toString();
    }

    private static Supplier<Optional<Die>> referenceOf(Die die) {
        return () -> die.reference(DwAt.DW_AT_specification);
    }

    /** The row that began what is at a file address: of those with one address a statement rather than another. */
    Optional<LineRow> rowAt(LineTable table, long address) {
        return table.rowFor(address).map(row -> {
            LineRow begin = beginning(table, row);
            LineRow best = begin;
            for (int i = begin.index(); i >= 0 && !best.isStatement(); i--) {
                LineRow before = table.row(i);
                if (before.address() != begin.address() || before.endSequence()) {
                    break;
                }
                best = before.isStatement() && table.beginsStretch(i) ? before : best;
            }
            return best;
        });
    }

    private static LineRow beginning(LineTable table, LineRow row) {
        int index = row.index();
        while (index > 0 && !table.beginsStretch(index)) {
            index--;
        }
        return index == row.index() ? row : table.row(index);
    }

    /**
     * The row of the line table that holds at a file address.
     *
     * @param bias what to add to file addresses
     */
    Optional<LineRange> rangeAt(long address, long bias) {
        return guarded(
                () -> dwarf.unitFor(address)
                        .flatMap(unit -> lineTables
                                .forUnit(unit)
                                .flatMap(table -> rowAt(table, address).map(row -> range(unit, table, row, bias)))),
                Optional.empty());
    }

    /**
     * The first of the rows that start at a file address.
     *
     * @param bias what to add to file addresses
     */
    Optional<LineRange> firstRowAt(long address, long bias) {
        return guarded(
                () -> dwarf.unitFor(address)
                        .flatMap(unit -> lineTables
                                .forUnit(unit)
                                .flatMap(table -> table.rowFor(address)
                                        .filter(row -> row.address() == address)
                                        .map(row -> range(unit, table, firstOf(table, row), bias)))),
                Optional.empty());
    }

    private static LineRow firstOf(LineTable table, LineRow row) {
        LineRow first = row;
        while (first.index() > 0) {
            LineRow before = table.row(first.index() - 1);
            if (before.address() != row.address() || before.endSequence()) {
                break;
            }
            first = before;
        }
        return first;
    }

    /** What a row begins or goes on, up to the next row of a higher address that begins something. */
    LineRange range(Unit unit, LineTable table, LineRow row, long bias) {
        LineRow first = beginning(table, row);
        long end = row.address();
        for (Optional<LineRow> next = table.next(row); next.isPresent(); next = table.next(next.get())) {
            LineRow at = next.get();
            end = at.address();
            if (end != row.address() && table.beginsStretch(at.index())) {
                break;
            }
        }
        String path = table.path(row.file()).orElse("");
        return new LineRange(
                displayName(unit, path),
                path,
                unit.compilationDirectory().orElse(""),
                binary,
                row.line(),
                first.address() + bias,
                end + bias,
                first.isStatement());
    }

    /** The file address behind the piece of code of the function, whatever is inlined into it, that has a file address. */
    Optional<Long> functionEnd(long address) {
        return guarded(
                () -> functions
                        .outermost(address)
                        .flatMap(function -> function.ranges().stream()
                                .filter(range -> range.contains(address))
                                .findFirst()
                                .map(AddressRange::end)),
                Optional.empty());
    }

    /**
     * The rows of the line table for all code of the function at a file address, whatever is inlined into it.
     *
     * @param bias what to add to file addresses
     */
    List<LineRange> functionRows(long address, long bias) {
        return guarded(
                () -> {
                    List<LineRange> rows = new ArrayList<>();
                    dwarf.unitFor(address)
                            .ifPresent(unit -> lineTables
                                    .forUnit(unit)
                                    .ifPresent(table -> functions
                                            .outermost(address)
                                            .ifPresent(function -> function.ranges()
                                                    .forEach(range -> addRows(unit, table, range, bias, rows)))));
                    return rows;
                },
                List.of());
    }

    private void addRows(Unit unit, LineTable table, AddressRange code, long bias, List<LineRange> rows) {
        long address = code.start();
        while (Long.compareUnsigned(address, code.end()) < 0) {
            Optional<LineRow> row = rowAt(table, address);
            if (row.isEmpty()) {
                return;
            }
            LineRange range = range(unit, table, row.get(), bias);
            rows.add(range);
            long next = range.end() - bias;
            if (Long.compareUnsigned(next, address) <= 0) {
                return;
            }
            address = next;
        }
    }

    /** The files that have code, of every compilation unit. */
    public List<String> fileNames() {
        return files().stream().map(SourceFile::path).distinct().toList();
    }

    /** Where an entry is declared, as users know the file; empty when that is not said. */
    public Optional<String> fileOf(Die die) {
        return guarded(
                () -> die.holderOf(DwAt.DW_AT_decl_file)
                        .flatMap(holder -> LineFiles.of(holder.unit())
                                .flatMap(table -> table.path((int)
                                        holder.constant(DwAt.DW_AT_decl_file).orElse(0)))
                                .map(path -> displayName(holder.unit(), path))),
                Optional.empty());
    }

    /** The source files of all units that {@code name}, a name or the end of a path, means. */
    List<SourceFile> filesNamed(String name) {
        return files().stream().filter(file -> file.is(name)).toList();
    }

    private synchronized List<SourceFile> files() {
        List<SourceFile> known = files;
        if (known == null) {
            known = new ArrayList<>();
            for (Unit unit : guarded(dwarf::units, List.<Unit>of())) {
                known.addAll(guarded(() -> filesOf(unit), List.of()));
            }
            files = known;
            kept.sources(known.stream().map(SourceFile::baseName).distinct().toList());
        }
        return known;
    }

    private List<SourceFile> filesOf(Unit unit) {
        if (!unit.section().equals(".debug_info") || unit.lineProgramOffset().isEmpty()) {
            return List.of();
        }
        List<SourceFile> found = new ArrayList<>();
        LineFiles.of(unit).ifPresent(table -> {
            int first = table.first();
            for (int i = 0; i < table.header().files().size(); i++) {
                int number = first + i;
                table.path(number)
                        .ifPresent(path -> found.add(new SourceFile(unit, number, displayName(unit, path), path)));
            }
        });
        return found;
    }

    /** A path as users know it: as the compiler was given it, or relative to the directory that the compiler ran in. */
    static String displayName(Unit unit, String path) {
        String directory = unit.compilationDirectory().orElse("");
        String name = unit.name().orElse("");
        if (path.equals(name) || path.equals(directory + "/" + name)) {
            return name;
        }
        return !directory.isEmpty() && path.startsWith(directory + "/") ? path.substring(directory.length() + 1) : path;
    }

    /** What a reader of malformed debugging information gets is what it would get without any. */
    <T> T guarded(Supplier<T> reader, T otherwise) {
        try {
            return reader.get();
        } catch (FormatException e) {
            if (problems.size() < MAX_PROBLEMS) {
                problems.add(String.valueOf(e.getMessage()));
            }
            return otherwise;
        }
    }
}
