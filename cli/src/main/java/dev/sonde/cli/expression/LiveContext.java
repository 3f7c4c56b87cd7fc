package dev.sonde.cli.expression;

import dev.sonde.engine.expression.ConvenienceVariables;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.expression.FunctionCaller;
import dev.sonde.engine.expression.NameScope;
import dev.sonde.engine.expression.SignalInfo;
import dev.sonde.engine.expression.SymbolLookup;
import dev.sonde.engine.expression.ValueHistory;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Renderers;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.x86_64.RegisterFile;
import java.util.List;
import java.util.Optional;

/** The context of the moment at which it is asked, for what outlives a command. */
record LiveContext(Expressions expressions) implements ExpressionContext {
    @Override
    public Optional<RegisterFile> registers() {
        return expressions.context().registers();
    }

    @Override
    public Optional<Memory> memory() {
        return expressions.context().memory();
    }

    @Override
    public SymbolLookup symbols() {
        return expressions.context().symbols();
    }

    @Override
    public NameScope names() {
        return expressions.context().names();
    }

    @Override
    public Renderers renderers() {
        return expressions.context().renderers();
    }

    @Override
    public FunctionCaller calls() {
        return expressions.context().calls();
    }

    @Override
    public Optional<Value> ownFunction(String name, List<Value> arguments) {
        return expressions.context().ownFunction(name, arguments);
    }

    @Override
    public Optional<SignalInfo> signalInfo() {
        return expressions.context().signalInfo();
    }

    @Override
    public ConvenienceVariables variables() {
        return expressions.variables();
    }

    @Override
    public ValueHistory history() {
        return expressions.history();
    }

    @Override
    public void registersChanged() {
        expressions.context().registersChanged();
    }

    @Override
    public void warn(String message) {
        expressions.context().warn(message);
    }
}
