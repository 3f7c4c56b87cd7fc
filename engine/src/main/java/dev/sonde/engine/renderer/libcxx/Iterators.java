package dev.sonde.engine.renderer.libcxx;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.cxx.ElementIterators;
import dev.sonde.engine.renderer.cxx.NodeLists;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;

/** Iterators. */
final class Iterators {
    private static final String NODE = "__ptr_";

    private Iterators() {}

    static Rendering ofVector(ObjectView iterator) {
        return ElementIterators.pointer("std::vector", LibcxxRenderers.either(iterator, "__i_", "__i"));
    }

    static Rendering ofDeque(ObjectView iterator) {
        return ElementIterators.pointer("std::deque", iterator.member("__ptr_"));
    }

    static Rendering ofList(ObjectView iterator) {
        return ofNode(iterator, "std::list", NODE, NodeLists.LIST_NODE, iterator.argument(0));
    }

    static Rendering ofForwardList(ObjectView iterator) {
        return ofNode(iterator, "std::forward_list", NODE, NodeLists.FORWARD_NODE, nodeElement(iterator.argument(0)));
    }

    static Rendering ofTree(ObjectView iterator) {
        return ofNode(iterator, "associative container", NODE, Trees.NODE, value(iterator.argument(0)));
    }

    static Rendering ofHashTable(ObjectView iterator) {
        Type element = value(nodeElement(iterator.argument(0)));
        return ofNode(iterator, "unordered associative container", "__node_", HashTables.NODE, element);
    }

    private static Rendering ofNode(ObjectView iterator, String container, String pointer, int header, Type element) {
        long node = iterator.member(pointer).number();
        return ElementIterators.of(
                container, node, () -> iterator.behind(node + header, element).value());
    }

    /** One of a map has the iterator of its tree or table inside. */
    static Rendering ofMap(ObjectView iterator) {
        return iterator.member("__i_")
                .rendering()
                .orElseThrow(() -> new DebugException("The iterator inside is unknown"));
    }

    /** The type of the value in a node, which is the first argument of the node's template. */
    private static Type nodeElement(Type pointer) {
        if (pointer.unqualified() instanceof Type.PointerType(Type node)) {
            return ObjectView.argument(node, 0);
        }
        throw new DebugException("A " + pointer.name() + " is no pointer to a node");
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
        return ElementIterators.ofBit(
                iterator,
                iterator.member("__seg_").number(),
                iterator.member("__ctz_").number());
    }
}
