package dev.sonde.engine.renderer.rust;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.renderer.Keys;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Sequences;
import dev.sonde.engine.value.Member;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Trees of nodes with up to eleven elements each. */
final class BTrees {
    private static final int MAX_HEIGHT = 64;
    private static final int MAX_ELEMENTS = 11;

    private BTrees() {}

    /** An element of a node: where its key and its value are. */
    private record Slot(long key, long value) {}

    static Rendering set(ObjectView set) {
        ObjectView map = set.member("map");
        long size = map.member("length").number();
        Type key = map.argument(0);
        return sized(Rendering.text("BTreeSet(size=" + size + ")"), size)
                .elements(
                        Layout.ARRAY,
                        () -> Sequences.map(
                                slots(map), slot -> map.at(key, slot.key).value()));
    }

    static Rendering map(ObjectView map) {
        long size = map.member("length").number();
        Type key = map.argument(0);
        Type value = map.argument(1);
        return sized(Rendering.text("BTreeMap(size=" + size + ")"), size)
                .elements(Layout.MAP, () -> {
                    Iterator<Slot> slots = slots(map);
                    return Sequences.alternating(
                            slots,
                            slot -> map.at(key, slot.key).value(),
                            slot -> map.at(value, slot.value).value());
                })
                .index(wanted -> find(map, key, value, map.view(wanted)));
    }

    private static Optional<Value> find(ObjectView map, Type key, Type value, ObjectView wanted) {
        for (Iterator<Slot> slots = slots(map); slots.hasNext(); ) {
            Slot slot = slots.next();
            if (Keys.same(map.at(key, slot.key), wanted)) {
                return Optional.of(map.at(value, slot.value).value());
            }
        }
        return Optional.empty();
    }

    private static Rendering sized(Rendering tree, long size) {
        return tree.answers("len", () -> ObjectView.size(size)).answers("is_empty", () -> ObjectView.truth(size == 0));
    }

    private static Iterator<Slot> slots(ObjectView map) {
        long size = map.member("length").number();
        if (size == 0) {
            return Sequences.atMost(0, new Walk(map, 0, 0));
        }
        ObjectView option = map.member("root");
        ObjectView root = option.as(present(option));
        ObjectView node = root.member("node");
        long height = root.member("height").number();
        if (height < 0 || height > MAX_HEIGHT) {
            throw new DebugException("The tree cannot have a height of " + height);
        }
        return Sequences.atMost(
                size, new Walk(node.unwrapped(), height, node.unwrapped().number()));
    }

    /** What an option holds when it holds something; its template argument stands at its variants. */
    private static Type present(ObjectView option) {
        return option.struct().body().variants().stream()
                .flatMap(part -> part.variants().stream())
                .map(variant -> variant.member().type().unqualified())
                .filter(StructType.class::isInstance)
                .flatMap(variant -> ((StructType) variant).members().stream())
                .filter(member -> member.name().equals("__0"))
                .findFirst()
                .map(Member::type)
                .orElseThrow(() -> new DebugException("The root of the tree is unknown"));
    }

    /** The elements in the order of their keys. */
    private static final class Walk implements Iterator<Slot> {
        /** A node on the way down, and how many of its elements were visited. */
        private static final class Level {
            private final ObjectView node;
            private final long height;
            private final int length;
            private int next;

            Level(ObjectView node, long height) {
                this.node = node;
                this.height = height;
                length = (int) node.member("len").number();
                if (length > MAX_ELEMENTS) {
                    throw new DebugException("The node at 0x" + Long.toHexString(node.address()) + " is damaged");
                }
            }
        }

        private final ObjectView pointer;
        private final Deque<Level> path = new ArrayDeque<>();

        Walk(ObjectView pointer, long height, long address) {
            this.pointer = pointer;
            if (address != 0) {
                descend(address, height);
            }
        }

        private void descend(long address, long height) {
            long at = address;
            for (long left = height; left >= 0; left--) {
                Level level = new Level(pointer.at(pointer.pointed(), at), left);
                path.push(level);
                if (left > 0) {
                    at = child(level, 0);
                }
            }
        }

        /** The children stand behind what all nodes have. */
        private static long child(Level level, int index) {
            return level.node.word(level.node.address() + level.node.type().size() + (long) index * Long.BYTES);
        }

        @Override
        public boolean hasNext() {
            while (!path.isEmpty() && path.peek().next >= path.peek().length) {
                path.pop();
            }
            return !path.isEmpty();
        }

        @Override
        public Slot next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Level level = path.element();
            int index = level.next++;
            if (level.height > 0) {
                descend(child(level, index + 1), level.height - 1);
            }
            return new Slot(slot(level, "keys", index), slot(level, "vals", index));
        }

        private static long slot(Level level, String member, int index) {
            ObjectView array = level.node.member(member);
            return array.address() + index * (array.type().size() / MAX_ELEMENTS);
        }
    }
}
