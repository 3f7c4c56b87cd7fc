package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.Condition;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.x86_64.Register;
import java.util.OptionalLong;

/** The conditions of the debugger's own breakpoints. */
final class ThreadConditions {
    private ThreadConditions() {}

    /** True in one thread. */
    static Condition inThread(int tid) {
        return new InThread(tid);
    }

    /**
     * True when the innermost frame of the thread is a certain one, and not one of a deeper call of the same code.
     *
     * @param sp below this address rsp is in a deeper call: known without looking at the frame
     * @param cfa the frame's canonical frame address; empty if nothing but the stack pointer tells
     */
    static Condition inFrame(int tid, long sp, OptionalLong cfa, Stacks stacks, Modules modules) {
        return new InFrame(tid, sp, cfa, stacks, modules);
    }

    /** True when a thread has returned from the call that left this stack pointer. */
    static Condition returnedTo(int tid, long sp) {
        return new ReturnedTo(tid, sp);
    }

    private record ReturnedTo(int tid, long sp) implements Condition {
        @Override
        public boolean holds(InferiorThread thread) {
            return thread.tid() == tid && thread.registers().readLong(Register.RSP) == sp;
        }

        @Override
        public String text() {
            return "$rsp == 0x" + Long.toHexString(sp);
        }
    }

    private record InThread(int tid) implements Condition {
        @Override
        public boolean holds(InferiorThread thread) {
            return thread.tid() == tid;
        }

        @Override
        public String text() {
            return "thread " + tid;
        }
    }

    private record InFrame(int tid, long sp, OptionalLong cfa, Stacks stacks, Modules modules) implements Condition {
        @Override
        public boolean holds(InferiorThread thread) {
            if (thread.tid() != tid || Long.compareUnsigned(thread.registers().readLong(Register.RSP), sp) < 0) {
                return false;
            }
            OptionalLong here = cfa.isEmpty()
                    ? OptionalLong.empty()
                    : stacks.passing(thread, modules).innermost().cfa();
            return here.isEmpty() || here.equals(cfa);
        }

        @Override
        public String text() {
            return "in the frame at 0x" + Long.toHexString(cfa.orElse(sp));
        }
    }
}
