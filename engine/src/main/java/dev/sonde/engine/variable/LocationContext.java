package dev.sonde.engine.variable;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.LocationListEntry;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.debuginfo.dwarf.expression.BaseType;
import dev.sonde.debuginfo.dwarf.expression.EvaluationContext;
import dev.sonde.debuginfo.dwarf.expression.Evaluator;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import dev.sonde.debuginfo.dwarf.expression.UnavailableValueException;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterFile;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** What the expressions of one unit may ask of a frame, or of a whole process where there is none. */
final class LocationContext implements EvaluationContext {
    private final Surroundings surroundings;
    private final Unit unit;

    LocationContext(Surroundings surroundings, Unit unit) {
        this.surroundings = surroundings;
        this.unit = unit;
    }

    private Frame frame() {
        Frame frame = surroundings.frame();
        if (frame == null) {
            throw new UnavailableValueException("no frame is selected");
        }
        return frame;
    }

    @Override
    public long register(int number) {
        OptionalLong unwound = frame().register(number);
        if (unwound.isPresent()) {
            return unwound.getAsLong();
        }
        OptionalLong kept = surroundings.keptRegister(number, unit);
        if (kept.isPresent()) {
            return kept.getAsLong();
        }
        return registers().readLong(available(number));
    }

    @Override
    public byte[] registerBytes(int number, int size) {
        Optional<Register> register = surroundings.register(number);
        OptionalLong kept = surroundings.keptRegister(number, unit);
        if (register.isEmpty() && kept.isPresent()) {
            return EvaluationContext.super.registerBytes(number, size);
        }
        return Arrays.copyOf(registers().readBytes(available(number)), size);
    }

    private RegisterFile registers() {
        return frame().registers().file();
    }

    private Register available(int number) {
        return surroundings
                .register(number)
                .orElseThrow(() -> new UnavailableValueException("register " + number + " is not saved"));
    }

    @Override
    public byte[] readMemory(long address, int size) {
        Optional<Memory> memory = surroundings.memory();
        if (memory.isEmpty()) {
            throw new UnavailableValueException("there is no memory");
        }
        return memory.get().readBytes(address, size);
    }

    @Override
    public long relocate(long fileAddress) {
        return surroundings.module().toProcess(fileAddress);
    }

    @Override
    public long cfa() {
        OptionalLong cfa = frame().cfa();
        if (cfa.isEmpty()) {
            throw new UnavailableValueException("the frame has no CFA");
        }
        return cfa.getAsLong();
    }

    @Override
    public long frameBase() {
        Frame frame = frame();
        Die function = frame.outermostFunction()
                .orElseThrow(() -> new UnavailableValueException("the function has no description"));
        long pc = surroundings.module().toFile(frame.lookupAddress());
        for (LocationListEntry entry : function.locations(DwAt.DW_AT_frame_base)) {
            if (entry.contains(pc)) {
                return Evaluator.value(
                        Expression.of(entry.expression(), function.unit().encoding()),
                        new LocationContext(surroundings, function.unit()));
            }
        }
        throw new UnavailableValueException("the function has no frame base");
    }

    @Override
    public long tlsAddress(long offset) {
        return surroundings.threadLocal(offset);
    }

    @Override
    public Optional<Expression> locationOfUnitEntry(long unitOffset) {
        return location(unit.die(unit.offset() + unitOffset));
    }

    @Override
    public Optional<Expression> locationOfEntry(long sectionOffset) {
        return location(unit.dwarf().die(sectionOffset));
    }

    private static Optional<Expression> location(Die die) {
        return die.expression(DwAt.DW_AT_location)
                .map(bytes -> Expression.of(bytes, die.unit().encoding()));
    }

    @Override
    public long entryValue(Expression expression) {
        return CallSite.of(surroundings, frame()).valueOf(expression, surroundings.callsOut());
    }

    @Override
    public long parameterReference(long unitOffset) {
        return CallSite.of(surroundings, frame())
                .valueOf(unit.die(unit.offset() + unitOffset), surroundings.callsOut());
    }

    @Override
    public long variableValue(long sectionOffset) {
        Die variable = unit.dwarf().die(sectionOffset);
        return surroundings.number(variable);
    }

    @Override
    public long addressAt(long index) {
        return unit.addressAt(index);
    }

    @Override
    public BaseType baseType(long unitOffset) {
        Die type = unit.die(unit.offset() + unitOffset);
        return new BaseType((int) type.constant(DwAt.DW_AT_encoding).orElse(0), (int)
                type.constant(DwAt.DW_AT_byte_size).orElse(0));
    }
}
