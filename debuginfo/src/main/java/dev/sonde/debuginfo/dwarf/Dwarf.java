package dev.sonde.debuginfo.dwarf;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.bytes.Lazy;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The debugging information of one file.
 *
 * <p>Opening parses nothing; the headers of the units are read when first asked for, and everything else where it is
 * asked. Immutable as seen from outside, and thread-safe. Methods throw {@link FormatException} when what they read is
 * malformed, except that a malformed unit is left out of {@link #units()} and reported by {@link #diagnostics()}.
 *
 * <p>Source: DWARF 5.
 */
public final class Dwarf {
    private static final int MAX_DIAGNOSTICS = 1000;

    private final Sections sections;
    private final @Nullable Unit skeleton;
    private final Optional<PackageFile> ownPackage;
    private final SplitResolver resolver;
    private final Lazy<UnitTable> units = new Lazy<>(() -> UnitTable.read(this));
    private final AddressMap addresses = new AddressMap(this);
    private final Lazy<Optional<Dwarf>> supplementary;
    private final Lazy<Optional<PackageFile>> packageFile;
    private final ConcurrentHashMap<AbbreviationKey, AbbreviationTable> abbreviations = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, Unit> startedUnits = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, Optional<Unit>> packagedTypes = new ConcurrentHashMap<>();

    private final CopyOnWriteArrayList<FormatException> diagnostics = new CopyOnWriteArrayList<>();

    private record AbbreviationKey(long offset, Encoding encoding) {
        @Override
        public boolean equals(Object other) {
            return other instanceof AbbreviationKey that && offset == that.offset && encoding.equals(that.encoding);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(offset) * 31 + encoding.hashCode();
        }
    }

    private Dwarf(
            Sections sections,
            @Nullable Unit skeleton,
            Optional<PackageFile> ownPackage,
            SplitResolver resolver,
            Optional<SectionSource> supplementary) {
        this.sections = sections;
        this.skeleton = skeleton;
        this.ownPackage = ownPackage;
        this.resolver = resolver;
        this.supplementary = new Lazy<>(() -> supplementary.map(Dwarf::of));
        this.packageFile = new Lazy<>(() -> resolver.dwp().map(PackageFile::new));
    }

    /** The debugging information of sections that need no other file. */
    public static Dwarf of(SectionSource sections) {
        return builder(sections).build();
    }

    /** A builder for sections that may need other files. */
    public static Builder builder(SectionSource sections) {
        return new Builder(sections);
    }

    /** A split file whose skeleton is {@code skeleton}. */
    Dwarf splitFile(SectionSource source, Unit skeletonUnit, Optional<PackageFile> from) {
        return new Dwarf(new Sections(source, ".dwo"), skeletonUnit, from, resolver, Optional.empty());
    }

    /**
     * The units in the order of their offsets, those of {@code .debug_info} before those of {@code .debug_types}.
     * Skeletons stand for themselves: see {@link Unit#full()}.
     */
    public List<Unit> units() {
        return units.get().units();
    }

    /**
     * Goes through the units while their section may still be being filled.
     *
     * @param problems is told of malformed units
     */
    public UnitWalk walkUnits(Consumer<FormatException> problems) {
        return new UnitWalk(this, problems);
    }

    /** A section that may still be being filled, by its name without the suffix of split files; or no bytes. */
    public MemorySegment growingSection(String name) {
        return sections.growing(name);
    }

    /** Whether a section has all of its content: nobody else is busy filling it. */
    public boolean isComplete(String section) {
        return sections.isComplete(section);
    }

    /** Copies a part of {@link #growingSection}; see {@link SectionSource#read}. */
    public void read(String section, long offset, byte[] target, int length) {
        sections.read(section, offset, target, length);
    }

    /** Waits until the bytes below {@code end} of {@link #growingSection} have their content. */
    public void await(String section, long end) {
        sections.await(section, end);
    }

    /**
     * What was wrong with the units that {@link #units()} leaves out, and with the parts that {@link #unitFor} could
     * not use so far; the first thousand only.
     */
    public List<FormatException> diagnostics() {
        units.get();
        return List.copyOf(diagnostics);
    }

    void report(FormatException problem) {
        if (diagnostics.size() < MAX_DIAGNOSTICS) {
            diagnostics.add(problem);
        }
    }

    /** The unit that has an offset of {@code .debug_info} inside. */
    public Optional<Unit> unitContaining(long infoOffset) {
        return units.get().containing(infoOffset);
    }

    /**
     * The unit whose header is at an offset of {@code .debug_info}. Unlike {@link #units}, needs the section only up to
     * the end of that unit.
     *
     * @throws FormatException when it is malformed
     */
    Unit unitStartingAt(long infoOffset) {
        Unit known = startedUnits.get(infoOffset);
        if (known == null) {
            Unit made = UnitWalk.unitAt(this, ".debug_info", infoOffset);
            Unit earlier = startedUnits.putIfAbsent(infoOffset, made);
            known = earlier == null ? made : earlier;
        }
        return known;
    }

    /** The entry at an offset of {@code .debug_info}. */
    public Die die(long infoOffset) {
        return unitContaining(infoOffset)
                .orElseThrow(() -> new FormatException(".debug_info", infoOffset, "no unit is here"))
                .die(infoOffset);
    }

    /** The unit of the type with a signature. */
    public Optional<Unit> typeUnit(long signature) {
        Optional<Unit> own = units.get().typeUnit(signature);
        if (own.isPresent() || ownPackage.isEmpty() || skeleton == null) {
            return own;
        }
        Optional<Unit> known = packagedTypes.get(signature);
        if (known == null) {
            Unit owner = skeleton;
            known = ownPackage
                    .get()
                    .typeUnit(signature)
                    .flatMap(part ->
                            splitFile(part, owner, ownPackage).units.get().typeUnit(signature));
            packagedTypes.put(signature, known);
        }
        return known;
    }

    /**
     * The units that hold one type each: those of this file, or those of all of the package that this split file is a
     * part of.
     */
    public List<Unit> typeUnits() {
        if (ownPackage.isEmpty()) {
            return units().stream().filter(unit -> unit.header().isTypeUnit()).toList();
        }
        return ownPackage.get().typeSignatures().stream()
                .flatMap(signature -> typeUnit(signature).stream())
                .toList();
    }

    /** Whether this is a part of a package file, so that {@link #typeUnits} are those of other parts, too. */
    public boolean isPackaged() {
        return ownPackage.isPresent();
    }

    /**
     * The compilation unit whose code has a file address: by {@code .debug_aranges}, and by the units' own ranges where
     * that section says nothing of a unit.
     */
    public Optional<Unit> unitFor(long address) {
        return Optional.ofNullable(addresses.find(address));
    }

    /** The file that {@code .gnu_debugaltlink} or {@code .debug_sup} names, if it was given. */
    public Optional<Dwarf> supplementary() {
        return supplementary.get();
    }

    /** A section by its name without the suffix of split files. */
    public Optional<MemorySegment> section(String name) {
        return sections.find(name);
    }

    /** The string at an offset of a section of strings, such as {@code .debug_line_str}. */
    public String string(String section, long offset) {
        return sections.string(section, offset);
    }

    Sections sections() {
        return sections;
    }

    @Nullable
    Unit skeletonOrNull() {
        return skeleton;
    }

    SplitResolver resolver() {
        return resolver;
    }

    Optional<PackageFile> packageFile() {
        return packageFile.get();
    }

    Dwarf requireSupplementary() {
        return supplementary()
                .orElseThrow(() -> new FormatException(".gnu_debugaltlink", 0, "the supplementary file is missing"));
    }

    AbbreviationTable abbreviations(long offset, Encoding encoding) {
        var key = new AbbreviationKey(offset, encoding);
        AbbreviationTable table = abbreviations.get(key);
        if (table == null) {
            table = AbbreviationTable.parse(sections.cursor(".debug_abbrev", offset), encoding);
            abbreviations.put(key, table);
        }
        return table;
    }

    /** Collects the files that one file's debugging information is spread over. */
    public static final class Builder {
        private final SectionSource sections;
        private SplitResolver resolver = (_, _) -> Optional.empty();
        private Optional<SectionSource> supplementary = Optional.empty();

        private Builder(SectionSource sections) {
            this.sections = sections;
        }

        /** Sets how files of split DWARF are found; by default none is. */
        public Builder splitResolver(SplitResolver finder) {
            resolver = finder;
            return this;
        }

        /** Sets the supplementary file, as {@code dwz} writes it. */
        public Builder supplementary(SectionSource file) {
            supplementary = Optional.of(file);
            return this;
        }

        /** The debugging information of the files given so far. */
        public Dwarf build() {
            return new Dwarf(new Sections(sections, ""), null, Optional.empty(), resolver, supplementary);
        }
    }
}
