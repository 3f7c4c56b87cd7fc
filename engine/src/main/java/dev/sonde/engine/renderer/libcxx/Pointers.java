package dev.sonde.engine.renderer.libcxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Child;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.Value;
import java.util.List;
import java.util.Optional;

/** Smart pointers. */
final class Pointers {
    private Pointers() {}

    static Rendering unique(ObjectView pointer) {
        ObjectView member = pointer.member("__ptr_");
        ObjectView held = member.type() instanceof dev.sonde.engine.value.StructType
                ? LibcxxRenderers.first(firstElement(member))
                : member;
        return of(LibcxxRenderers.shown(pointer) + "<" + pointer.argument(0).name() + ">", held);
    }

    /** The base that holds the pointer comes before the one that holds the deleter. */
    private static ObjectView firstElement(ObjectView pair) {
        return pair.struct().bases().isEmpty() ? pair : pair.base(0);
    }

    static Rendering shared(ObjectView pointer) {
        ObjectView held = pointer.member("__ptr_");
        ObjectView counts = pointer.member("__cntrl_");
        String state = "empty";
        if (counts.number() != 0) {
            // Both counts are kept one too low.
            long uses = counts.target().member("__shared_owners_").number() + 1;
            long weak = counts.target().member("__shared_weak_owners_").number();
            state = uses == 0 ? "expired, weak count " + (weak + 1) : "use count " + uses + ", weak count " + weak;
        }
        return of(LibcxxRenderers.shown(pointer) + "<" + pointer.argument(0).name() + "> (" + state + ")", held);
    }

    private static Rendering of(String summary, ObjectView held) {
        boolean valid = held.number() != 0;
        return Rendering.text(summary)
                .children(
                        Layout.NAMED,
                        () -> List.of(new Child("get()", held.value())).iterator())
                .pointsTo(() -> valid ? Optional.of(held.target().value()) : Optional.empty())
                .index(index -> index instanceof Value.Scalar number && valid
                        ? Optional.of(held.at(
                                        held.pointed(),
                                        held.number()
                                                + number.bits() * held.pointed().size())
                                .value())
                        : Optional.empty())
                .answers("get", held::value);
    }
}
