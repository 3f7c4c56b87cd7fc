package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Child;
import dev.sonde.engine.value.Rendering.Layout;
import java.util.List;
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
        return of("std::unique_ptr<" + pointer.argument(0).name() + ">", held, held.number() != 0);
    }

    static Rendering shared(ObjectView pointer) {
        ObjectView held = pointer.member("_M_ptr");
        ObjectView counts = pointer.member("_M_refcount", "_M_pi");
        String state = "empty";
        if (counts.number() != 0) {
            long uses = counts.target().member("_M_use_count").number();
            long weak = counts.target().member("_M_weak_count").number();
            state = uses == 0 ? "expired, weak count " + weak : "use count " + uses + ", weak count " + (weak - 1);
        }
        String name =
                LibstdcxxRenderers.shown(pointer) + "<" + pointer.argument(0).name() + ">";
        Rendering rendering = of(name + " (" + state + ")", held, held.number() != 0);
        return counts.number() == 0
                ? rendering
                : rendering.answers(
                        "use_count",
                        () -> counts.target().member("_M_use_count").value());
    }

    private static Rendering of(String summary, ObjectView held, boolean valid) {
        return Rendering.text(summary)
                .children(
                        Layout.NAMED,
                        () -> List.of(new Child("get()", held.value())).iterator())
                .pointsTo(() -> valid ? Optional.of(held.target().value()) : Optional.empty())
                .index(index -> index instanceof dev.sonde.engine.value.Value.Scalar number && valid
                        ? Optional.of(held.at(
                                        held.pointed(),
                                        held.number()
                                                + number.bits() * held.pointed().size())
                                .value())
                        : Optional.empty())
                .answers("get", held::value);
    }
}
