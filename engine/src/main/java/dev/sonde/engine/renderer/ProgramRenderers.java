package dev.sonde.engine.renderer;

import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.expression.SymbolLookup;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.ObjectModel;
import dev.sonde.engine.value.Renderers;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Aggregate;
import dev.sonde.engine.value.Values;
import java.util.Optional;

/** The renderers of a registry, for one program. */
final class ProgramRenderers implements Renderers, ProgramView {
    private final RendererRegistry registry;
    private final ExpressionContext context;

    ProgramRenderers(RendererRegistry registry, ExpressionContext context) {
        this.registry = registry;
        this.context = context;
    }

    @Override
    public Optional<Rendering> of(Value value) {
        if (value instanceof Aggregate aggregate) {
            return aggregate.type().unqualified() instanceof StructType struct
                    ? of(aggregate, struct)
                    : Optional.empty();
        }
        boolean reference = value instanceof Value.Scalar(Type type, long address, var _)
                && type.unqualified() instanceof Type.ReferenceType(Type target, boolean _)
                && target.unqualified() instanceof StructType struct
                && registry.of(struct).isPresent();
        if (!reference) {
            return Optional.empty();
        }
        Value.Scalar scalar = (Value.Scalar) value;
        Type target = ((Type.ReferenceType) scalar.type().unqualified()).target();
        return of(Values.load(memory(), target, scalar.bits()));
    }

    private Optional<Rendering> of(Aggregate value, StructType struct) {
        Optional<Renderer> renderer = struct.tag().isEmpty() ? Optional.empty() : registry.of(struct);
        if (renderer.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(renderer.get().render(new ObjectView(value, this)));
        } catch (DebugException e) {
            return Optional.empty(); // the object is shown as it is stored, with what is wrong with it
        }
    }

    @Override
    public Optional<Memory> memory() {
        return context.memory();
    }

    @Override
    public Optional<Type> type(String name) {
        return context.names().type("", "::" + name);
    }

    @Override
    public Optional<String> symbol(long address) {
        return context.symbols()
                .at(address)
                .map(SymbolLookup.Symbol::name)
                .map(name -> Demangler.demangle(name).orElse(name));
    }

    @Override
    public Optional<Type> dynamicType(Type declared, long address) {
        return context.names().objects().dynamicObject(declared, address).map(ObjectModel.DynamicObject::type);
    }

    @Override
    public Renderers renderers() {
        return this;
    }
}
