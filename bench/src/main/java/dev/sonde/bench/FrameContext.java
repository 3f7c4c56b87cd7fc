package dev.sonde.bench;

import dev.sonde.engine.expression.ConvenienceVariables;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.expression.NameScope;
import dev.sonde.engine.expression.SymbolLookup;
import dev.sonde.engine.expression.ValueHistory;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.target.Target;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.x86_64.RegisterFile;
import java.util.List;
import java.util.Optional;

/** A frame as expressions see it, without symbols. */
final class FrameContext implements ExpressionContext {
    private final Frame frame;
    private final Memory memory;
    private final NameScope names;
    private final ConvenienceVariables variables = new ConvenienceVariables();
    private final ValueHistory history = new ValueHistory();

    FrameContext(Target target, Frame frame) {
        this.frame = frame;
        memory = target.inferior().memory();
        names = target.variables()
                .names(Optional.of(frame), Optional.of(frame.thread()), target.modules(), Optional.of(memory));
    }

    @Override
    public Optional<RegisterFile> registers() {
        return Optional.of(frame.registers().file());
    }

    @Override
    public Optional<Memory> memory() {
        return Optional.of(memory);
    }

    @Override
    public SymbolLookup symbols() {
        return new SymbolLookup() {
            @Override
            public Optional<Symbol> find(String name) {
                return Optional.empty();
            }

            @Override
            public Optional<Symbol> at(long address) {
                return Optional.empty();
            }

            @Override
            public List<String> near(String name) {
                return List.of();
            }

            @Override
            public boolean isEmpty() {
                return true;
            }
        };
    }

    @Override
    public NameScope names() {
        return names;
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
        throw new UnsupportedOperationException("nothing is assigned here");
    }

    @Override
    public void warn(String message) {
        throw new IllegalStateException(message);
    }
}
