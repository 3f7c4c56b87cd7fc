package dev.sonde.engine.syscall;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A structure that {@code structs.txt} declares field by field. */
final class StructFields implements ElementFormat {
    /**
     * @param width in bytes, 0 for the type's own
     * @param count the number of elements of an array, 0 for a single value
     */
    private record Field(String name, ParameterType type, int offset, int width, int count) {}

    private final int size;
    private final List<Field> fields;
    private final boolean hasMore;

    private StructFields(int size, List<Field> fields, boolean hasMore) {
        this.size = size;
        this.fields = fields;
        this.hasMore = hasMore;
    }

    /** Parses a line of {@code structs.txt} after its name. */
    static StructFields parse(List<String> words) {
        var fields = new ArrayList<Field>();
        boolean hasMore = false;
        for (String word : words.subList(1, words.size())) {
            if (word.equals("...")) {
                hasMore = true;
            } else {
                fields.add(field(word));
            }
        }
        return new StructFields(Integer.parseInt(words.getFirst()), fields, hasMore);
    }

    private static Field field(String word) {
        int at = word.indexOf('@');
        SyscallParameter parameter = SyscallParameter.parse(word.substring(0, at));
        String place = word.substring(at + 1);
        int times = place.indexOf('x');
        int count = times < 0 ? 0 : Integer.parseInt(place.substring(times + 1));
        place = times < 0 ? place : place.substring(0, times);
        int dot = place.indexOf('.');
        int width = dot < 0 ? 0 : Integer.parseInt(place.substring(dot + 1));
        int offset = Integer.parseInt(dot < 0 ? place : place.substring(0, dot));
        return new Field(parameter.name(), parameter.type(), offset, width, count);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String format(Call call, byte[] bytes, int offset) {
        var text = new StringBuilder("{");
        for (Field field : fields) {
            text.append(text.length() == 1 ? "" : ", ").append(field.name()).append('=');
            text.append(value(call, field, bytes, offset + field.offset()));
        }
        return text.append(hasMore ? ", ...}" : "}").toString();
    }

    private static String value(Call call, Field field, byte[] bytes, int offset) {
        if (field.type().name().equals("chars")) {
            return characters(bytes, offset, field.width());
        }
        if (field.type().shape() == ParameterType.Shape.POINTER) {
            return Arguments.pointed(call, field.type(), TracedMemory.int64(bytes, offset));
        }
        ElementFormat format = element(field);
        if (field.count() == 0) {
            return format.format(call, bytes, offset);
        }
        var texts = new ArrayList<String>();
        for (int i = 0; i < field.count(); i++) {
            texts.add(format.format(call, bytes, offset + i * format.size()));
        }
        return "[" + String.join(", ", texts) + "]";
    }

    private static ElementFormat element(Field field) {
        @Nullable ElementFormat format = Structs.element(field.type().name());
        if (format == null) {
            throw new IllegalStateException("no type " + field.type() + " for the field " + field.name());
        }
        return format instanceof Scalar scalar && field.width() != 0 ? scalar.withSize(field.width()) : format;
    }

    private static String characters(byte[] bytes, int offset, int width) {
        int length = 0;
        while (length < width && bytes[offset + length] != 0) {
            length++;
        }
        return Quoted.whole(bytes, offset, length);
    }
}
