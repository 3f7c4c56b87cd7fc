package dev.sonde.engine.expression;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.SigInfoType;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Values;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterException;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.RegisterTable;
import dev.sonde.engine.x86_64.XsaveLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where the values of an expression come from and go to: memory, registers, variables, symbols and the history. */
final class Storage {
    /** Which names are registers while there is no thread that could tell. */
    private static final RegisterTable WITHOUT_THREAD = RegisterTable.of(XsaveLayout.intel());

    /** What is no variable of the user's but looks like one. */
    private static final String SIGNAL_INFO = "_siginfo";

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

    /** The variable, function or enumerator of the source of this name, if there is one. */
    Optional<Value> named(String name, Span span) {
        try {
            return context.names().value(name).map(this::known);
        } catch (DebugException e) {
            throw new EvaluationException(String.valueOf(e.getMessage()), span, e);
        }
    }

    SymbolLookup.Symbol symbol(String written, Span span) {
        String name = written.startsWith("::") ? written.substring(2) : written;
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
        List<String> near = context.names().near(name);
        near = near.isEmpty() ? symbols.near(name) : near;
        String suggestion = near.isEmpty() ? "" : "  Did you mean " + String.join(" or ", near) + "?";
        throw new EvaluationException("No symbol \"" + name + "\" in current context." + suggestion, span);
    }

    Value dollar(String name, Span span) {
        Optional<RegisterFile> registers = context.registers();
        RegisterTable table = registers.isPresent() ? registers.get().table() : WITHOUT_THREAD;
        Optional<Register> register = table.find(name);
        if (register.isEmpty()
                && name.equals(SIGNAL_INFO)
                && context.signalInfo().isPresent()) {
            return signalInfo(span);
        }
        if (register.isEmpty()) {
            return context.variables().value(name);
        }
        if (registers.isEmpty()) {
            throw new EvaluationException("No registers.", span);
        }
        return read(registers.get(), register.get(), span);
    }

    private Value signalInfo(Span span) {
        byte[] bytes = typesOnly
                ? new byte[(int) SigInfoType.INSTANCE.size()]
                : signal(span).read();
        return Values.fromBytes(SigInfoType.INSTANCE, bytes, 0, new Place.InVariable(SIGNAL_INFO, 0));
    }

    private SignalInfo signal(Span span) {
        return context.signalInfo().orElseThrow(() -> new EvaluationException("Unable to read siginfo", span));
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

    /** What is at an address; what cannot be read of it says so when it is used. */
    Value load(Type type, long address) {
        if (!typesOnly) {
            return Values.load(context.memory(), type, address);
        }
        Type plain = type.unqualified();
        boolean whole = plain instanceof Type.ArrayType
                || plain instanceof StructType
                || plain instanceof Type.FunctionType
                || plain instanceof Type.VoidType;
        return whole
                ? Values.load(Optional.empty(), type, address)
                : Values.fromBytes(type, new byte[(int) plain.size()], 0, new Place.InMemory(address));
    }

    /** In an evaluation of types alone, a value that cannot be had is as good as another. */
    Value known(Value value) {
        boolean replaced = typesOnly && value instanceof Value.Unavailable;
        return replaced
                ? Values.fromBytes(value.type(), new byte[(int) value.type().size()], 0, value.place())
                : value;
    }

    Optional<Memory> memory() {
        return context.memory();
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
        try {
            write(place, Values.toBytes(value), span);
        } catch (EvaluationException e) {
            throw e;
        } catch (DebugException e) {
            throw new EvaluationException(String.valueOf(e.getMessage()), span, e);
        }
    }

    private void write(Place place, byte[] bytes, Span span) {
        switch (place) {
            case Place.InMemory(long address) -> memory(address, bytes.length).writeBytes(address, bytes);
            case Place.InRegister(Register register, int offset) -> {
                RegisterFile registers =
                        context.registers().orElseThrow(() -> new EvaluationException("No registers.", span));
                byte[] whole = registers.readBytes(register);
                System.arraycopy(bytes, 0, whole, offset, Math.min(bytes.length, whole.length - offset));
                registers.writeBytes(register, whole);
                context.registersChanged();
            }
            case Place.InVariable(String name, int offset)
            when name.equals(SIGNAL_INFO) -> {
                byte[] whole = signal(span).read();
                System.arraycopy(bytes, 0, whole, offset, bytes.length);
                signal(span).write(whole);
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
            case Place.Bits(Place container, int bitOffset, int bitSize) ->
                writeBits(container, bitOffset, bitSize, bytes, span);
            case Place.Pieces(List<Place.Part> parts) -> {
                int done = 0;
                for (Place.Part part : parts) {
                    int size = (int) Math.min(part.size(), bytes.length - done);
                    write(part.place(), Arrays.copyOfRange(bytes, done, done + size), span);
                    done += size;
                }
            }
            case Place.Nowhere _ -> throw new EvaluationException("Left operand of assignment is not an lvalue.", span);
        }
    }

    private void writeBits(Place container, int bitOffset, int bitSize, byte[] bytes, Span span) {
        int size = (bitOffset + bitSize + Byte.SIZE - 1) / Byte.SIZE;
        byte[] whole = read(container, size, span);
        for (int i = 0; i < bitSize; i++) {
            boolean set = i / Byte.SIZE < bytes.length && ((bytes[i / Byte.SIZE] >> (i % Byte.SIZE)) & 1) != 0;
            int at = bitOffset + i;
            int mask = 1 << (at % Byte.SIZE);
            whole[at / Byte.SIZE] = (byte) (set ? whole[at / Byte.SIZE] | mask : whole[at / Byte.SIZE] & ~mask);
        }
        write(container, whole, span);
    }

    private byte[] read(Place place, int size, Span span) {
        return switch (place) {
            case Place.InMemory(long address) -> memory(address, size).readBytes(address, size);
            case Place.InRegister(Register register, int offset) -> {
                RegisterFile registers =
                        context.registers().orElseThrow(() -> new EvaluationException("No registers.", span));
                yield Arrays.copyOfRange(registers.readBytes(register), offset, offset + size);
            }
            case Place.InVariable(String name, int offset) ->
                Arrays.copyOfRange(Values.toBytes(context.variables().value(name)), offset, offset + size);
            case Place.Pieces(List<Place.Part> parts)
            when !parts.isEmpty() && parts.getFirst().size() >= size ->
                read(parts.getFirst().place(), size, span);
            case Place.Bits _, Place.Pieces _, Place.Nowhere _ ->
                throw new EvaluationException("The bit-field is spread over several places.", span);
        };
    }
}
