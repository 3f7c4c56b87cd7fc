package dev.sonde.cli.command.source;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.index.FunctionLookup;
import dev.sonde.engine.symbols.SourceInformation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The variables and parameters that can be seen at an address: those of the innermost block first. */
final class ScopeSymbols {
    private ScopeSymbols() {}

    /** Those at a file address, up to the function, inlined or not, that is around it. */
    static List<Die> at(SourceInformation source, long address) {
        Optional<Die> function = new FunctionLookup(source.dwarf()).innermost(address);
        Deque<Die> blocks = new ArrayDeque<>();
        for (Optional<Die> block = function; block.isPresent(); block = inner(block.get(), address)) {
            blocks.push(block.get());
        }
        List<Die> symbols = new ArrayList<>();
        for (Die block : blocks) {
            for (Die child : block.children()) {
                boolean isVariable =
                        child.tag() == DwTag.DW_TAG_variable || child.tag() == DwTag.DW_TAG_formal_parameter;
                if (isVariable && child.name().isPresent()) {
                    symbols.add(child);
                }
            }
        }
        return symbols;
    }

    private static Optional<Die> inner(Die block, long address) {
        return block.children().stream()
                .filter(child -> child.tag() == DwTag.DW_TAG_lexical_block)
                .filter(child -> child.ranges().stream().anyMatch(range -> range.contains(address)))
                .findFirst();
    }
}
