package dev.sonde.engine.library;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.elf.DynamicEntry;
import dev.sonde.debuginfo.elf.ElfConstants;
import dev.sonde.debuginfo.elf.Segment;
import dev.sonde.engine.inferior.AuxiliaryVector;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.ModuleFile;
import dev.sonde.engine.symbols.SymbolPlace;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the kernel has loaded to start a program: the executable, its interpreter, which is the dynamic loader, and the
 * vDSO.
 *
 * <p>Source: getauxval(3), vdso(7).
 *
 * @param executable the program's own file
 * @param interpreter the dynamic loader; empty for a static program
 * @param vdso what the kernel itself has for the program to call
 */
record ProgramImage(
        Optional<LoadedModule> executable, Optional<LoadedModule> interpreter, Optional<LoadedModule> vdso) {
    static final String VDSO = "[vdso]";
    private static final String RENDEZVOUS = "_r_debug";
    private static final String RENDEZVOUS_POINTER = "_dl_debug_addr";

    /** Nothing. */
    static final ProgramImage NONE = new ProgramImage(Optional.empty(), Optional.empty(), Optional.empty());

    /** What is loaded into {@code inferior}. */
    static ProgramImage of(Inferior inferior, LibraryFiles files, LibraryOptions options) {
        AuxiliaryVector vector = inferior.info().auxiliaryVector();
        Optional<ModuleFile> program = files.executable(inferior);
        OptionalLong entry = vector.value(AuxiliaryVector.AT_ENTRY);
        Optional<LoadedModule> executable = program.map(file -> file.at(
                inferior.info()
                        .executable()
                        .map(ProgramImage::withoutRemark)
                        .orElse(file.elf().name()),
                entry.isPresent() ? entry.getAsLong() - file.elf().header().entry() : 0,
                OptionalLong.empty()));
        OptionalLong base = vector.value(AuxiliaryVector.AT_BASE);
        Optional<LoadedModule> interpreter = program.flatMap(file -> interpreterName(file))
                .filter(_ -> base.orElse(0) != 0)
                .flatMap(name -> files.library(inferior, options, name, base.getAsLong(), base.getAsLong())
                        .map(file -> file.at(name, base.getAsLong(), OptionalLong.empty())));
        OptionalLong header = vector.value(AuxiliaryVector.AT_SYSINFO_EHDR);
        Optional<LoadedModule> vdso = header.isEmpty()
                ? Optional.empty()
                : MemoryImage.read(inferior.memory(), header.getAsLong(), VDSO)
                        .map(ModuleFile::inMemory)
                        .map(file -> file.at(VDSO, header.getAsLong() - file.lowest(), OptionalLong.empty()));
        return new ProgramImage(executable, interpreter, vdso);
    }

    private static String withoutRemark(String path) {
        return path.endsWith(" (deleted)") ? path.substring(0, path.length() - " (deleted)".length()) : path;
    }

    private static Optional<String> interpreterName(ModuleFile file) {
        try {
            return file.elf().segments().stream()
                    .filter(segment -> segment.type() == ElfConstants.PT_INTERP)
                    .findFirst()
                    .map(segment -> new String(
                            file.elf().bytes(segment).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8))
                    .map(name -> name.indexOf('\0') < 0 ? name : name.substring(0, name.indexOf('\0')));
        } catch (FormatException e) {
            return Optional.empty(); // the kernel did not read it either
        }
    }

    /** Whether {@code address} is in a file that is not a library that the loader has chosen. */
    boolean isOwn(long address) {
        return executable.filter(module -> module.contains(address)).isPresent()
                || vdso.filter(module -> module.contains(address)).isPresent();
    }

    /**
     * The address of the dynamic loader's {@code struct r_debug}; empty as long as there is none.
     *
     * <p>The loader puts it into the entry DT_DEBUG of the executable (gABI chapter 5). A static program that loads
     * libraries has it under its name in glibc; other loaders have a pointer to it.
     */
    OptionalLong rendezvous(Memory memory) {
        Optional<Long> entry = executable.flatMap(ProgramImage::debugEntry);
        // A program that has the entry has an interpreter that fills it in: its symbols need not be read.
        Optional<Long> found = entry.isPresent()
                ? entry.flatMap(address -> word(memory, address))
                : named(RENDEZVOUS).or(() -> named(RENDEZVOUS_POINTER).flatMap(address -> word(memory, address)));
        return found.filter(value -> value != 0).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private Optional<Long> named(String name) {
        return List.of(executable, interpreter).stream()
                .flatMap(Optional::stream)
                .flatMap(module -> module.symbolsNamed(name).stream())
                .map(SymbolPlace::start)
                .findFirst();
    }

    private static Optional<Long> word(Memory memory, long address) {
        return memory.readUpTo(address, Long.BYTES).length == Long.BYTES
                ? Optional.of(memory.readLong(address))
                : Optional.empty();
    }

    private static Optional<Long> debugEntry(LoadedModule module) {
        try {
            List<DynamicEntry> entries = module.elf().dynamic().entries();
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i).tag() == ElfConstants.DT_DEBUG) {
                    long value = module.toProcess(dynamic(module)) + 16L * i + Long.BYTES;
                    return Optional.of(value);
                }
            }
        } catch (FormatException e) {
            return Optional.empty(); // a damaged section leads nowhere
        }
        return Optional.empty();
    }

    private static long dynamic(LoadedModule module) {
        return module.elf().segments().stream()
                .filter(segment -> segment.type() == ElfConstants.PT_DYNAMIC)
                .mapToLong(Segment::address)
                .findFirst()
                .orElse(0);
    }
}
