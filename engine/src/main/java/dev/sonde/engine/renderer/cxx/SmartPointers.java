package dev.sonde.engine.renderer.cxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Child;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.Value;
import java.util.List;
import java.util.Optional;

/** Smart pointers. */
public final class SmartPointers {
    private SmartPointers() {}

    /** How many share an object, and how many only watch it. */
    public record Owners(long uses, long weak) {
        private String state() {
            return uses == 0 ? "expired, weak count " + weak : "use count " + uses + ", weak count " + (weak - 1);
        }
    }

    /** A {@code unique_ptr}. */
    public static Rendering unique(String name, ObjectView pointer, ObjectView held) {
        return of(instance(name, pointer), held);
    }

    /**
     * A {@code shared_ptr} or {@code weak_ptr}.
     *
     * @param owners the counts of what it points to, where those that share it count as one that watches it; empty if
     *     it points to nothing
     */
    public static Rendering shared(String name, ObjectView pointer, ObjectView held, Optional<Owners> owners) {
        String state = owners.map(Owners::state).orElse("empty");
        return of(instance(name, pointer) + " (" + state + ")", held)
                .answers(
                        "use_count",
                        () -> ObjectView.number(owners.map(Owners::uses).orElse(0L)));
    }

    private static String instance(String name, ObjectView pointer) {
        return name + "<" + pointer.argument(0).name() + ">";
    }

    private static Rendering of(String summary, ObjectView held) {
        return Rendering.text(summary)
                .children(
                        Layout.NAMED,
                        () -> List.of(new Child("get()", held.value())).iterator())
                .pointsTo(() -> Optional.of(held.target().value()))
                .index(index -> index instanceof Value.Scalar number
                        ? Optional.of(held.at(
                                        held.pointed(),
                                        held.number()
                                                + number.bits() * held.pointed().size())
                                .value())
                        : Optional.empty())
                .answers("get", held::value);
    }
}
