package dev.sonde.engine.expression;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Renderers;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.x86_64.RegisterFile;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What another context says; a subclass says something else in places. */
public class ForwardingContext implements ExpressionContext {
    private final Supplier<ExpressionContext> base;

    /** @param base asked anew each time: the context of the moment, for what outlives a command */
    public ForwardingContext(Supplier<ExpressionContext> base) {
        this.base = base;
    }

    @Override
    public Optional<RegisterFile> registers() {
        return base.get().registers();
    }

    @Override
    public Optional<Memory> memory() {
        return base.get().memory();
    }

    @Override
    public SymbolLookup symbols() {
        return base.get().symbols();
    }

    @Override
    public NameScope names() {
        return base.get().names();
    }

    @Override
    public Renderers renderers() {
        return base.get().renderers();
    }

    @Override
    public FunctionCaller calls() {
        return base.get().calls();
    }

    @Override
    public Optional<Value> ownFunction(String name, List<Value> arguments) {
        return base.get().ownFunction(name, arguments);
    }

    @Override
    public Optional<SignalInfo> signalInfo() {
        return base.get().signalInfo();
    }

    @Override
    public ConvenienceVariables variables() {
        return base.get().variables();
    }

    @Override
    public ValueHistory history() {
        return base.get().history();
    }

    @Override
    public void registersChanged() {
        base.get().registersChanged();
    }

    @Override
    public void warn(String message) {
        base.get().warn(message);
    }
}
