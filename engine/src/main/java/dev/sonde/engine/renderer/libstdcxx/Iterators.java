package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Part;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.Optional;
import java.util.function.LongFunction;

/** Iterators are written as what they point to. */
final class Iterators {
    private Iterators() {}

    static Rendering ofVector(ObjectView iterator) {
        ObjectView pointer = iterator.member("_M_current");
        return of(pointer.number(), "std::vector", _ -> pointer.target().value());
    }

    static Rendering ofDeque(ObjectView iterator) {
        ObjectView pointer = iterator.member("_M_cur");
        return of(pointer.number(), "std::deque", _ -> pointer.target().value());
    }

    static Rendering ofList(ObjectView iterator) {
        return ofNode(iterator, "std::list", Lists.LIST_NODE);
    }

    static Rendering ofForwardList(ObjectView iterator) {
        return ofNode(iterator, "std::forward_list", Lists.FORWARD_NODE);
    }

    private static Rendering ofNode(ObjectView iterator, String container, int header) {
        Type element = element(iterator);
        return of(
                iterator.member("_M_node").number(),
                container,
                node -> iterator.at(element, ObjectView.aligned(node + header, element))
                        .value());
    }

    /** The compiler leaves the arguments of some templates out. */
    private static Type element(ObjectView iterator) {
        return iterator.arguments().isEmpty()
                ? iterator.nested("pointer")
                        .map(Type::unqualified)
                        .filter(Type.PointerType.class::isInstance)
                        .map(pointer -> ((Type.PointerType) pointer).target())
                        .orElseThrow(() -> new DebugException("What the iterator points to is unknown"))
                : iterator.argument(0);
    }

    static Rendering ofTree(ObjectView iterator) {
        Type element = element(iterator);
        long node = iterator.member("_M_node").number();
        return node == 0
                ? Rendering.text("non-dereferenceable iterator for associative container")
                : of(
                        node,
                        "",
                        _ -> iterator.at(element, Trees.value(node, element)).value());
    }

    static Rendering ofHashTable(ObjectView iterator) {
        Type element = element(iterator);
        long node = iterator.member("_M_cur").number();
        return node == 0
                ? Rendering.text("non-dereferenceable iterator for unordered associative container")
                : of(
                        node,
                        "",
                        _ -> iterator.at(element, HashTables.value(node, element))
                                .value());
    }

    private static Rendering of(long node, String container, LongFunction<Value> element) {
        if (node == 0) {
            return Rendering.text("non-dereferenceable iterator for " + container);
        }
        Value value = element.apply(node);
        return Rendering.of(new Part.Natural(value)).pointsTo(() -> Optional.of(value));
    }

    static Rendering ofBits(ObjectView iterator) {
        long word = iterator.member("_M_p").number();
        return word == 0
                ? Rendering.text("non-dereferenceable iterator for std::vector<bool>")
                : bit(iterator, word, iterator.member("_M_offset").number());
    }

    private static Rendering bit(ObjectView view, long word, long offset) {
        Value value = ObjectView.truth((view.word(word) >>> offset & 1) != 0);
        return Rendering.as(value).pointsTo(() -> Optional.of(value));
    }

    /** A reference to one bit, which is kept as a mask. */
    static Rendering bit(ObjectView reference) {
        long word = reference.member("_M_p").number();
        return word == 0
                ? Rendering.text("invalid std::vector<bool>::reference")
                : Rendering.as(ObjectView.truth(
                        (reference.word(word) & reference.member("_M_mask").number()) != 0));
    }
}
