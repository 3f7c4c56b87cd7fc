package dev.sonde.engine.variable;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.AttributeValue;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.expression.Evaluator;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import dev.sonde.debuginfo.dwarf.expression.UnavailableValueException;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.type.SubrangeBound;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.TypedefType;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds out the bounds of arrays that only a running function knows. Source: DWARF 5 sections 2.19 and 5.13. */
final class DynamicTypes {
    private final Surroundings surroundings;

    DynamicTypes(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The type with all bounds known that can be known here; a bound that cannot be known leaves none. */
    Type resolve(Type type) {
        return switch (type) {
            case Type.DynamicArrayType(Type element, Type.Bound bound) -> array(resolve(element), bound);
            case Type.ArrayType array
            when isDynamic(array.element()) ->
                new Type.ArrayType(resolve(array.element()), array.count(), array.lower(), array.vector());
            case Type.PointerType(Type target) when isDynamic(target) -> new Type.PointerType(resolve(target));
            case Type.ReferenceType(Type target, boolean rvalue)
            when isDynamic(target) -> new Type.ReferenceType(resolve(target), rvalue);
            case Type.QualifiedType qualified
            when isDynamic(qualified.base()) ->
                new Type.QualifiedType(
                        resolve(qualified.base()), qualified.isConst(), qualified.isVolatile(), qualified.extra());
            case TypedefType typedef when isDynamic(typedef.target()) -> resolve(typedef.target());
            default -> type;
        };
    }

    private static boolean isDynamic(Type type) {
        return switch (type) {
            case Type.DynamicArrayType _ -> true;
            case Type.ArrayType array -> isDynamic(array.element());
            case Type.PointerType(Type target) -> isDynamic(target);
            case Type.ReferenceType(Type target, boolean _) -> isDynamic(target);
            case Type.QualifiedType qualified -> isDynamic(qualified.base());
            case TypedefType typedef -> isDynamic(typedef.target());
            default -> false;
        };
    }

    private Type array(Type element, Type.Bound bound) {
        if (!(bound instanceof SubrangeBound(Die subrange))) {
            return new Type.ArrayType(element, -1);
        }
        long lower = number(subrange, DwAt.DW_AT_lower_bound).orElse(0);
        OptionalLong count = number(subrange, DwAt.DW_AT_count);
        OptionalLong upper = number(subrange, DwAt.DW_AT_upper_bound);
        if (count.isEmpty() && upper.isEmpty()) {
            return new Type.ArrayType(element, -1, lower, false);
        }
        long elements = count.isPresent() ? count.getAsLong() : upper.getAsLong() - lower + 1;
        boolean possible = elements >= 0 && (element.size() == 0 || elements <= Long.MAX_VALUE / element.size());
        return new Type.ArrayType(element, possible ? elements : -1, lower, false);
    }

    private OptionalLong number(Die subrange, int attribute) {
        Optional<AttributeValue> value = subrange.attribute(attribute);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return switch (value.get()) {
                case AttributeValue.Constant constant -> OptionalLong.of(constant.value());
                case AttributeValue.Exprloc(MemorySegment bytes) -> evaluate(subrange, bytes);
                case AttributeValue.Block(MemorySegment bytes) -> evaluate(subrange, bytes);
                default -> {
                    Optional<Die> variable = subrange.reference(attribute);
                    yield variable.isPresent()
                            ? OptionalLong.of(surroundings.number(variable.get()))
                            : OptionalLong.empty();
                }
            };
        } catch (UnavailableValueException | MemoryFaultException | FormatException e) {
            return OptionalLong.empty(); // an array of unknown length is what is left
        }
    }

    private OptionalLong evaluate(Die subrange, MemorySegment bytes) {
        Expression expression = Expression.of(bytes, subrange.unit().encoding());
        return OptionalLong.of(Evaluator.value(expression, new LocationContext(surroundings, subrange.unit())));
    }
}
