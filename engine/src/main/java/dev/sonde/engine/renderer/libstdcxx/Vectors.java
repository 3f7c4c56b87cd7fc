package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Sequences;
import dev.sonde.engine.renderer.cxx.BitSets;
import dev.sonde.engine.renderer.cxx.ElementRows;
import dev.sonde.engine.value.Rendering;

/** Elements or bits in a row. */
final class Vectors {
    private Vectors() {}

    static Rendering vector(ObjectView vector) {
        ObjectView impl = vector.member("_M_impl");
        return ElementRows.isOfBits(vector)
                ? bits(vector, impl)
                : ElementRows.vector(
                        LibstdcxxRenderers.shown(vector),
                        vector,
                        impl.member("_M_start").number(),
                        impl.member("_M_finish").number(),
                        impl.member("_M_end_of_storage").number());
    }

    private static Rendering bits(ObjectView vector, ObjectView impl) {
        ObjectView first = impl.member("_M_start", "_M_p");
        long start = first.number();
        long wordBits = first.pointed().size() * Byte.SIZE;
        long finish = impl.member("_M_finish", "_M_p").number();
        long words = Sequences.count(first.pointed(), start, finish);
        long length = wordBits * words + impl.member("_M_finish", "_M_offset").number();
        long capacity = wordBits
                * Sequences.count(
                        first.pointed(), start, impl.member("_M_end_of_storage").number());
        return ElementRows.bits(LibstdcxxRenderers.shown(vector), vector, start, length, capacity);
    }

    static Rendering array(ObjectView array) {
        return ElementRows.array(array.member("_M_elems"));
    }

    static Rendering span(ObjectView span) {
        long extent = ElementRows.extent(span);
        return ElementRows.span(
                LibstdcxxRenderers.shown(span),
                span,
                span.member("_M_ptr"),
                extent == -1 ? span.member("_M_extent", "_M_extent_value").number() : extent);
    }

    static Rendering initializerList(ObjectView list) {
        // The class is in no namespace of a version, so that libc++'s comes here too.
        return ElementRows.span(
                LibstdcxxRenderers.shown(list),
                list,
                list.find("_M_array").orElseGet(() -> list.member("__begin_")),
                list.find("_M_len").orElseGet(() -> list.member("__size_")).number());
    }

    static Rendering bitset(ObjectView bitset) {
        return BitSets.of(LibstdcxxRenderers.shown(bitset), bitset, bitset.find("_M_w"));
    }
}
