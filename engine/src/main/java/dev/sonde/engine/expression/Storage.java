package dev.sonde.engine.expression;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.FlagsType;
import dev.sonde.engine.value.Type.PointerType;
import dev.sonde.engine.value.Type.UnionType;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Aggregate;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Values;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterException;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.RegisterTable;
import dev.sonde.engine.x86_64.XsaveLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Where the values of an expression come from and go to: memory, registers, variables, symbols and the history. */
final class Storage {
    /** gdb's default for {@code max-value-size}. */
    private static final int MAX_VALUE_BYTES = 65536;

    /** Which names are registers while there is no thread that could tell. */
    private static final RegisterTable WITHOUT_THREAD = RegisterTable.of(XsaveLayout.intel());

    /** One place for each register, so that reading one does not make another. */
    private static final Map<Register, RegisterPlace> PLACES = new ConcurrentHashMap<>();

    private record RegisterPlace(Type type, Place place) {
        static RegisterPlace of(Register register) {
            return new RegisterPlace(Types.of(register), new Place.InRegister(register, 0));
        }
    }

    private final ExpressionContext context;
    private final boolean typesOnly;

    /** @param typesOnly whether memory is taken for zeros, and nothing is written */
    Storage(ExpressionContext context, boolean typesOnly) {
        this.context = context;
        this.typesOnly = typesOnly;
    }

    SymbolLookup.Symbol symbol(String name, Span span) {
        SymbolLookup symbols = context.symbols();
        Optional<SymbolLookup.Symbol> symbol;
        try {
            symbol = symbols.find(name);
        } catch (DebugException e) {
            throw new EvaluationException(String.valueOf(e.getMessage()), span, e);
        }
        if (symbol.isPresent()) {
            return symbol.get();
        }
        if (symbols.isEmpty()) {
            throw new EvaluationException("No symbol table is loaded.  Use the \"file\" command.", span);
        }
        List<String> near = symbols.near(name);
        String suggestion = near.isEmpty() ? "" : "  Did you mean " + String.join(" or ", near) + "?";
        throw new EvaluationException("No symbol \"" + name + "\" in current context." + suggestion, span);
    }

    Value dollar(String name, Span span) {
        Optional<RegisterFile> registers = context.registers();
        RegisterTable table = registers.isPresent() ? registers.get().table() : WITHOUT_THREAD;
        Optional<Register> register = table.find(name);
        if (register.isEmpty()) {
            return context.variables().value(name);
        }
        if (registers.isEmpty()) {
            throw new EvaluationException("No registers.", span);
        }
        return read(registers.get(), register.get(), span);
    }

    private static Value read(RegisterFile registers, Register register, Span span) {
        RegisterPlace known = PLACES.computeIfAbsent(register, RegisterPlace::of);
        try {
            if (Values.isScalar(known.type)) {
                long bits = Values.extend(known.type, registers.readLong(register));
                return new Scalar(known.type, bits, known.place);
            }
            return Values.fromBytes(known.type, registers.readBytes(register), 0, known.place);
        } catch (RegisterException e) {
            throw new EvaluationException(String.valueOf(e.getMessage()), span, e);
        }
    }

    Value history(int number, Span span) {
        return context.history()
                .value(number)
                .orElseThrow(() -> new EvaluationException("History has not yet reached $" + number + ".", span));
    }

    Value recent(int back, Span span) {
        int size = context.history().size();
        Optional<Value> value = context.history().value(size - back);
        if (value.isPresent()) {
            return value.get();
        }
        // An empty history is void for $ and $$, so that scripts can test for it.
        if (back <= 1) {
            return Values.VOID;
        }
        throw new EvaluationException("History does not go back to $$" + back + ".", span);
    }

    /**
     * Reads a value from memory.
     *
     * @param type one that has bytes
     */
    Value load(Type type, long address, Span span) {
        long size = type.size();
        if (size > MAX_VALUE_BYTES) {
            throw new EvaluationException("value requires " + size + " bytes, which is more than max-value-size", span);
        }
        if (type.unqualified() instanceof Type.VoidType) {
            return Values.VOID;
        }
        if (typesOnly) {
            return Values.fromBytes(type, new byte[(int) size], 0, new Place.InMemory(address));
        }
        try {
            return Values.fromBytes(
                    type, memory(address, size).readBytes(address, (int) size), 0, new Place.InMemory(address));
        } catch (MemoryFaultException e) {
            throw new EvaluationException(String.valueOf(e.getMessage()), span, e);
        }
    }

    private Memory memory(long address, long size) {
        return context.memory().orElseThrow(() -> new MemoryFaultException(address, size));
    }

    /** Sets a convenience variable. */
    Value assign(String variable, Value value) {
        if (typesOnly) {
            return value;
        }
        context.variables().assign(variable, value);
        return context.variables().value(variable);
    }

    /** Writes the bytes of a value. */
    void store(Place place, Value value, Span span) {
        if (typesOnly) {
            return;
        }
        byte[] bytes = Values.toBytes(value);
        try {
            switch (place) {
                case Place.InMemory(long address) ->
                    memory(address, bytes.length).writeBytes(address, bytes);
                case Place.InRegister(Register register, int offset) -> {
                    RegisterFile registers =
                            context.registers().orElseThrow(() -> new EvaluationException("No registers.", span));
                    byte[] whole = registers.readBytes(register);
                    System.arraycopy(bytes, 0, whole, offset, Math.min(bytes.length, whole.length - offset));
                    registers.writeBytes(register, whole);
                    context.registersChanged();
                }
                case Place.InVariable(String name, int offset) -> {
                    Value old = context.variables().value(name);
                    byte[] whole = Values.toBytes(old);
                    if (offset + bytes.length > whole.length) {
                        throw new EvaluationException("Value being assigned to is no longer there.", span);
                    }
                    System.arraycopy(bytes, 0, whole, offset, bytes.length);
                    context.variables().assign(name, Values.fromBytes(old.type(), whole, 0, Place.Nowhere.INSTANCE));
                }
                case Place.Nowhere _ -> throw new IllegalArgumentException("a value without a place cannot be set");
            }
        } catch (MemoryFaultException | RegisterException e) {
            throw new EvaluationException(String.valueOf(e.getMessage()), span, e);
        }
    }

    /** A member of a union, of a pointer to one, or a flag. */
    Value member(Value object, String name, boolean arrow, Span span) {
        Value whole = object;
        if (object instanceof Scalar(Type type, long address, Place _)
                && type.unqualified() instanceof PointerType(Type target)
                && target.unqualified() instanceof UnionType) {
            whole = load(target, address, span);
        }
        if (whole instanceof Aggregate aggregate && aggregate.type().unqualified() instanceof UnionType union) {
            Type.Member member = union.member(name)
                    .orElseThrow(() -> new EvaluationException("There is no member named " + name + ".", span));
            return Values.part(aggregate, member.type(), 0);
        }
        if (whole instanceof Scalar flags && flags.type() instanceof FlagsType(var register)) {
            OptionalLong mask = register.mask(name);
            if (mask.isPresent()) {
                return Scalar.of(Types.BOOL, (flags.bits() & mask.getAsLong()) != 0 ? 1 : 0);
            }
            throw new EvaluationException("There is no member named " + name + ".", span);
        }
        throw new EvaluationException(
                "Attempt to extract a component of a value that is not a structure" + (arrow ? " pointer." : "."),
                span);
    }
}
