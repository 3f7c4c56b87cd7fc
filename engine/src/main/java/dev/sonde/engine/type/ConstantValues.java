package dev.sonde.engine.type;

import dev.sonde.debuginfo.dwarf.AttributeValue;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The values that entries themselves have. Source: DWARF 5 section 4.1 item 10. */
public final class ConstantValues {
    private ConstantValues() {}

    /** The value of {@code DW_AT_const_value}; empty when the entry has none, or one that does not fit its type. */
    public static Optional<Value> of(Die die, Type type, Place place) {
        Type plain = type.unqualified();
        int size = (int) plain.size();
        return die.inherited(DwAt.DW_AT_const_value).flatMap(value -> switch (value) {
            case AttributeValue.Constant(long number, int _)
            when size > 0 && size <= Long.BYTES ->
                Optional.of(Values.fromBytes(type, littleEndian(number, size), 0, place));
            case AttributeValue.Constant(long number, int _)
            when size > 0 -> {
                byte[] bytes = Arrays.copyOf(littleEndian(number, Long.BYTES), size);
                if (number < 0) {
                    Arrays.fill(bytes, Long.BYTES, size, (byte) -1);
                }
                yield Optional.of(Values.fromBytes(type, bytes, 0, place));
            }
            case AttributeValue.Block(MemorySegment bytes) ->
                ofBytes(bytes.toArray(ValueLayout.JAVA_BYTE), type, place);
            case AttributeValue.Text(String text) ->
                ofBytes((text + "\0").getBytes(StandardCharsets.UTF_8), type, place);
            default -> Optional.empty();
        });
    }

    private static Optional<Value> ofBytes(byte[] bytes, Type type, Place place) {
        return bytes.length >= type.size() && type.size() > 0
                ? Optional.of(Values.fromBytes(type, bytes, 0, place))
                : Optional.empty();
    }

    private static byte[] littleEndian(long number, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (number >>> (i * Byte.SIZE));
        }
        return bytes;
    }
}
