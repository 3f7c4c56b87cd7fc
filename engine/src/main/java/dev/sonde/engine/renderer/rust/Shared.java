package dev.sonde.engine.renderer.rust;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Child;
import dev.sonde.engine.value.Rendering.Layout;
import java.util.List;
import java.util.Optional;

/** What is counted, borrowed or locked. */
final class Shared {
    private Shared() {}

    static Rendering rc(ObjectView rc, String name, String content) {
        ObjectView pointer = rc.member("ptr").unwrapped();
        ObjectView counted = pointer.target();
        ObjectView value = counted.member(content);
        ObjectView strong = counted.member("strong").unwrapped();
        long weak = counted.member("weak").unwrapped().number() - 1;
        return Rendering.text(name + "(strong=" + strong.number() + ", weak=" + weak + ")")
                .children(
                        Layout.NAMED,
                        () -> List.of(
                                        new Child("value", value.value()),
                                        new Child("strong", strong.value()),
                                        new Child("weak", ObjectView.size(weak)))
                                .iterator())
                .pointsTo(() -> Optional.of(value.value()));
    }

    static Rendering weak(ObjectView weak) {
        ObjectView pointer = weak.member("ptr").unwrapped();
        if (pointer.number() == -1) {
            return Rendering.text("Weak(dangling)");
        }
        ObjectView counted = pointer.target();
        long strong = counted.member("strong").unwrapped().number();
        long others = counted.member("weak").unwrapped().number();
        return Rendering.text("Weak(strong=" + strong + ", weak=" + (strong > 0 ? others - 1 : others) + ")");
    }

    static Rendering cell(ObjectView cell) {
        ObjectView value = cell.member("value", "value");
        return Rendering.text("Cell")
                .children(
                        Layout.NAMED,
                        () -> List.of(new Child("value", value.value())).iterator());
    }

    static Rendering ref(ObjectView ref) {
        ObjectView value = ref.member("value").unwrapped();
        ObjectView borrow = ref.member("borrow", "borrow").target().unwrapped();
        return Rendering.text(borrowed("Ref", borrow.number()))
                .children(
                        Layout.NAMED,
                        () -> List.of(new Child("*value", value.target().value()), new Child("borrow", borrow.value()))
                                .iterator())
                .pointsTo(() -> Optional.of(value.target().value()));
    }

    static Rendering refCell(ObjectView cell) {
        ObjectView value = cell.member("value", "value");
        ObjectView borrow = cell.member("borrow").unwrapped();
        return Rendering.text(borrowed("RefCell", borrow.number()))
                .children(
                        Layout.NAMED,
                        () -> List.of(new Child("value", value.value()), new Child("borrow", borrow.value()))
                                .iterator());
    }

    private static String borrowed(String name, long borrow) {
        return borrow >= 0 ? name + "(borrow=" + borrow + ")" : name + "(borrow_mut=" + -borrow + ")";
    }

    static Rendering mutex(ObjectView mutex) {
        ObjectView value = mutex.member("data", "value");
        boolean poisoned = mutex.member("poison").unwrapped().number() != 0;
        boolean locked = mutex.member("inner").unwrapped().number() != 0;
        return Rendering.text("Mutex(locked=" + locked + ", poisoned=" + poisoned + ")")
                .children(
                        Layout.NAMED,
                        () -> List.of(new Child("data", value.value())).iterator());
    }
}
