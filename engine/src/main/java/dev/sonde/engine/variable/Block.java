package dev.sonde.engine.variable;

import dev.sonde.debuginfo.dwarf.AddressRange;
import dev.sonde.debuginfo.dwarf.Die;
import java.util.List;

/**
 * A part of a function in which names are declared.
 *
 * @param ranges the file addresses of its code; none for what has no code of its own
 * @param variables that are declared right in it, without parameters
 * @param types that are declared right in it
 * @param imports what it takes in from namespaces
 * @param inner the blocks right in it
 */
record Block(
        List<AddressRange> ranges,
        List<Variable> variables,
        List<Die> types,
        List<Imports.Import> imports,
        List<Block> inner) {
    Block {
        ranges = List.copyOf(ranges);
        variables = List.copyOf(variables);
        types = List.copyOf(types);
        imports = List.copyOf(imports);
        inner = List.copyOf(inner);
    }

    boolean contains(long fileAddress) {
        for (AddressRange range : ranges) {
            if (Long.compareUnsigned(fileAddress, range.start()) >= 0
                    && Long.compareUnsigned(fileAddress, range.end()) < 0) {
                return true;
            }
        }
        return false;
    }
}
