package dev.sonde.cli.expression;

import dev.sonde.engine.expression.ConvenienceVariables;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.expression.NameScope;
import dev.sonde.engine.expression.SymbolLookup;
import dev.sonde.engine.expression.ValueHistory;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.x86_64.RegisterFile;
import java.util.Optional;

/** What a watched expression refers to: names as they were found first, and all else as it is now. */
final class WatchContext implements ExpressionContext {
    private final ExpressionContext base;
    private final NameScope names;
    private final Optional<Memory> memory;
    private boolean usesRegisters;

    WatchContext(ExpressionContext base, NameScope names, Optional<Memory> memory) {
        this.base = base;
        this.names = names;
        this.memory = memory;
    }

    /** Whether a register was asked for. */
    boolean usesRegisters() {
        return usesRegisters;
    }

    @Override
    public Optional<RegisterFile> registers() {
        usesRegisters = true;
        return base.registers();
    }

    @Override
    public Optional<Memory> memory() {
        return memory;
    }

    @Override
    public SymbolLookup symbols() {
        return base.symbols();
    }

    @Override
    public NameScope names() {
        return names;
    }

    @Override
    public ConvenienceVariables variables() {
        return base.variables();
    }

    @Override
    public ValueHistory history() {
        return base.history();
    }

    @Override
    public void registersChanged() {
        base.registersChanged();
    }

    @Override
    public void warn(String message) {
        base.warn(message);
    }
}
