package dev.sonde.engine.unwind;

import dev.sonde.engine.inferior.InferiorThread;
import org.jspecify.annotations.Nullable;

/** What the frames of one thread share at one stop. */
final class ThreadStack {
    private final Unwinder unwinder;
    private final InferiorThread thread;
    private final StackReader memory;
    private @Nullable ReturnAddresses returnAddresses;

    ThreadStack(Unwinder unwinder, InferiorThread thread) {
        this.unwinder = unwinder;
        this.thread = thread;
        memory = new StackReader(thread.inferior().memory());
    }

    Unwinder unwinder() {
        return unwinder;
    }

    InferiorThread thread() {
        return thread;
    }

    StackReader memory() {
        return memory;
    }

    /** Made when it is first needed, for it reads the map of the process. */
    ReturnAddresses returnAddresses() {
        ReturnAddresses known = returnAddresses;
        if (known == null) {
            known = new ReturnAddresses(memory, thread.inferior().info().regions());
            returnAddresses = known;
        }
        return known;
    }
}
