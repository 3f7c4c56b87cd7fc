package dev.sonde.debuginfo.fuzz;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Bytes;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwForm;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Encoding;
import dev.sonde.debuginfo.dwarf.SectionSource;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.debuginfo.dwarf.cfi.CallFrameInfo;
import dev.sonde.debuginfo.dwarf.cfi.FrameDescriptionEntry;
import dev.sonde.debuginfo.dwarf.expression.BaseType;
import dev.sonde.debuginfo.dwarf.expression.EvaluationContext;
import dev.sonde.debuginfo.dwarf.expression.Evaluator;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import dev.sonde.debuginfo.dwarf.expression.UnavailableValueException;
import dev.sonde.debuginfo.dwarf.index.BuildProgress;
import dev.sonde.debuginfo.dwarf.index.DebugNames;
import dev.sonde.debuginfo.dwarf.index.FunctionLookup;
import dev.sonde.debuginfo.dwarf.index.GdbIndex;
import dev.sonde.debuginfo.dwarf.index.NameIndex;
import dev.sonde.debuginfo.dwarf.line.LineTable;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Symbol;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads everything that a parser offers, from any bytes.
 *
 * <p>Every target returns normally or fails: what a parser refuses is caught here if it is a {@link FormatException}, and
 * so is nothing else. A target fails, too, when its input takes longer than {@link #SECONDS}.
 */
final class FuzzTargets {
    /** Ample for some thousand bytes, even on a busy machine. */
    private static final long SECONDS = 10;

    private static final int MAX_ENTRIES = 10_000;

    /** A target by its name. */
    static final Map<String, Consumer<byte[]>> ALL = Map.of(
            "elf", FuzzTargets::elf,
            "entries", FuzzTargets::entries,
            "line", FuzzTargets::line,
            "callFrames", FuzzTargets::callFrames,
            "expression", FuzzTargets::expression,
            "locations", FuzzTargets::locations,
            "names", FuzzTargets::names);

    private FuzzTargets() {}

    /** The whole of an ELF file. */
    static void elf(byte[] data) {
        bounded(() -> attempt(() -> elf(ElfFile.of("fuzzed", MemorySegment.ofArray(data)))));
    }

    private static void elf(ElfFile elf) {
        attempt(() -> elf.segments().forEach(segment -> attempt(() -> elf.bytes(segment))));
        attempt(() -> elf.sections().forEach(section -> attempt(() -> elf.contents(section))));
        attempt(elf::notes);
        attempt(elf::buildId);
        attempt(elf::properties);
        attempt(elf::debugLink);
        attempt(elf::supplementaryLink);
        attempt(() -> elf.dynamic().needed());
        attempt(() -> elf.symbols().stream().forEach(Symbol::versionedName));
        attempt(() -> elf.dynamicSymbols().stream().forEach(Symbol::versionedName));
        attempt(() -> elf.symbols().named("area"));
        attempt(() -> elf.dynamicSymbols().matchingGlob("a*").forEach(Symbol::name));
        attempt(() -> elf.symbolAt(elf.header().entry()));
        attempt(elf::miniDebugInfo);
        attempt(elf::pltStubs);
    }

    /** {@code .debug_abbrev}, {@code .debug_info}, and a third part that stands for every other section. */
    static void entries(byte[] data) {
        List<MemorySegment> parts = Parts.split(data, 3);
        SectionSource source = name -> Optional.of(
                switch (name) {
                    case ".debug_abbrev" -> parts.get(0);
                    case ".debug_info" -> parts.get(1);
                    default -> parts.get(2);
                });
        bounded(() -> {
            Dwarf dwarf = Dwarf.of(source);
            attempt(() -> {
                int budget = MAX_ENTRIES;
                for (Unit unit : dwarf.units()) {
                    int rest = budget;
                    attempt(unit::ranges);
                    attempt(() -> walk(unit.root(), rest));
                    budget /= 2;
                }
            });
            var functions = new FunctionLookup(dwarf);
            for (long address : new long[] {0, 0x10, 0x1010, -1}) {
                attempt(() -> functions.frames(address));
            }
            attempt(() -> {
                NameIndex index = NameIndex.build(dwarf, BuildProgress.NONE);
                attempt(() -> index.forEach(entry -> attempt(entry::qualifiedName)));
            });
            dwarf.diagnostics();
        });
    }

    /** Goes through the entries in their order as long as the budget lasts, and not through their tree. */
    private static void walk(Die root, int budget) {
        Optional<Die> next = Optional.of(root);
        for (int left = budget; left > 0 && next.isPresent(); left--) {
            Die die = next.get();
            attempt(die::attributes);
            attempt(die::name);
            attempt(die::linkageName);
            attempt(die::ranges);
            attempt(() -> die.locations(DwAt.DW_AT_location));
            attempt(() -> die.reference(DwAt.DW_AT_type));
            attempt(die::completed);
            next = die.firstChild().or(() -> after(die));
        }
    }

    private static Optional<Die> after(Die die) {
        Optional<Die> at = Optional.of(die);
        for (int depth = 0; depth < 64 && at.isPresent(); depth++) {
            Optional<Die> sibling = at.get().nextSibling();
            if (sibling.isPresent()) {
                return sibling;
            }
            at = at.get().parent();
        }
        return Optional.empty();
    }

    /** {@code .debug_line}, and a second part that stands for the sections of strings. */
    static void line(byte[] data) {
        List<MemorySegment> parts = Parts.split(data, 2);
        Dwarf dwarf = Dwarf.of(name -> Optional.of(name.equals(".debug_line") ? parts.get(0) : parts.get(1)));
        bounded(() -> attempt(() -> {
            LineTable table = LineTable.at(dwarf, 0, 8, "/directory");
            for (int i = 0; i < Math.min(table.size(), MAX_ENTRIES); i++) {
                var row = table.row(i);
                table.rowFor(row.address());
                table.path(row.file());
                table.next(row);
            }
            table.rowsFor(1, 1);
            table.lineAtOrAfter(1, 2);
        }));
    }

    /** A section of call frame information, and a second part that stands for {@code .eh_frame_hdr}. */
    static void callFrames(byte[] data) {
        List<MemorySegment> parts = Parts.split(data, 2);
        bounded(() -> {
            for (CallFrameInfo frames : List.of(
                    CallFrameInfo.builder().debugFrame(parts.get(0)).build(),
                    CallFrameInfo.builder().ehFrame(parts.get(0), 0x4000).build(),
                    CallFrameInfo.builder()
                            .ehFrame(parts.get(0), 0x4000)
                            .ehFrameHeader(parts.get(1), 0x5000)
                            .build())) {
                attempt(() -> {
                    for (FrameDescriptionEntry description : frames.descriptions()) {
                        attempt(() -> frames.rows(description));
                    }
                });
                attempt(() -> frames.rowFor(0x1000));
                frames.diagnostics();
            }
        });
    }

    /** The operations of an expression. */
    static void expression(byte[] data) {
        for (Encoding encoding : List.of(Encoding.DEFAULT, new Encoding(2, 4, 4), new Encoding(5, 8, 8))) {
            Expression expression = Expression.of(MemorySegment.ofArray(data).asReadOnly(), encoding);
            bounded(() -> {
                attempt(expression::operations);
                if (expression.toString().isEmpty() != expression.isEmpty()) {
                    throw new AssertionError("text of " + expression.size() + " bytes");
                }
                attempt(() -> {
                    try {
                        Evaluator.evaluate(expression, context(expression), 1);
                    } catch (UnavailableValueException e) {
                        // What the world does not know is no fault of the input.
                        if (e.getMessage() == null) {
                            throw new AssertionError("no reason", e);
                        }
                    }
                });
            });
        }
    }

    /** A world with an answer to everything; entries that are called have the same expression. */
    private static EvaluationContext context(Expression expression) {
        return new EvaluationContext() {
            @Override
            public long register(int number) {
                return number * 3L;
            }

            @Override
            public byte[] readMemory(long address, int size) {
                return new byte[size];
            }

            @Override
            public long cfa() {
                return 0x7000;
            }

            @Override
            public long frameBase() {
                return 0x7100;
            }

            @Override
            public Optional<Expression> locationOfUnitEntry(long unitOffset) {
                return Optional.of(expression);
            }

            @Override
            public Optional<Expression> locationOfEntry(long sectionOffset) {
                return Optional.of(expression);
            }

            @Override
            public long addressAt(long index) {
                return index;
            }

            @Override
            public BaseType baseType(long unitOffset) {
                throw new UnavailableValueException("no such type");
            }
        };
    }

    /** A location list and a range list of the version that the first byte chooses. */
    static void locations(byte[] data) {
        int version = data.length > 0 && (data[0] & 1) != 0 ? 5 : 4;
        MemorySegment lists = MemorySegment.ofArray(data).asReadOnly().asSlice(Math.min(1, data.length));
        Map<String, Bytes> sections = unitWithLists(version);
        Dwarf dwarf = Dwarf.of(name -> switch (name) {
            case ".debug_loc", ".debug_loclists", ".debug_ranges", ".debug_rnglists", ".debug_addr" ->
                Optional.of(lists);
            default -> Optional.ofNullable(sections.get(name)).map(Bytes::segment);
        });
        bounded(() -> attempt(() -> {
            Die root = dwarf.units().getFirst().root();
            attempt(() -> root.locations(DwAt.DW_AT_location));
            attempt(root::ranges);
        }));
    }

    private static Map<String, Bytes> unitWithLists(int version) {
        var abbrev = new Bytes().uleb(1).uleb(DwTag.DW_TAG_compile_unit).u8(0);
        for (int attribute : new int[] {DwAt.DW_AT_location, DwAt.DW_AT_ranges}) {
            abbrev.uleb(attribute).uleb(DwForm.DW_FORM_sec_offset);
        }
        abbrev.u8(0, 0, 0);
        var unit = new Bytes().u16(version);
        if (version >= 5) {
            unit.u8(1, 8).u32(0);
        } else {
            unit.u32(0).u8(8);
        }
        unit.uleb(1).u32(0).u32(0);
        return Map.of(".debug_abbrev", abbrev, ".debug_info", new Bytes().sized(unit));
    }

    /** {@code .debug_names} or {@code .gdb_index}, as the first byte chooses, beside good entries. */
    static void names(byte[] data) {
        String section = data.length > 0 && (data[0] & 1) != 0 ? ".gdb_index" : ".debug_names";
        MemorySegment index = MemorySegment.ofArray(data).asReadOnly().asSlice(Math.min(1, data.length));
        SectionSource entries = Seeds.entriesOfProgram();
        Dwarf dwarf = Dwarf.of(name -> name.equals(section) ? Optional.of(index) : entries.section(name));
        bounded(() -> {
            for (String name : List.of("area", "Shape::sides", "missing", "")) {
                attempt(() -> DebugNames.of(dwarf)
                        .ifPresent(names -> names.find(name).forEach(entry -> attempt(entry::qualifiedName))));
                attempt(() -> GdbIndex.of(dwarf)
                        .ifPresent(names -> names.find(name).forEach(entry -> attempt(entry::qualifiedName))));
            }
        });
    }

    private static void attempt(Runnable action) {
        try {
            action.run();
        } catch (FormatException e) {
            if (e.reason().isBlank()) {
                throw new AssertionError("no reason", e);
            }
        }
    }

    private static void bounded(Runnable action) {
        long start = System.nanoTime();
        action.run();
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        if (seconds >= SECONDS) {
            throw new AssertionError("took " + seconds + " seconds");
        }
    }
}
