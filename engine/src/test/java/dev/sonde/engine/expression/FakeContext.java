package dev.sonde.engine.expression;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.AddressSymbols;
import dev.sonde.engine.x86_64.RegisterFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A context whose parts a test chooses. */
final class FakeContext implements ExpressionContext {
    final List<String> warnings = new ArrayList<>();
    final List<SymbolLookup.Symbol> known = new ArrayList<>();
    final ConvenienceVariables variables = new ConvenienceVariables();
    final ValueHistory history = new ValueHistory();
    Optional<RegisterFile> registers = Optional.empty();
    Optional<Memory> memory = Optional.empty();
    int registerChanges;

    @Override
    public Optional<RegisterFile> registers() {
        return registers;
    }

    @Override
    public Optional<Memory> memory() {
        return memory;
    }

    @Override
    public SymbolLookup symbols() {
        return new SymbolLookup() {
            @Override
            public Optional<Symbol> find(String name) {
                return known.stream().filter(s -> s.name().equals(name)).findFirst();
            }

            @Override
            public Optional<Symbol> at(long address) {
                return known.stream()
                        .filter(s -> address >= s.address() && address < s.address() + Math.max(s.size(), 1))
                        .findFirst();
            }

            @Override
            public List<String> near(String name) {
                return known.stream()
                        .map(Symbol::name)
                        .filter(n -> n.equalsIgnoreCase(name))
                        .toList();
            }

            @Override
            public boolean isEmpty() {
                return known.isEmpty();
            }
        };
    }

    /** The texts behind addresses that these symbols give. */
    AddressSymbols texts() {
        return address -> symbols()
                .at(address)
                .map(s -> "<" + s.name() + (address == s.address() ? "" : "+" + (address - s.address())) + ">")
                .orElse("");
    }

    @Override
    public ConvenienceVariables variables() {
        return variables;
    }

    @Override
    public ValueHistory history() {
        return history;
    }

    @Override
    public void registersChanged() {
        registerChanges++;
    }

    @Override
    public void warn(String message) {
        warnings.add(message);
    }
}
