package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.demangle.DemangleOptions;
import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.PltStub;
import dev.sonde.debuginfo.elf.Symbol;
import dev.sonde.debuginfo.elf.SymbolTable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An ELF file at the place in a process where it is loaded: the executable, a shared library, or the vDSO.
 *
 * <p>File addresses (those of the file's symbols and sections) and addresses of the process differ by the {@link #bias}.
 * Immutable.
 */
public final class LoadedModule {
    private final String name;
    private final ElfFile elf;
    private final DebugFile debugFile;
    private final long bias;
    private final long start;
    private final long end;
    private final OptionalLong linkMap;

    /**
     * @param elf the file
     * @param bias what must be added to a file address
     * @param start the first address of its first segment in the process
     * @param end the address after its last segment in the process
     */
    public LoadedModule(ElfFile elf, long bias, long start, long end) {
        this(elf.name(), elf, DebugFile.none(elf), bias, start, end, OptionalLong.empty());
    }

    /**
     * @param name what the process calls it
     * @param debugFile where what was stripped from the file is
     * @param linkMap the address of its entry in the dynamic loader's list, if it has one
     */
    LoadedModule(String name, ElfFile elf, DebugFile debugFile, long bias, long start, long end, OptionalLong linkMap) {
        this.name = name;
        this.elf = elf;
        this.debugFile = debugFile;
        this.bias = bias;
        this.start = start;
        this.end = end;
        this.linkMap = linkMap;
    }

    /** What the process calls it, mostly the path of the file; a name in brackets for the vDSO. */
    public String name() {
        return name;
    }

    /** The address of its {@code struct link_map} in the process, if the dynamic loader has loaded it. */
    public OptionalLong linkMap() {
        return linkMap;
    }

    /** The same, of which the dynamic loader's list has come to tell. */
    public LoadedModule listedAs(String listedName, long address) {
        return new LoadedModule(listedName, elf, debugFile, bias, start, end, OptionalLong.of(address));
    }

    /** The file. */
    public ElfFile elf() {
        return elf;
    }

    /**
     * The separate debug file, if one was found on this machine. It has the same file addresses. Looked for at the first
     * call.
     */
    public Optional<ElfFile> debugFile() {
        return debugFile.get();
    }

    /**
     * What the debugging information in the file or in its debug file says about its source; empty when there is none.
     * Nothing is read before the first call.
     */
    public Optional<SourceInformation> source() {
        return debugFile.source();
    }

    /** The functions whose code is at {@code address} of the process, innermost first; the last is not inlined. */
    public List<SourceLocation> sourceFrames(long address) {
        return source().map(source -> source.locations(toFile(address), bias)).orElse(List.of());
    }

    /**
     * The function at {@code address} of the process with its parameters, where its linkage name tells them. What only one
     * file knows has none in its debugging information, but a symbol.
     */
    public String signature(SourceLocation place, long address) {
        String linkageName = place.linkageName();
        if (linkageName.isEmpty() && !place.inlined()) {
            linkageName = symbolAt(address).map(SymbolPlace::name).orElse("");
        }
        return Demangler.demangle(linkageName, DemangleOptions.SIGNATURE).orElse(place.function());
    }

    /** The row of the line table that holds for {@code address} of the process. */
    public Optional<LineRange> lineAt(long address) {
        return source().flatMap(source -> source.rangeAt(toFile(address), bias));
    }

    /** The address behind the piece of code of a function that has {@code address} of the process. */
    public Optional<Long> functionEnd(long address) {
        return source().flatMap(source -> source.functionEnd(toFile(address)))
                .map(this::toProcess)
                .or(() -> symbolAt(address)
                        .filter(symbol -> symbol.size() > 0)
                        .map(symbol -> symbol.start() + symbol.size()));
    }

    /** The first row of the line table that starts at {@code address} of the process. */
    Optional<LineRange> firstRowAt(long address) {
        return source().flatMap(source -> source.firstRowAt(toFile(address), bias));
    }

    /** The rows of the line table for all code of the function at {@code address} of the process. */
    public List<LineRange> functionRows(long address) {
        return source().map(source -> source.functionRows(toFile(address), bias))
                .orElse(List.of());
    }

    /** What the debugging information says, unless no code comes from a source file of this name or end of a path. */
    Optional<SourceInformation> sourceWithFile(String file) {
        return debugFile.mayComeFrom(file)
                ? source().filter(source -> !source.filesNamed(file).isEmpty())
                : Optional.empty();
    }

    /** Begins to read what {@link #functionsNamed} will want for this name. */
    void readNames(String name) {
        if (debugFile.mayDefine(name)) {
            source().ifPresent(SourceInformation::readNames);
        }
    }

    /** Every copy of the functions that {@code name} means, by the debugging information. */
    List<FunctionPlace> functionsNamed(String name) {
        if (!debugFile.mayDefine(name)) {
            return List.of();
        }
        return source().map(source -> FunctionSearch.find(source, name)).orElse(List.of()).stream()
                .map(copy -> new FunctionPlace(this, toProcess(copy.address()), copy.inlined()))
                .toList();
    }

    /** The entries of the functions called {@code name} that have symbols: see {@link DefinitionSearch}. */
    List<Long> definitionsNamed(String name) {
        return new DefinitionSearch(name)
                        .among(Stream.of(
                                        Optional.of(elf.symbols()),
                                        strippedSymbols(),
                                        Optional.of(elf.dynamicSymbols()))
                                .flatMap(Optional::stream)
                                .flatMap(SymbolTable::stream))
                        .stream()
                        .map(this::toProcess)
                        .toList();
    }

    /** What must be added to a file address to get the address in the process. */
    public long bias() {
        return bias;
    }

    /** The first address of its first segment in the process. */
    public long start() {
        return start;
    }

    /** The address after its last segment in the process. */
    public long end() {
        return end;
    }

    /** Whether {@code address} of the process lies between its first and its last segment. */
    public boolean contains(long address) {
        return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
    }

    /** The address in the process of a file address. */
    public long toProcess(long fileAddress) {
        return fileAddress + bias;
    }

    /** The file address of an address in the process. */
    public long toFile(long address) {
        return address - bias;
    }

    /** The symbol that names {@code address} of the process; a stub of the PLT by the function it leads to. */
    public Optional<SymbolPlace> symbolAt(long address) {
        long fileAddress = toFile(address);
        return elf.pltStubAt(fileAddress)
                .map(stub -> place(stub, address))
                .or(() -> symbol(fileAddress).map(symbol -> place(symbol, address)));
    }

    /** What was stripped knows better than what was left for the dynamic loader. */
    private Optional<Symbol> symbol(long fileAddress) {
        return elf.symbols()
                .at(fileAddress)
                .or(() -> strippedSymbols().flatMap(table -> table.at(fileAddress)))
                .or(() -> elf.symbolAt(fileAddress));
    }

    private Optional<SymbolTable> strippedSymbols() {
        return elf.symbols().size() == 0 ? debugFile().map(ElfFile::symbols) : Optional.empty();
    }

    /**
     * The symbols defined here that are called exactly {@code name}, the best first; duplicates are left out. Those that
     * were stripped from the file are not among them: see {@link #strippedSymbolsNamed}.
     */
    public List<SymbolPlace> symbolsNamed(String name) {
        return named(name, Stream.of(elf.symbols(), elf.dynamicSymbols()));
    }

    /** The symbols of the debug file that are called exactly {@code name}; reads it if it was not read yet. */
    public List<SymbolPlace> strippedSymbolsNamed(String name) {
        return named(name, strippedSymbols().stream());
    }

    /** Every symbol of code that is defined here, with the stubs of the PLT, by address; reads what was stripped, too. */
    public List<SymbolPlace> code() {
        Stream<SymbolPlace> stubs = elf.pltStubs().stream().map(stub -> place(stub, toProcess(stub.address())));
        return Stream.concat(all(SymbolKind.CODE), stubs)
                .sorted((one, other) -> Long.compareUnsigned(one.start(), other.start()))
                .toList();
    }

    /** Every symbol of data that is defined here, by address; reads what was stripped, too. */
    public List<SymbolPlace> data() {
        return all(SymbolKind.DATA)
                .sorted((one, other) -> Long.compareUnsigned(one.start(), other.start()))
                .toList();
    }

    private Stream<SymbolPlace> all(SymbolKind kind) {
        SymbolTable table =
                elf.symbols().size() > 0 ? elf.symbols() : strippedSymbols().orElse(elf.dynamicSymbols());
        return table.searchable()
                .filter(symbol -> symbol.isDefined() && SymbolKind.of(symbol, elf) == kind)
                .map(symbol -> place(symbol, toProcess(symbol.value())));
    }

    private List<SymbolPlace> named(String name, Stream<SymbolTable> tables) {
        Set<Long> starts = new HashSet<>();
        return tables.flatMap(table -> table.named(name).stream())
                .filter(Symbol::isDefined)
                .map(symbol -> place(symbol, toProcess(symbol.value())))
                .filter(place -> starts.add(place.start()))
                .toList();
    }

    private SymbolPlace place(Symbol symbol, long address) {
        // In .symtab the linker has made the default version a part of the name.
        int version = symbol.name().indexOf("@@");
        String name = version > 0 ? symbol.name().substring(0, version) : symbol.name();
        return new SymbolPlace(
                this, name, toProcess(symbol.value()), symbol.size(), SymbolKind.of(symbol, elf), address);
    }

    private SymbolPlace place(PltStub stub, long address) {
        return new SymbolPlace(this, stub.name(), toProcess(stub.address()), stub.size(), SymbolKind.CODE, address);
    }

    @Override
    public String toString() {
        return name() + " at 0x" + Long.toHexString(start);
    }
}
