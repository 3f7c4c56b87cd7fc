package dev.sonde.engine.renderer.libcxx;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Part;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.Optional;
import java.util.function.Supplier;

/** Iterators are written as what they point to. */
final class Iterators {
    private Iterators() {}

    static Rendering ofVector(ObjectView iterator) {
        ObjectView pointer = iterator.find("__i_").orElseGet(() -> iterator.member("__i"));
        return of(pointer.number(), "std::vector", () -> pointer.target().value());
    }

    static Rendering ofDeque(ObjectView iterator) {
        ObjectView pointer = iterator.member("__ptr_");
        return of(pointer.number(), "std::deque", () -> pointer.target().value());
    }

    static Rendering ofList(ObjectView iterator) {
        Type element = iterator.argument(0);
        long node = iterator.member("__ptr_").number();
        return of(
                node,
                "std::list",
                () -> iterator.at(element, ObjectView.aligned(node + Linked.LIST_NODE, element))
                        .value());
    }

    static Rendering ofForwardList(ObjectView iterator) {
        Type element = nodeElement(iterator.argument(0));
        long node = iterator.member("__ptr_").number();
        return of(
                node,
                "std::forward_list",
                () -> iterator.at(element, ObjectView.aligned(node + Linked.FORWARD_NODE, element))
                        .value());
    }

    /** The type of the value in a node, which is the first argument of the node's template. */
    private static Type nodeElement(Type pointer) {
        if (pointer.unqualified() instanceof Type.PointerType(Type node)) {
            return ObjectView.argument(node, 0);
        }
        throw new DebugException("A " + pointer.name() + " is no pointer to a node");
    }

    static Rendering ofMap(ObjectView iterator) {
        return iterator.member("__i_")
                .rendering()
                .orElseThrow(() -> new DebugException("The tree's iterator is unknown"));
    }

    static Rendering ofTree(ObjectView iterator) {
        Type element = value(iterator.argument(0));
        long node = iterator.member("__ptr_").number();
        return node == 0
                ? Rendering.text("non-dereferenceable iterator for associative container")
                : of(
                        node,
                        "",
                        () -> iterator.at(element, Trees.value(node, element)).value());
    }

    static Rendering ofHashMap(ObjectView iterator) {
        return iterator.member("__i_")
                .rendering()
                .orElseThrow(() -> new DebugException("The table's iterator is unknown"));
    }

    static Rendering ofHashTable(ObjectView iterator) {
        Type element = value(nodeElement(iterator.argument(0)));
        long node = iterator.member("__node_").number();
        return node == 0
                ? Rendering.text("non-dereferenceable iterator for unordered associative container")
                : of(
                        node,
                        "",
                        () -> iterator.at(element, ObjectView.aligned(node + Linked.HASH_NODE, element))
                                .value());
    }

    /** The pair inside of what maps keep in their nodes. */
    private static Type value(Type stored) {
        boolean wrapped = stored.unqualified() instanceof StructType struct
                && (struct.tag().startsWith("std::__1::__value_type<")
                        || struct.tag().startsWith("std::__1::__hash_value_type<"));
        return wrapped
                ? ((StructType) stored.unqualified())
                        .members().stream()
                                .filter(member -> !member.isStatic())
                                .findFirst()
                                .map(member -> member.type())
                                .orElse(stored)
                : stored;
    }

    static Rendering ofBits(ObjectView iterator) {
        long word = iterator.member("__seg_").number();
        if (word == 0) {
            return Rendering.text("non-dereferenceable iterator for std::vector<bool>");
        }
        long offset = iterator.member("__ctz_").number();
        Value value = ObjectView.truth((iterator.word(word) >>> offset & 1) != 0);
        return Rendering.as(value).pointsTo(() -> Optional.of(value));
    }

    private static Rendering of(long node, String container, Supplier<Value> element) {
        if (node == 0) {
            return Rendering.text("non-dereferenceable iterator for " + container);
        }
        Value value = element.get();
        return Rendering.of(new Part.Natural(value)).pointsTo(() -> Optional.of(value));
    }
}
