package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.debuginfo.dwarf.index.FunctionLookup;
import dev.sonde.debuginfo.dwarf.index.NameLookup;
import dev.sonde.debuginfo.dwarf.index.SourceFrame;
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

    private final Dwarf dwarf;
    private final Supplier<NameLookup> index;
    private final LineTables lineTables = new LineTables();
    private final FunctionLookup functions;
    private final Set<String> problems = new ConcurrentSkipListSet<>();
    private @Nullable NameLookup names;
    private @Nullable List<SourceFile> files;

    /** @param index gives the names of {@code dwarf} */
    SourceInformation(Dwarf dwarf, Supplier<NameLookup> index) {
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

    /** The functions by name; reads all of the debugging information at the first call unless the file has an index. */
    public synchronized NameLookup names() {
        NameLookup known = names;
        if (known == null) {
            known = index.get();
            names = known;
        }
        return known;
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
                        .map(unit -> functions.frames(address).stream()
                                .map(frame -> location(unit, frame, bias))
                                .toList())
                        .orElse(List.of()),
                List.of());
    }

    private static SourceLocation location(Unit unit, SourceFrame frame, long bias) {
        long block = frame.function()
                .flatMap(die -> die.ranges().stream().findFirst())
                .map(range -> range.start() + bias)
                .orElse(0L);
        return new SourceLocation(
                frame.function().map(die -> qualifiedName(die, frame.name())).orElse(frame.name()),
                displayName(unit, frame.file()),
                frame.file(),
                unit.compilationDirectory().orElse(""),
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

    /** The row that holds at a file address: of those with one address a statement rather than another. */
    Optional<LineRow> rowAt(LineTable table, long address) {
        Optional<LineRow> row = table.rowFor(address);
        if (row.isEmpty() || row.get().isStatement()) {
            return row;
        }
        LineRow best = row.get();
        for (int i = best.index() - 1; i >= 0; i--) {
            LineRow before = table.row(i);
            if (before.address() != best.address() || before.endSequence()) {
                break;
            }
            if (before.isStatement()) {
                return Optional.of(before);
            }
        }
        return row;
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

    /** A row up to the next one of a higher address that is recorded for itself. */
    LineRange range(Unit unit, LineTable table, LineRow row, long bias) {
        LineRow first = row;
        // Rows that only tell blocks of one line apart are one stretch.
        while (first.discriminator() != 0 && first.index() > 0) {
            LineRow before = table.row(first.index() - 1);
            if (before.endSequence() || before.line() != first.line() || before.file() != first.file()) {
                break;
            }
            first = before;
        }
        long end = row.address();
        for (Optional<LineRow> next = table.next(row); next.isPresent(); next = table.next(next.get())) {
            LineRow at = next.get();
            end = at.address();
            boolean same =
                    !at.endSequence() && at.line() == row.line() && at.file() == row.file() && at.discriminator() != 0;
            if (end != row.address() && !same) {
                break;
            }
        }
        String path = table.path(row.file()).orElse("");
        return new LineRange(
                displayName(unit, path),
                path,
                unit.compilationDirectory().orElse(""),
                row.line(),
                first.address() + bias,
                end + bias,
                first.isStatement());
    }

    /** The files that have code, of every compilation unit. */
    public List<String> fileNames() {
        return files().stream().map(SourceFile::path).distinct().toList();
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
        }
        return known;
    }

    private List<SourceFile> filesOf(Unit unit) {
        if (!unit.section().equals(".debug_info") || unit.lineProgramOffset().isEmpty()) {
            return List.of();
        }
        List<SourceFile> found = new ArrayList<>();
        lineTables.forUnit(unit).ifPresent(table -> {
            int first = table.firstFile();
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
