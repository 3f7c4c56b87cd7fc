package dev.sonde.engine.syscall;

import dev.sonde.engine.syscall.ParameterType.Direction;
import dev.sonde.engine.syscall.ParameterType.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arguments as text, by what their parameters declare. */
final class Arguments {
    /** How many elements of an array are shown before {@code ...}. */
    private static final int LIMIT = 32;

    private Arguments() {}

    /** The texts of all arguments; empty texts for those that the call does not use. */
    static List<String> all(Call call) {
        List<SyscallParameter> parameters = call.signature().parameters();
        var texts = new ArrayList<String>(parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            texts.add(one(call, parameters.get(i).type(), i));
        }
        return texts;
    }

    /** The text of the argument at {@code index}. */
    static String one(Call call, ParameterType type, int index) {
        long value = call.argument(index);
        // What the call read is shown as it was: memory may have changed meanwhile.
        if (call.isReturned() && type.direction() == Direction.IN) {
            return call.textAtEntry(index);
        }
        if (type.shape() == Shape.VALUE) {
            Scalar scalar = Scalars.named(type.name());
            if (scalar != null) {
                return scalar.text(value);
            }
            if (type.name().equals("unused")) {
                return "";
            }
        }
        if (type.direction() == Direction.IN_OUT && call.isReturned()) {
            return changed(call, type, index);
        }
        return type.direction() == Direction.OUT && !call.succeeded()
                ? Scalars.pointer(value)
                : pointed(call, type, value);
    }

    /** The text of what {@code address} points to; the address itself where it cannot be read. */
    static String pointed(Call call, ParameterType type, long address) {
        if (address == 0) {
            return "NULL";
        }
        PointedFormat format = Pointed.named(type.name());
        long count = type.shape() == Shape.ARRAY ? call.count(type.count()) : 0;
        String text;
        if (format != null) {
            text = format.format(call, address, count);
        } else {
            ElementFormat element = element(type);
            text = type.shape() == Shape.ARRAY ? array(call, element, address, count) : single(call, element, address);
        }
        return text == null ? Scalars.pointer(address) : text;
    }

    private static ElementFormat element(ParameterType type) {
        ElementFormat element = Structs.element(type.name());
        if (element == null) {
            throw new IllegalStateException("no type " + type);
        }
        return element;
    }

    private static @Nullable String single(Call call, ElementFormat element, long address) {
        byte[] bytes = call.memory().bytes(address, element.size());
        if (bytes == null) {
            return null;
        }
        String text = element.format(call, bytes, 0);
        return element instanceof Scalar ? "[" + text + "]" : text;
    }

    static @Nullable String array(Call call, ElementFormat element, long address, long count) {
        if (count < 0) {
            return null;
        }
        var text = new StringBuilder("[");
        for (int i = 0; i < Math.min(count, LIMIT); i++) {
            long at = address + (long) i * element.size();
            byte[] bytes = call.memory().bytes(at, element.size());
            if (bytes == null) {
                // The first element decides whether there is an array at all.
                return i == 0
                        ? null
                        : text.append(", ... /* ")
                                .append(Scalars.pointer(at))
                                .append(" */]")
                                .toString();
            }
            text.append(i == 0 ? "" : ", ").append(element.format(call, bytes, 0));
        }
        return text.append(count > LIMIT ? ", ...]" : "]").toString();
    }

    private static String changed(Call call, ParameterType type, int index) {
        String before = call.textAtEntry(index);
        if (!call.succeeded()) {
            return before;
        }
        String after = pointed(call, type, call.argument(index));
        if (after.equals(before) || !before.startsWith("[")) {
            return after;
        }
        return type.name().equals("off")
                ? before + " => " + after
                : before.substring(0, before.length() - 1) + " => " + after.substring(1);
    }
}
