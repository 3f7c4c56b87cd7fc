package dev.sonde.engine.expression;

import dev.sonde.engine.value.Member;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.StructBody;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.ArrayType;
import dev.sonde.engine.value.Type.PointerType;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Aggregate;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Values;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** {@code &array[1..3]}: parts of arrays, slices and strings as slices of their own. */
final class RustSlices {
    private static final String DATA = "data_ptr";
    private static final String LENGTH = "length";

    private final NameScope names;

    RustSlices(NameScope names) {
        this.names = names;
    }

    /** What a slice is made of. */
    private record Elements(StructType type, Type element, long address, long length) {}

    /**
     * A part of what {@code whole} consists of.
     *
     * @param from the first element; empty for the beginning
     * @param to behind the last element; empty for the end
     */
    Value slice(Value whole, Optional<Long> from, Optional<Long> to, Span span) {
        Elements all = elements(whole, span);
        long first = from.orElse(0L);
        long end = to.orElse(all.length());
        if (first < 0 || first > all.length()) {
            throw new EvaluationException("slice low bound out of range", span);
        }
        if (end < first || end > all.length()) {
            throw new EvaluationException("slice high bound out of range", span);
        }
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(all.address() + first * Arithmetic.step(all.element()))
                .putLong(end - first)
                .array();
        return Values.aggregate(all.type(), bytes, Place.Nowhere.INSTANCE);
    }

    private Elements elements(Value whole, Span span) {
        if (whole.type().unqualified() instanceof ArrayType array
                && whole.place() instanceof Place.InMemory(long address)) {
            return new Elements(sliceOf(array.element()), array.element(), address, array.count());
        }
        if (whole instanceof Aggregate object && object.type().unqualified() instanceof StructType type) {
            Optional<Value> data = member(object, type, DATA);
            Optional<Value> length = member(object, type, LENGTH);
            if (data.isPresent()
                    && length.isPresent()
                    && data.get() instanceof Scalar(Type pointer, long address, Place _)
                    && length.get() instanceof Scalar(Type _, long count, Place _)
                    && pointer.unqualified() instanceof PointerType(Type element)) {
                return new Elements(type, element, address, count);
            }
        }
        throw new EvaluationException("Can't take slice of \"" + whole.type().name() + "\"", span);
    }

    private static Optional<Value> member(Aggregate object, StructType type, String name) {
        return type.members().stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .map(member -> Values.member(object, member));
    }

    /** The program's own type, and where it has none, one like it. */
    private StructType sliceOf(Type element) {
        String tag = "&[" + element.name() + "]";
        return names.type("", tag)
                .map(Type::unqualified)
                .filter(StructType.class::isInstance)
                .map(StructType.class::cast)
                .orElseGet(() -> new StructType(
                        tag,
                        StructType.Kind.STRUCT,
                        tag,
                        2L * Long.BYTES,
                        true,
                        SourceLanguage.RUST,
                        () -> StructBody.of(List.of(
                                new Member(DATA, Types.pointerTo(element), 0),
                                new Member(
                                        LENGTH, RustTypes.named("usize").orElse(Types.UNSIGNED_LONG), Long.BYTES)))));
    }
}
