package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Sequences;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Child;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.Rendering.Part;
import dev.sonde.engine.value.Type;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Iterator;

/** Paths: a string, and a list of its components when there are several. */
final class Paths {
    private static final int KIND_MASK = 3;
    private static final int ROOT_NAME = 1;
    private static final int ROOT_DIRECTORY = 2;
    /** The number of components and how many there is room for. */
    private static final int LIST_HEADER = 2 * Integer.BYTES;

    private Paths() {}

    static Rendering path(ObjectView path) {
        long list = list(path);
        String kind = kind((int) list & KIND_MASK);
        return Rendering.of(
                        new Part.Text("filesystem::path "),
                        new Part.Natural(path.member("_M_pathname").value()),
                        new Part.Text(kind.isEmpty() ? "" : " [" + kind + "]"))
                .children(Layout.NAMED, () -> components(path, list));
    }

    private static long list(ObjectView path) {
        ObjectView owner = path.member("_M_cmpts", "_M_impl");
        return owner.rendering()
                .flatMap(pointer -> pointer.answer("get"))
                .map(pointer -> path.view(pointer).number())
                .orElseGet(() -> owner.unwrapped().number());
    }

    private static String kind(int bits) {
        return switch (bits) {
            case ROOT_NAME -> "root-name";
            case ROOT_DIRECTORY -> "root-directory";
            default -> "";
        };
    }

    private static Iterator<Child> components(ObjectView path, long list) {
        if ((list & KIND_MASK) != 0 || list == 0) {
            return Collections.emptyIterator();
        }
        Type component = path.value().type().unqualified();
        // A component is a path followed by its position in the whole.
        long each = component.size() + Long.BYTES;
        byte[] header = path.read(list, Integer.BYTES);
        int count = header.length < Integer.BYTES
                ? 0
                : ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt();
        Iterator<Long> numbers =
                java.util.stream.LongStream.range(0, Math.max(0, count)).iterator();
        return Sequences.map(numbers, index -> {
            ObjectView part = path.at(component, list + LIST_HEADER + index * each);
            String kind = kind((int) list(part) & KIND_MASK);
            return new Child(
                    "[" + (kind.isEmpty() ? index.toString() : kind) + "]",
                    part.member("_M_pathname").value());
        });
    }
}
