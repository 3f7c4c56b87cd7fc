package dev.sonde.debuginfo.elf;

import static dev.sonde.debuginfo.elf.ElfConstants.ET_REL;
import static dev.sonde.debuginfo.elf.ElfConstants.NT_GNU_BUILD_ID;
import static dev.sonde.debuginfo.elf.ElfConstants.NT_GNU_PROPERTY_TYPE_0;
import static dev.sonde.debuginfo.elf.ElfConstants.PT_DYNAMIC;
import static dev.sonde.debuginfo.elf.ElfConstants.PT_LOAD;
import static dev.sonde.debuginfo.elf.ElfConstants.PT_NOTE;
import static dev.sonde.debuginfo.elf.ElfConstants.SHT_DYNAMIC;
import static dev.sonde.debuginfo.elf.ElfConstants.SHT_DYNSYM;
import static dev.sonde.debuginfo.elf.ElfConstants.SHT_GNU_VERDEF;
import static dev.sonde.debuginfo.elf.ElfConstants.SHT_GNU_VERNEED;
import static dev.sonde.debuginfo.elf.ElfConstants.SHT_GNU_VERSYM;
import static dev.sonde.debuginfo.elf.ElfConstants.SHT_NOTE;
import static dev.sonde.debuginfo.elf.ElfConstants.SHT_SYMTAB;
import static dev.sonde.debuginfo.elf.ElfConstants.SHT_SYMTAB_SHNDX;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.bytes.Lazy;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An ELF64 little-endian file.
 *
 * <p>Opening it reads the header; every other part is read when first asked for and kept. A fault in one part shows as a
 * {@link FormatException} from the methods that need that part, each time they are called. Immutable and thread-safe.
 * The mapping of the file lasts until the object and the segments it gave out are unreachable; if the file shrinks
 * meanwhile, the JVM reports an {@link InternalError} on access (System V gABI chapters 4 and 5).
 */
public final class ElfFile {
    static final String NOTE_PROPERTY = ".note.gnu.property";
    private static final String GNU = "GNU";
    private static final String DEBUG = ".debug_";
    private static final String GNU_COMPRESSED = ".zdebug_";
    private static final String MINI_DEBUG_INFO = ".gnu_debugdata";

    private final String name;
    private final MemorySegment file;
    private final ElfHeader header;
    private final Lazy<List<Segment>> segments;
    private static final Set<String> SECTIONS_OF_UNITS =
            Set.of(".debug_info", ".debug_types", ".debug_info.dwo", ".debug_types.dwo");

    private final Lazy<List<Section>> sections;
    private final Lazy<Map<String, Section>> sectionsByName;
    private final Lazy<List<Note>> notes;
    private final Lazy<DynamicSection> dynamic;
    private final Lazy<SymbolTable> symbols;
    private final Lazy<SymbolTable> dynamicSymbols;
    private final Lazy<List<PltStub>> pltStubs;
    private final Lazy<Optional<ElfFile>> miniDebugInfo;
    private final Map<Integer, Lazy<MemorySegment>> contents = new ConcurrentHashMap<>();
    private final Optional<Path> path;

    private ElfFile(String name, MemorySegment file, Optional<Path> path) {
        this.name = name;
        this.path = path;
        this.file = file.asReadOnly();
        this.header = ElfHeader.read(this.file);
        segments = new Lazy<>(() -> HeaderTables.segments(header, this.file));
        sections = new Lazy<>(() -> HeaderTables.sections(header, this.file));
        sectionsByName = new Lazy<>(this::indexSections);
        notes = new Lazy<>(this::readNotes);
        dynamic = new Lazy<>(this::readDynamic);
        symbols = new Lazy<>(() -> readSymbols(SHT_SYMTAB));
        dynamicSymbols = new Lazy<>(this::readDynamicSymbols);
        pltStubs = new Lazy<>(() -> PltStubs.read(this));
        miniDebugInfo = new Lazy<>(this::readMiniDebugInfo);
    }

