package dev.sonde.cli.expression;

import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.expression.ForwardingContext;
import dev.sonde.engine.expression.FunctionCaller;
import dev.sonde.engine.expression.NameScope;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.x86_64.RegisterFile;
import java.util.Optional;

/** What a watched expression refers to: names as they were found first, and all else as it is now. */
final class WatchContext extends ForwardingContext {
    private final NameScope names;
    private final Optional<Memory> memory;
    private boolean usesRegisters;

    WatchContext(ExpressionContext base, NameScope names, Optional<Memory> memory) {
        super(() -> base);
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
        return super.registers();
    }

    @Override
    public Optional<Memory> memory() {
        return memory;
    }

    @Override
    public NameScope names() {
        return names;
    }

    /** What is watched is looked at while threads are only passing. */
    @Override
    public FunctionCaller calls() {
        return FunctionCaller.NONE;
    }
}
