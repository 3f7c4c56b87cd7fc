package dev.sonde.cli.expression;

import dev.sonde.cli.command.Session;
import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.disassembler.SymbolResolver;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.value.AddressSymbols;

/**
 * The symbols that answers show behind addresses. As gdb does, values show names as they are written in the source, while
 * memory and instructions show them as they are stored.
 */
public record SymbolNames(Session session) {
    /** As written in the source: {@code <add(int, int)+4>}. */
    public AddressSymbols readable() {
        return address -> session.target()
                .modules()
                .symbolize(address)
                .map(place -> "<" + readable(place) + ">")
                .orElse("");
    }

    /** As stored: {@code <_Z3addii+4>}. */
    public AddressSymbols stored() {
        return address -> session.target()
                .modules()
                .symbolize(address)
                .map(place -> "<" + place.text() + ">")
                .orElse("");
    }

    /** As stored, without brackets, for instructions. */
    public SymbolResolver resolver() {
        return address -> session.target().modules().symbolize(address).map(SymbolPlace::text);
    }

    /** The name as written in the source, without the offset. */
    public static String readableName(SymbolPlace place) {
        return Demangler.demangle(place.name()).orElse(place.name());
    }

    private static String readable(SymbolPlace place) {
        String name = readableName(place);
        return place.offset() == 0 ? name : name + "+" + Long.toUnsignedString(place.offset());
    }
}
