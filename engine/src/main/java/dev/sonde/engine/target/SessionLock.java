package dev.sonde.engine.target;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one thread at a time use a session: whoever waits for a stop lets go of it meanwhile. */
final class SessionLock {
    private final ReentrantLock lock = new ReentrantLock(true);
    /** What is told when a thread waits for the first time: its work is under way. */
    private static final ThreadLocal<CountDownLatch> UNDER_WAY = new ThreadLocal<>();

    /** Does {@code work} while no other thread uses the session. */
    <X extends Exception> void exclusively(Target.Work<X> work) throws X {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for something while others may use the session. */
    <T> T unlocked(Target.Waiting<T> waiting) throws InterruptedException {
        int held = lock.getHoldCount();
        CountDownLatch latch = UNDER_WAY.get();
        if (latch != null) {
            latch.countDown();
        }
        for (int i = 0; i < held; i++) {
            lock.unlock();
        }
        try {
            return waiting.await();
        } finally {
            for (int i = 0; i < held; i++) {
                lock.lock();
            }
        }
    }

    /** Does {@code work} on another thread; returns when it is done or waits for a stop. */
    void inBackground(Runnable work) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        Thread.ofPlatform().daemon(true).name("sonde-background").start(() -> {
            UNDER_WAY.set(latch);
            try {
                exclusively(work::run);
            } finally {
                latch.countDown();
            }
        });
        unlocked(() -> {
            latch.await();
            return latch;
        });
    }
}
