package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.cxx.SmartPointers;
import dev.sonde.engine.renderer.cxx.SmartPointers.Owners;
import dev.sonde.engine.value.Rendering;
import java.util.Optional;

/** Smart pointers. */
final class Pointers {
    private Pointers() {}

    static Rendering unique(ObjectView pointer) {
        ObjectView parts = pointer.member("_M_t");
        ObjectView tuple = parts.template().endsWith("tuple") ? parts : parts.member("_M_t");
        ObjectView held = Tuples.elements(tuple).stream()
                .findFirst()
                .orElseThrow(() -> new DebugException("A unique_ptr without a pointer"));
        return SmartPointers.unique(LibstdcxxRenderers.shown(pointer), pointer, held);
    }

    static Rendering shared(ObjectView pointer) {
        ObjectView counts = pointer.member("_M_refcount", "_M_pi");
        return SmartPointers.shared(
                LibstdcxxRenderers.shown(pointer),
                pointer,
                pointer.member("_M_ptr"),
                counts.number() == 0 ? Optional.empty() : Optional.of(owners(counts.target())));
    }

    private static Owners owners(ObjectView counts) {
        return new Owners(
                counts.member("_M_use_count").number(),
                counts.member("_M_weak_count").number());
    }
}
