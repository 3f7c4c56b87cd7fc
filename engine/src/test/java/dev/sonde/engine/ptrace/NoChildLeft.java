package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.linux.ProcFs;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Checks after a test class that it has left no process behind, zombies included. */
final class NoChildLeft implements AfterAllCallback {
    @Override
    public void afterAll(ExtensionContext context) {
        // Java reaps its own children a moment after it has told of their end.
        long end = System.nanoTime() + 10_000_000_000L;
        while (!children().isEmpty() && System.nanoTime() < end) {
            OwnChildren.reap();
        }
        assertThat(children()).as("processes left behind by " + context.getDisplayName()).isEmpty();
    }

    private static List<String> children() {
        int self = (int) ProcessHandle.current().pid();
        return Stream.of(ProcFs.tasks(self))
                .flatMapToInt(java.util.Arrays::stream)
                .mapToObj(tid -> ProcFs.text(self, "task/" + tid + "/children"))
                .flatMap(Optional::stream)
                .flatMap(text -> Stream.of(text.split(" ")))
                .filter(pid -> !pid.isBlank())
                .toList();
    }
}
