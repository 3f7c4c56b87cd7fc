package dev.sonde.engine.variable;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.debuginfo.dwarf.expression.Evaluator;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import dev.sonde.debuginfo.dwarf.expression.Location;
import dev.sonde.debuginfo.dwarf.expression.UnavailableValueException;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.type.ConstantValues;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.value.Missing;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import dev.sonde.engine.x86_64.Register;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads variables from where they are. Source: DWARF 5 section 2.6. */
final class ValueReader {
    /** Bytes that make up a value, from a register or from the debugging information. */
    private static final class Source {
        private final byte[] bytes;
        private final Place place;
        private final Optional<Missing> missing;

        Source(byte[] bytes, Place place, Optional<Missing> missing) {
            this.bytes = bytes;
            this.place = place;
            this.missing = missing;
        }
    }

    private final Surroundings surroundings;

    ValueReader(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The value of a variable; one that says why it cannot be had, if it cannot. */
    Value read(Variable variable) {
        try {
            Type type = new DynamicTypes(surroundings).resolve(variable.type());
            return read(variable, type);
        } catch (FormatException e) {
            return unavailable(Types.VOID, String.valueOf(e.getMessage()));
        }
    }

    private static Value unavailable(Type type, String reason) {
        return new Value.Unavailable(type, Place.Nowhere.INSTANCE, new Missing.Undescribed(reason));
    }

    private Value read(Variable variable, Type type) {
        Frame frame = surroundings.frame();
        long pc = frame == null ? 0 : surroundings.module().toFile(frame.lookupAddress());
        Optional<Expression> location = variable.location(pc);
        if (location.isEmpty() || location.get().isEmpty()) {
            return ConstantValues.of(variable.die(), type, Place.Nowhere.INSTANCE)
                    .orElseGet(() -> Values.unavailable(type, Missing.OptimizedOut.INSTANCE, Place.Nowhere.INSTANCE));
        }
        Die holder = variable.die().holderOf(DwAt.DW_AT_location).orElse(variable.die());
        LocationContext context = new LocationContext(surroundings, holder.unit());
        try {
            return at(Evaluator.evaluate(location.get(), context), type, holder);
        } catch (UnplacedException e) {
            String reason = String.valueOf(e.getMessage()).replace(UnplacedException.NAME, variable.name());
            // The type of a pointer to it is known, though no pointer is.
            return Values.unavailable(type, new Missing.Unplaced(reason), new Place.InMemory(0));
        } catch (UnavailableValueException e) {
            return Values.unavailable(type, Missing.OptimizedOut.INSTANCE, Place.Nowhere.INSTANCE);
        } catch (MemoryFaultException e) {
            return Values.unavailable(type, new Missing.Unreadable(e.address(), 1), Place.Nowhere.INSTANCE);
        } catch (FormatException e) {
            return unavailable(type, String.valueOf(e.getMessage()));
        }
    }

    private Value at(Location location, Type type, Die holder) {
        return switch (location) {
            case Location.Memory(long address) -> Values.load(surroundings.memory(), type, address);
            case Location.ImplicitPointer(long entry, long offset) ->
                new Value.SyntheticPointer(
                        type, () -> pointed(type, holder.unit().dwarf().die(entry), offset));
            case Location.OptimizedOut _ ->
                Values.unavailable(type, Missing.OptimizedOut.INSTANCE, Place.Nowhere.INSTANCE);
            case Location.Composite(List<Location.Piece> pieces) -> composite(pieces, type, holder.unit());
            case Location.Register _, Location.ImplicitValue _ -> {
                Source source = source(location, (int) type.size(), holder.unit());
                yield source.missing.isPresent()
                        ? Values.unavailable(type, source.missing.get(), source.place)
                        : Values.fromBytes(type, source.bytes, 0, source.place);
            }
        };
    }

    /** What a pointer that is nowhere points to: part of a variable that may be nowhere too. */
    private Value pointed(Type pointer, Die target, long offset) {
        Variable variable = new Variable(
                target.name().orElse(""), target, surroundings.descriptions().types(), false);
        Value whole = read(variable);
        if (!(pointer.unqualified() instanceof Type.PointerType(Type wanted))) {
            return whole;
        }
        if (whole instanceof Value.Aggregate aggregate
                && offset >= 0
                && offset + wanted.size() <= aggregate.type().size()) {
            boolean same = offset == 0 && Types.same(aggregate.type(), wanted);
            return same ? whole : Values.part(aggregate, wanted, (int) offset);
        }
        return offset == 0 ? whole : Values.unavailable(wanted, Missing.OptimizedOut.INSTANCE, Place.Nowhere.INSTANCE);
    }

    /** {@code size} bytes of a location that is neither composite nor a pointer. */
    private Source source(Location location, int size, Unit unit) {
        return switch (location) {
            case Location.Memory(long address) -> {
                byte[] read = surroundings
                        .memory()
                        .map(m -> m.readUpTo(address, size))
                        .orElse(new byte[0]);
                yield new Source(
                        Arrays.copyOf(read, size),
                        new Place.InMemory(address),
                        read.length == size
                                ? Optional.empty()
                                : Optional.of(new Missing.Unreadable(address + read.length, size)));
            }
            case Location.Register(int number) -> register(number, size, unit);
            case Location.ImplicitValue(MemorySegment bytes) ->
                new Source(
                        Arrays.copyOf(bytes.toArray(ValueLayout.JAVA_BYTE), size),
                        Place.Nowhere.INSTANCE,
                        Optional.empty());
            case Location.OptimizedOut _, Location.ImplicitPointer _, Location.Composite _ ->
                new Source(new byte[size], Place.Nowhere.INSTANCE, Optional.of(Missing.OptimizedOut.INSTANCE));
        };
    }

    private Source register(int number, int size, Unit unit) {
        Optional<Register> register = surroundings.register(number);
        OptionalLong kept = surroundings.keptRegister(number, unit);
        if (register.isEmpty() && kept.isPresent()) {
            byte[] bytes = new byte[size];
            for (int i = 0; i < Math.min(size, Long.BYTES); i++) {
                bytes[i] = (byte) (kept.getAsLong() >>> (i * Byte.SIZE));
            }
            Place place = surroundings
                    .registerNumbered(number)
                    .<Place>map(known -> new Place.InRegister(known, 0))
                    .orElse(Place.Nowhere.INSTANCE);
            return new Source(bytes, place, Optional.empty());
        }
        if (register.isEmpty()) {
            return new Source(new byte[size], Place.Nowhere.INSTANCE, Optional.of(Missing.NotSaved.INSTANCE));
        }
        Frame frame = surroundings.frame();
        byte[] bytes = frame == null ? new byte[size] : frame.registers().file().readBytes(register.get());
        return new Source(Arrays.copyOf(bytes, size), new Place.InRegister(register.get(), 0), Optional.empty());
    }

    private Value composite(List<Location.Piece> pieces, Type type, Unit unit) {
        int size = (int) type.size();
        byte[] whole = new byte[size];
        List<Values.MissingPart> missing = new ArrayList<>();
        List<Place.Part> parts = new ArrayList<>();
        boolean bytesOnly = true;
        long bit = 0;
        for (Location.Piece piece : pieces) {
            long end = Math.min(bit + piece.bitSize(), (long) size * Byte.SIZE);
            if (bit >= end) {
                break;
            }
            int needed = (int) ((piece.bitOffset() + (end - bit) + Byte.SIZE - 1) / Byte.SIZE);
            Source source = source(piece.location(), needed, unit);
            if (source.missing.isPresent()) {
                missing.add(new Values.MissingPart(bit, end, source.missing.get()));
            } else {
                copyBits(source.bytes, piece.bitOffset(), whole, bit, end - bit);
            }
            bytesOnly &= bit % Byte.SIZE == 0 && piece.bitOffset() == 0 && (end - bit) % Byte.SIZE == 0;
            parts.add(new Place.Part(source.place, (end - bit) / Byte.SIZE));
            bit = end;
        }
        if (bit < (long) size * Byte.SIZE) {
            missing.add(new Values.MissingPart(bit, (long) size * Byte.SIZE, Missing.OptimizedOut.INSTANCE));
        }
        Place place = bytesOnly ? new Place.Pieces(parts) : Place.Nowhere.INSTANCE;
        return Values.assembled(type, whole, missing, place);
    }

    private static void copyBits(byte[] from, long fromBit, byte[] to, long toBit, long count) {
        for (long i = 0; i < count; i++) {
            int source = (int) (fromBit + i);
            if (((from[source / Byte.SIZE] >> (source % Byte.SIZE)) & 1) != 0) {
                int target = (int) (toBit + i);
                to[target / Byte.SIZE] |= (byte) (1 << (target % Byte.SIZE));
            }
        }
    }
}