    /**
     * Maps a file and reads its header.
     *
     * @throws IOException if it cannot be read, or is not a regular file
     * @throws FormatException if it is not a 64-bit little-endian ELF file
     */
    public static ElfFile open(Path path) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IOException(path + " is not a regular file");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            return new ElfFile(path.toString(), bytes, Optional.of(path));
        }
    }

    /**
     * Reads the header of a file that is already in memory, such as the vDSO or an embedded file.
     *
     * @param name what to call it in messages
     * @param bytes the file, accessible from every thread that will use the result
     * @throws FormatException if it is not a 64-bit little-endian ELF file
     */
    public static ElfFile of(String name, MemorySegment bytes) {
        return new ElfFile(name, bytes, Optional.empty());
    }

    /** Its path, or the name it was given. */
    public String name() {
        return name;
    }

    /** The whole file, read-only. */
    public MemorySegment bytes() {
        return file;
    }

    /** The ELF header. */
    public ElfHeader header() {
        return header;
    }

    /** Whether it is a relocatable object file, whose sections all start at address 0. */
    public boolean isRelocatable() {
        return header.type() == ET_REL;
    }

    /** The program headers in the order of the file, empty if there are none. */
    public List<Segment> segments() {
        return segments.get();
    }

    /** The sections in the order of the file, the empty one at index 0 included; empty if there are none. */
    public List<Section> sections() {
        return sections.get();
    }

    /** The first section called {@code name}. */
    public Optional<Section> section(String name) {
        return Optional.ofNullable(sectionsByName.get().get(name));
    }

    /** The loaded section that holds {@code fileAddress}; never one of a relocatable file or a TLS template. */
    public Optional<Section> sectionAt(long fileAddress) {
        if (isRelocatable()) {
            return Optional.empty();
        }
        return sections().stream()
                .filter(section -> section.contains(fileAddress))
                .filter(section -> !(section.isNoBits() && (section.flags() & ElfConstants.SHF_TLS) != 0))
                .findFirst();
    }

    /**
     * The bytes of a section as the file has them, a view; empty for {@code SHT_NOBITS}.
     *
     * @throws FormatException if they do not lie in the file
     */
    public MemorySegment bytes(Section section) {
        return HeaderTables.bytes(file, section);
    }

    /**
     * The content of a section as a reader of its format wants it: decompressed, and in a relocatable file relocated
     * unless it is code. Kept once made, as it may be large.
     *
     * @throws FormatException if it does not lie in the file, cannot be decompressed or has unknown relocations
     */
    public MemorySegment contents(Section section) {
        boolean relocate = isRelocatable() && !section.isExecutable() && !section.isNoBits();
        if (!relocate && !isCompressed(section)) {
            return bytes(section);
        }
        return contents.computeIfAbsent(section.index(), _ -> new Lazy<>(() -> makeContents(section)))
                .get();
    }

    /**
     * The content of the first section called {@code name}, as {@link #contents(Section)} gives it; for
     * {@code .debug_info} and its like also that of {@code .zdebug_info}. Absent if there is none or it takes no bytes.
     *
     * <p>Relocatable files, {@code .dwo} files among them, have the units of types in sections of their own, which go by
     * the name of the section of all units; those are put together, as the linker would.
     */
    public Optional<MemorySegment> contents(String name) {
        Optional<MemorySegment> joined =
                isRelocatable() && SECTIONS_OF_UNITS.contains(name) ? SectionGroups.join(this, name) : Optional.empty();
        return joined.isPresent() ? joined : firstContents(name);
    }

    private Optional<MemorySegment> firstContents(String name) {
        return withContent(name).map(this::contents);
    }

    /**
     * The content of the section that {@link #contents(String)} would give, decompressed in the background: from
     * {@code store} if it is kept there, else it is kept there from now on. Absent if the section is not compressed, or
     * if it has to be relocated.
     *
     * <p>Nothing remembers what is returned. Without a build-id, or where the store cannot be written to, the content is
     * in memory.
     *
     * @throws FormatException if its header is malformed
     */
    public Optional<GrowingSection> growing(String section, Optional<SectionStore> store) {
        return isRelocatable()
                ? Optional.empty()
                : withContent(section).filter(ElfFile::isCompressed).map(found -> growing(compressed(found), store));
    }

    private GrowingSection growing(CompressedSection section, Optional<SectionStore> store) {
        Optional<BuildId> id = store.isEmpty() ? Optional.empty() : buildId();
        return id.isEmpty()
                ? GrowingSection.inMemory(section)
                : store.get()
                        .load(id.get(), section)
                        .orElseGet(() -> store.get()
                                .create(id.get(), section)
                                .map(part -> GrowingSection.inFile(section, part))
                                .orElseGet(() -> GrowingSection.inMemory(section)));
    }

    private Optional<Section> withContent(String name) {
        return section(name)
                .or(() -> name.startsWith(DEBUG)
                        ? section(GNU_COMPRESSED + name.substring(DEBUG.length()))
                        : Optional.empty())
                .filter(section -> !section.isNoBits());
    }

    private static boolean isCompressed(Section section) {
        return section.isCompressed() || section.name().startsWith(GNU_COMPRESSED);
    }

    private CompressedSection compressed(Section section) {
        return section.isCompressed()
                ? Compression.section(section.name(), bytes(section), section.offset(), path)
                : Compression.gnuSection(section.name(), bytes(section), section.offset(), path);
    }

    /**
     * The bytes of a segment as the file has them, a view.
     *
     * @throws FormatException if they do not lie in the file
     */
    public MemorySegment bytes(Segment segment) {
        return HeaderTables.slice(
                "segment at 0x" + Long.toHexString(segment.address()), file, segment.offset(), segment.fileSize());
    }

    /**
     * The bytes of the file that are loaded at {@code fileAddress} and after it, up to the end of the segment's part in
     * the file; absent if no segment loads that address from the file.
     */
    public Optional<MemorySegment> bytesFrom(long fileAddress) {
        for (Segment segment : segments()) {
            long offset = fileAddress - segment.address();
            if (segment.type() == PT_LOAD && Long.compareUnsigned(offset, segment.fileSize()) < 0) {
                return Optional.of(bytes(segment).asSlice(offset));
            }
        }
        return Optional.empty();
    }

    /** The notes of the {@code SHT_NOTE} sections, or of the {@code PT_NOTE} segments if there are no such sections. */
    public List<Note> notes() {
        return notes.get();
    }

    /** The build-id, if the linker gave it one; what DWARF 5 calls checksum in a supplementary file. */
    public Optional<BuildId> buildId() {
        return notes().stream()
                .filter(note -> note.type() == NT_GNU_BUILD_ID && note.name().equals(GNU))
                .map(note -> BuildId.of(note.descriptor().toArray(ValueLayout.JAVA_BYTE)))
                .findFirst()
                .or(() -> contents(DebugAltLink.STANDARD_SECTION).flatMap(DebugAltLink::checksum));
    }

    /** The program properties, such as the support for indirect branch tracking. */
    public List<GnuProperty> properties() {
        return notes().stream()
                .filter(note ->
                        note.type() == NT_GNU_PROPERTY_TYPE_0 && note.name().equals(GNU))
                .flatMap(note -> GnuProperty.readAll(note.descriptor()).stream())
                .toList();
    }

    /** The dynamic section; without entries if the file is linked statically or is a separate debug file. */
    public DynamicSection dynamic() {
        return dynamic.get();
    }

    /** The symbols of {@code .symtab}; none if the file is stripped. */
    public SymbolTable symbols() {
        return symbols.get();
    }

    /** The symbols of {@code .dynsym} with their versions; none if the file is linked statically. */
    public SymbolTable dynamicSymbols() {
        return dynamicSymbols.get();
    }

    /**
     * The symbol that best names {@code fileAddress}: of {@code .symtab}, else of {@code .dynsym}, else of the embedded
     * {@link #miniDebugInfo()}.
     */
    public Optional<Symbol> symbolAt(long fileAddress) {
        return symbols()
                .at(fileAddress)
                .or(() -> dynamicSymbols().at(fileAddress))
                .or(() -> miniDebugInfo().flatMap(mini -> mini.symbols().at(fileAddress)));
    }

    /** The name and checksum of the separate debug file, if this file names one. */
    public Optional<DebugLink> debugLink() {
        return contents(DebugLink.SECTION).map(DebugLink::read);
    }

    /**
     * The supplementary file that dwz moved shared debug information to, if there is one: by {@code .gnu_debugaltlink} or
     * by DWARF 5's {@code .debug_sup}.
     */
    public Optional<DebugAltLink> supplementaryLink() {
        return contents(DebugAltLink.SECTION)
                .map(DebugAltLink::read)
                .or(() -> contents(DebugAltLink.STANDARD_SECTION).flatMap(DebugAltLink::readStandard));
    }

    /**
     * The file embedded in {@code .gnu_debugdata}, whose symbol table has the functions that stripping removed (GDB
     * manual, "MiniDebugInfo").
     */
    public Optional<ElfFile> miniDebugInfo() {
        return miniDebugInfo.get();
    }

    /** The stubs of the procedure linkage table that could be named, in ascending order of address. */
    public List<PltStub> pltStubs() {
        return pltStubs.get();
    }

    /** The stub of the procedure linkage table that holds {@code fileAddress}. */
    public Optional<PltStub> pltStubAt(long fileAddress) {
        List<PltStub> stubs = pltStubs();
        int low = 0;
        int high = stubs.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(stubs.get(middle).address(), fileAddress) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && stubs.get(low - 1).contains(fileAddress) ? Optional.of(stubs.get(low - 1)) : Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }

    private Optional<ElfFile> readMiniDebugInfo() {
        String part = name + "(" + MINI_DEBUG_INFO + ")";
        return contents(MINI_DEBUG_INFO).map(bytes -> of(part, Compression.xz(MINI_DEBUG_INFO, bytes)));
    }

    private MemorySegment makeContents(Section section) {
        MemorySegment content = isCompressed(section) ? Compression.content(compressed(section)) : bytes(section);
        return isRelocatable() ? Relocations.apply(this, section, content) : content;
    }

    private Map<String, Section> indexSections() {
        Map<String, Section> byName = new HashMap<>();
        for (Section section : sections()) {
            byName.putIfAbsent(section.name(), section);
        }
        return Map.copyOf(byName);
    }

    private List<Note> readNotes() {
        List<Section> noteSections = sectionsOfType(SHT_NOTE);
        if (!noteSections.isEmpty()) {
            return noteSections.stream()
                    .flatMap(s -> Note.readAll(s.name(), bytes(s), s.alignment()).stream())
                    .toList();
        }
        return segments().stream()
                .filter(segment -> segment.type() == PT_NOTE)
                .flatMap(s -> Note.readAll("PT_NOTE", bytes(s), s.alignment()).stream())
                .toList();
    }

    private DynamicSection readDynamic() {
        for (Section section : sectionsOfType(SHT_DYNAMIC)) {
            return DynamicSection.of(DynamicSection.readEntries(bytes(section)), linked(section));
        }
        // A separate debug file keeps the program header, but its content lies in the program's file.
        if (sections().isEmpty()) {
            List<DynamicEntry> entries = dynamicEntriesOfSegment();
            return DynamicSection.of(entries, new DynamicTables(this, entries).strings());
        }
        return DynamicSection.of(List.of(), MemorySegment.NULL);
    }

    private List<DynamicEntry> dynamicEntriesOfSegment() {
        return segments().stream()
                .filter(segment -> segment.type() == PT_DYNAMIC)
                .findFirst()
                .map(segment -> DynamicSection.readEntries(bytes(segment)))
                .orElse(List.of());
    }

    private SymbolTable readDynamicSymbols() {
        return sections().isEmpty() ? new DynamicTables(this, dynamic().entries()).symbols() : readSymbols(SHT_DYNSYM);
    }

    private SymbolTable readSymbols(int type) {
        for (Section section : sectionsOfType(type)) {
            if (section.entrySize() != SymbolTable.ENTRY_SIZE) {
                throw new FormatException(
                        section.name(), 0, "entries of " + section.entrySize() + " bytes, a symbol has 24");
            }
            MemorySegment strings = linked(section);
            SymbolVersions versions = type == SHT_DYNSYM
                    ? SymbolVersions.read(
                            contentOfType(SHT_GNU_VERSYM),
                            contentOfType(SHT_GNU_VERDEF),
                            contentOfType(SHT_GNU_VERNEED),
                            strings)
                    : SymbolVersions.NONE;
            MemorySegment extended = sectionsOfType(SHT_SYMTAB_SHNDX).stream()
                    .filter(s -> s.link() == section.index())
                    .map(this::bytes)
                    .findFirst()
                    .orElse(MemorySegment.NULL);
            return new SymbolTable(
                    section.name(),
                    new SymbolTable.Source(bytes(section), strings, extended, versions, sections(), isRelocatable()));
        }
        return new SymbolTable("symbols", SymbolTable.Source.EMPTY);
    }

    private List<Section> sectionsOfType(int type) {
        return sections().stream().filter(section -> section.type() == type).toList();
    }

    private @Nullable MemorySegment contentOfType(int type) {
        for (Section section : sectionsOfType(type)) {
            return bytes(section);
        }
        return null;
    }

    /** The bytes of the section that {@code sh_link} names: a symbol table's strings. */
    private MemorySegment linked(Section section) {
        if (section.link() < 0 || section.link() >= sections().size()) {
            throw new FormatException(
                    section.name(), 0, "its strings are in section " + section.link() + ", which does not exist");
        }
        return bytes(sections().get(section.link()));
    }
}
