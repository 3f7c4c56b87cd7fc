package dev.sonde.engine.renderer;

import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Aggregate;
import dev.sonde.engine.value.Values;
import java.util.Arrays;
import java.util.Optional;

/** Compares the keys of containers with what users write between brackets. */
public final class Keys {
    private static final int MAX_TEXT = 1 << 16;

    private Keys() {}

    /** Whether a key is the one that is looked for: the same number, the same text, or the same bytes of one type. */
    public static boolean same(ObjectView key, ObjectView wanted) {
        Optional<byte[]> text = text(wanted);
        if (text.isPresent()) {
            return text(key).filter(known -> Arrays.equals(known, text.get())).isPresent();
        }
        return switch (wanted.value()) {
            case Value.Scalar number ->
                key.unwrapped().value() instanceof Value.Scalar known && known.bits() == number.bits();
            case Value.Floating number ->
                key.value() instanceof Value.Floating known && known.toDouble() == number.toDouble();
            case Aggregate object ->
                Types.same(object.type(), key.value().type())
                        && Arrays.equals(Values.toBytes(key.value()), object.bytes());
            default -> wanted.value().equals(key.value());
        };
    }

    /** The bytes of a text: of an array of characters, a pointer to them or a string; empty for what is none. */
    private static Optional<byte[]> text(ObjectView view) {
        if (view.value() instanceof Value.Scalar(Type type, long address, var _)
                && type.unqualified() instanceof Type.PointerType(Type target)) {
            return Types.character(target)
                    .filter(unit -> unit.size() == 1)
                    .map(_ -> untilZero(view.read(address, MAX_TEXT)));
        }
        if (view.value() instanceof Aggregate array && array.type().unqualified() instanceof Type.ArrayType type) {
            return Types.character(type.element()).isPresent()
                    ? Optional.of(untilZero(array.bytes()))
                    : Optional.empty();
        }
        return view.rendering()
                .map(Rendering::summary)
                .filter(parts -> parts.size() == 1)
                .flatMap(parts -> parts.getFirst() instanceof Rendering.Part.Characters characters
                        ? Optional.of(view.read(characters.address(), Math.clamp(characters.length(), 0, MAX_TEXT)))
                        : Optional.empty());
    }

    private static byte[] untilZero(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return Arrays.copyOf(bytes, end);
    }
}
