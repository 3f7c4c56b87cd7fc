package dev.sonde.engine.renderer.libcxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.cxx.SmartPointers;
import dev.sonde.engine.renderer.cxx.SmartPointers.Owners;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.StructType;
import java.util.Optional;

/** Smart pointers. */
final class Pointers {
    private Pointers() {}

    static Rendering unique(ObjectView pointer) {
        ObjectView member = pointer.member("__ptr_");
        ObjectView held = member.type() instanceof StructType ? LibcxxRenderers.first(firstElement(member)) : member;
        return SmartPointers.unique(LibcxxRenderers.shown(pointer), pointer, held);
    }

    /** The base that holds the pointer comes before the one that holds the deleter. */
    private static ObjectView firstElement(ObjectView pair) {
        return pair.struct().bases().isEmpty() ? pair : pair.base(0);
    }

    static Rendering shared(ObjectView pointer) {
        ObjectView counts = pointer.member("__cntrl_");
        return SmartPointers.shared(
                LibcxxRenderers.shown(pointer),
                pointer,
                pointer.member("__ptr_"),
                counts.number() == 0 ? Optional.empty() : Optional.of(owners(counts.target())));
    }

    /** Both counts are kept one too low. */
    private static Owners owners(ObjectView counts) {
        return new Owners(
                counts.member("__shared_owners_").number() + 1,
                counts.member("__shared_weak_owners_").number() + 1);
    }
}
