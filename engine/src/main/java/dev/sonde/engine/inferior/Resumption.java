package dev.sonde.engine.inferior;

import java.util.Map;

/**
 * What each thread does until the next stop.
 *
 * @param actions by thread id
 * @param others what the threads without an action of their own do, those that come into being included
 */
public record Resumption(Map<Integer, ThreadAction> actions, ThreadAction others) {
    public Resumption {
        actions = Map.copyOf(actions);
    }

    /** Every thread runs. */
    public static Resumption continueAll() {
        return new Resumption(Map.of(), ThreadAction.run());
    }

    /** One thread acts, the others run. */
    public static Resumption of(int tid, ThreadAction action) {
        return new Resumption(Map.of(tid, action), ThreadAction.run());
    }

    /** One thread acts, the others stay stopped. */
    public static Resumption only(int tid, ThreadAction action) {
        return new Resumption(Map.of(tid, action), new ThreadAction.Stay());
    }

    /** One thread executes one instruction, the others stay stopped. */
    public static Resumption stepOnly(int tid) {
        return only(tid, new ThreadAction.Step(SignalDelivery.pending(), StepControl.once()));
    }

    /** What thread {@code tid} does. */
    public ThreadAction actionFor(int tid) {
        return actions.getOrDefault(tid, others);
    }
}
