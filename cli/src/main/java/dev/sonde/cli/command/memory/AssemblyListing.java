package dev.sonde.cli.command.memory;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.console.Console;
import dev.sonde.cli.expression.Instructions;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Section;
import dev.sonde.disassembler.Instruction;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.symbols.SymbolPlace;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** Writes instructions in the layout of gdb's {@code disassemble}. */
final class AssemblyListing {
    private static final int BYTES_WIDTH = 19;
    private static final String CURRENT = "=> ";
    private static final String OTHER = "   ";

    private final Session session;
    private final Console console;
    private final boolean withBytes;
    private final OptionalLong pc;

    /** How the source is shown among the instructions. */
    enum Source {
        NONE,
        /** Before the instructions, in the order of addresses. */
        BY_ADDRESS,
        /** In its own order, each line with its instructions. */
        BY_LINE
    }

    private final Source source;

    /**
     * @param withBytes whether each instruction is preceded by its bytes
     * @param source how the source is shown
     */
    AssemblyListing(Session session, boolean withBytes, Source source) {
        this.session = session;
        this.withBytes = withBytes;
        this.source = source;
        console = session.console();
        pc = session.target().hasProcess()
                ? OptionalLong.of(session.target().selectedFrame().pc())
                : OptionalLong.empty();
    }

    /** The whole function in which {@code place} lies. */
    void function(SymbolPlace place) {
        console.println("Dump of assembler code for function " + place.name() + ":");
        long end = place.start() + (place.size() > 0 ? place.size() : sizeUpToNext(place));
        body(place.start(), end, address -> "<+" + Long.toUnsignedString(address - place.start()) + ">");
    }

    /** All instructions that start before {@code end}. */
    void range(long start, long end) {
        console.println(
                "Dump of assembler code from 0x" + Long.toHexString(start) + " to 0x" + Long.toHexString(end) + ":");
        body(start, end, this::symbol);
    }

    private void body(long start, long end, LongFunction<String> symbols) {
        switch (source) {
            case NONE -> instructions(start, end, symbols);
            case BY_ADDRESS ->
                new MixedListing(session, (from, to) -> instructions(from, to, symbols)).byAddress(start, end);
            case BY_LINE -> new MixedListing(session, (from, to) -> instructions(from, to, symbols)).byLine(start, end);
        }
        console.println("End of assembler dump.");
    }

    /** Writes the instructions that start before {@code end}; the address behind the last one. */
    private long instructions(long start, long end, LongFunction<String> symbols) {
        long address = start;
        while (Long.compareUnsigned(address, end) < 0) {
            address = line(address, symbols.apply(address));
        }
        return address;
    }

    /** {@code count} instructions, without a heading. */
    void instructions(long start, long count) {
        long address = start;
        for (long i = 0; i < count; i++) {
            address = line(address, symbol(address));
        }
    }

    /** Writes one instruction; the address of the next. */
    private long line(long address, String symbol) {
        boolean current = pc.isPresent() && pc.getAsLong() == address;
        String place = (current ? CURRENT : OTHER) + "0x" + HexFormat.of().toHexDigits(address)
                + (symbol.isEmpty() ? "" : " " + symbol) + ":\t";
        Instruction instruction;
        try {
            instruction = Instructions.of(session).at(address);
        } catch (MemoryFaultException e) {
            console.println(place);
            throw e;
        }
        console.println(place + bytes(instruction) + Instructions.of(session).text(instruction));
        return instruction.nextAddress();
    }

    private String bytes(Instruction instruction) {
        if (!withBytes) {
            return "";
        }
        String bytes = instruction.encoding().toString();
        return bytes + " ".repeat(Math.max(0, BYTES_WIDTH - bytes.length())) + "\t";
    }

    private String symbol(long address) {
        Optional<SymbolPlace> place = session.target().modules().symbolize(address);
        return place.map(p -> "<" + p.name() + "+" + Long.toUnsignedString(p.offset()) + ">")
                .orElse("");
    }

    /** A symbol without a size reaches to the next one of its section, or to the section's end. */
    private static long sizeUpToNext(SymbolPlace place) {
        ElfFile elf = place.module().elf();
        long start = place.module().toFile(place.start());
        Optional<Section> section = elf.sectionAt(start);
        if (section.isEmpty()) {
            return 1;
        }
        long end = section.get().address() + section.get().size();
        return Stream.concat(elf.symbols().searchable(), elf.dynamicSymbols().searchable())
                        .filter(symbol -> symbol.sectionIndex() == section.get().index() && symbol.value() > start)
                        .mapToLong(symbol -> symbol.value())
                        .min()
                        .orElse(end)
                - start;
    }
}
