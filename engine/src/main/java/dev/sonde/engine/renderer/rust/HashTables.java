package dev.sonde.engine.renderer.rust;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.renderer.Keys;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Sequences;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** hashbrown's tables: a byte of control for each slot, and the elements before them, the first one last. */
final class HashTables {
    private HashTables() {}

    static Rendering map(ObjectView map) {
        ObjectView table = map.member("base", "table");
        return sized(Rendering.text("HashMap(size=" + size(table) + ")"), table)
                .elements(
                        Layout.MAP,
                        () -> Sequences.alternating(
                                elements(table),
                                pair -> pair.member("__0").value(),
                                pair -> pair.member("__1").value()))
                .index(key -> find(table, table.view(key)));
    }

    static Rendering set(ObjectView set) {
        ObjectView table = set.member("base", "map", "table");
        return sized(Rendering.text("HashSet(size=" + size(table) + ")"), table)
                .elements(
                        Layout.ARRAY,
                        () -> Sequences.map(
                                elements(table), pair -> pair.member("__0").value()));
    }

    private static long size(ObjectView table) {
        return table.member("table", "items").number();
    }

    private static Rendering sized(Rendering rendering, ObjectView table) {
        return rendering
                .answers("len", () -> ObjectView.size(size(table)))
                .answers("is_empty", () -> ObjectView.truth(size(table) == 0));
    }

    private static Optional<Value> find(ObjectView table, ObjectView wanted) {
        for (Iterator<ObjectView> pairs = elements(table); pairs.hasNext(); ) {
            ObjectView pair = pairs.next();
            if (Keys.same(pair.member("__0"), wanted)) {
                return Optional.of(pair.member("__1").value());
            }
        }
        return Optional.empty();
    }

    private static Iterator<ObjectView> elements(ObjectView table) {
        Type pair = table.argument(0);
        long control = table.member("table", "ctrl").unwrapped().number();
        long slots = table.member("table", "bucket_mask").number() + 1;
        return Sequences.atMost(
                size(table),
                Sequences.map(
                        new Full(table, control, slots), slot -> table.at(pair, control - (slot + 1) * pair.size())));
    }

    /** The numbers of the slots that are in use. */
    private static final class Full implements Iterator<Long> {
        private static final int CHUNK = 256;

        private final ObjectView view;
        private final long control;
        private final long slots;
        private byte[] chunk = new byte[0];
        private long chunkStart;
        private long at;

        Full(ObjectView view, long control, long slots) {
            this.view = view;
            this.control = control;
            this.slots = slots;
        }

        @Override
        public boolean hasNext() {
            while (at < slots) {
                if (at >= chunkStart + chunk.length) {
                    chunkStart = at;
                    chunk = view.read(control + at, (int) Math.min(CHUNK, slots - at));
                    if (chunk.length == 0) {
                        throw new DebugException("Cannot access memory at address 0x" + Long.toHexString(control + at));
                    }
                    if (Thread.currentThread().isInterrupted()) {
                        throw new DebugException("Quit");
                    }
                }
                if (chunk[(int) (at - chunkStart)] >= 0) {
                    return true;
                }
                at++;
            }
            return false;
        }

        @Override
        public Long next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return at++;
        }
    }
}
