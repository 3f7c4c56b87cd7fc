package dev.sonde.engine.ptrace;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that run into null pointers, which the JVM finds by SIGSEGV once the code is compiled. */
final class FaultingThreads {
    private static final int THREADS = 40;
    private static final int FAULTS = 10_000;

    /** What is sometimes not there. */
    private static final class Holder {
        int value = 1;
    }

    private FaultingThreads() {}

    public static void main(String[] arguments) throws InterruptedException {
        AtomicLong caught = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                Holder[] holders = {new Holder(), null};
                for (int n = 0; n < 2 * FAULTS; n++) {
                    try {
                        holders[n & 1].value++;
                    } catch (NullPointerException e) {
                        caught.incrementAndGet();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("caught " + caught);
    }
}
