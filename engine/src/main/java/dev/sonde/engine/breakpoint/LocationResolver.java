package dev.sonde.engine.breakpoint;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.symbols.FunctionPlace;
import dev.sonde.engine.symbols.LineRange;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.Modules;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns what a user wrote into addresses.
 *
 * @param modules what is loaded
 * @param memory the process's memory; empty before it runs, when code is read from the files
 */
public record LocationResolver(Modules modules, Optional<Memory> memory) {
    /** The addresses that {@code spec} means, each once, in order; none when nothing that is loaded has it. */
    public List<Long> resolve(LocationSpec spec) {
        if (spec instanceof LocationSpec.Function(String name, String file)) {
            return inOrder(modules.functionsNamed(name).stream()
                    .filter(function -> file.isEmpty() || isFrom(function, file))
                    .map(this::firstStop));
        }
        if (spec instanceof LocationSpec.Line(String file, int line)) {
            return inOrder(modules.linesAt(file, line).stream()
                    .map(range -> isEntry(range.start()) ? afterPrologue(range.start()) : range.start()));
        }
        return spec instanceof LocationSpec.Address(long address)
                ? List.of(address)
                : List.of(inExecutable(((LocationSpec.InExecutable) spec).fileAddress()));
    }

    private static List<Long> inOrder(Stream<Long> addresses) {
        return addresses.distinct().sorted(Long::compareUnsigned).toList();
    }

    /** The address of something in the executable that has this address in its file, if it lies in there at all. */
    public long inExecutable(long fileAddress) {
        if (modules.all().isEmpty()) {
            return fileAddress;
        }
        LoadedModule executable = modules.all().getFirst();
        long address = executable.toProcess(fileAddress);
        return executable.contains(address) ? address : fileAddress;
    }

    private boolean isEntry(long address) {
        return modules.at(address)
                .map(module -> module.sourceFrames(address))
                .filter(frames -> !frames.isEmpty())
                .map(frames -> frames.getLast().block() == address)
                .orElse(false);
    }

    private boolean isFrom(FunctionPlace function, String file) {
        return modules.sourceAt(function.address())
                .filter(place -> place.isFrom(file))
                .isPresent();
    }

    private long firstStop(FunctionPlace function) {
        return function.inlined() ? function.address() : afterPrologue(function.address());
    }

    /** Where the code of the function at {@code entry} has set up its frame. */
    public long afterPrologue(long entry) {
        LoadedModule module = modules.at(entry).orElse(null);
        if (module == null) {
            return entry;
        }
        LineRange first = module.lineAt(entry).orElse(null);
        if (first != null
                && module.source()
                        .filter(source -> source.marksPrologues(module.toFile(entry)))
                        .isPresent()) {
            return Long.compareUnsigned(first.end(), functionEnd(module, entry)) < 0 ? first.end() : entry;
        }
        long end = Prologue.end(entry, address -> code(module, address));
        // The rest of the line stores the arguments where the debugging information says that they are.
        return module.lineAt(end)
                .filter(range -> end != entry && range.start() != end)
                .map(LineRange::end)
                .filter(next -> Long.compareUnsigned(next, functionEnd(module, entry)) < 0)
                .orElse(end);
    }

    private static long functionEnd(LoadedModule module, long entry) {
        return module.functionEnd(entry).orElse(module.end());
    }

    private byte[] code(LoadedModule module, long address) {
        return memory.map(m -> m.readUpTo(address, Prologue.length()))
                .orElseGet(() -> module.elf()
                        .bytesFrom(module.toFile(address))
                        .map(bytes -> firstOf(bytes))
                        .orElse(new byte[0]));
    }

    private static byte[] firstOf(MemorySegment bytes) {
        return bytes.asSlice(0, Math.min(Prologue.length(), bytes.byteSize())).toArray(ValueLayout.JAVA_BYTE);
    }
}
