package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.cxx.ElementIterators;
import dev.sonde.engine.renderer.cxx.NodeLists;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Type;

/** Iterators, and references to bits. */
final class Iterators {
    private Iterators() {}

    static Rendering ofVector(ObjectView iterator) {
        return ElementIterators.pointer("std::vector", iterator.member("_M_current"));
    }

    static Rendering ofDeque(ObjectView iterator) {
        return ElementIterators.pointer("std::deque", iterator.member("_M_cur"));
    }

    static Rendering ofList(ObjectView iterator) {
        return ofNode(iterator, "std::list", "_M_node", NodeLists.LIST_NODE);
    }

    static Rendering ofForwardList(ObjectView iterator) {
        return ofNode(iterator, "std::forward_list", "_M_node", NodeLists.FORWARD_NODE);
    }

    static Rendering ofTree(ObjectView iterator) {
        return ofNode(iterator, "associative container", "_M_node", Trees.NODE);
    }

    static Rendering ofHashTable(ObjectView iterator) {
        return ofNode(iterator, "unordered associative container", "_M_cur", HashTables.NODE);
    }

    private static Rendering ofNode(ObjectView iterator, String container, String pointer, int header) {
        Type element = element(iterator);
        long node = iterator.member(pointer).number();
        return ElementIterators.of(
                container, node, () -> iterator.behind(node + header, element).value());
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

    static Rendering ofBits(ObjectView iterator) {
        return ElementIterators.ofBit(
                iterator,
                iterator.member("_M_p").number(),
                iterator.member("_M_offset").number());
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
