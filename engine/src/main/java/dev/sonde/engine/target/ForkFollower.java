package dev.sonde.engine.target;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.SignalDelivery;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of processes that a program has made and that are kept until then. It is decided when the program
 * goes on, so that a user who was shown the fork can still choose.
 */
final class ForkFollower {
    private final Target target;

    /** A process that was made, and nothing is decided about yet. */
    record Made(InferiorThread maker, Inferior child, boolean vfork) {}

    ForkFollower(Target target) {
        this.target = target;
    }

    /**
     * Decides about the process that {@code parent} has made, if there is one.
     *
     * @return the child, if the debugger goes on with it
     * @throws DebugException if the parent would wait for a child that stays stopped
     */
    Optional<Program> follow(Program parent) {
        Following following = target.following();
        ForkFollower.Made undecided = parent.made();
        if (undecided != null
                && undecided.vfork
                && !following.child()
                && !following.detach()
                && !following.everyProcess()) {
            throw wouldWait();
        }
        ForkFollower.Made made = parent.takeMade();
        Optional<Program> followed = Optional.empty();
        if (made != null) {
            if (following.child()) {
                followed = Optional.of(followChild(parent, made, following));
            } else {
                followParent(parent, made, following);
            }
        }
        Program borrower = parent.borrower();
        if (followed.isEmpty() && borrower != null && borrower.hasProcess() && !following.everyProcess()) {
            throw wouldWait();
        }
        return followed;
    }

    private static DebugException wouldWait() {
        return new DebugException("Can not resume the parent process over vfork in the foreground while\n"
                + "holding the child stopped.  Try \"set detach-on-fork\" or \"set schedule-multiple\".");
    }

    private void followParent(Program parent, Made made, Following following) {
        if (following.detach()) {
            letGo(made.child);
        } else {
            adopt(parent, made).removable();
        }
    }

    private Program followChild(Program parent, Made made, Following following) {
        target.tell(new Notice.FollowingChild(made.maker, made.child, made.vfork));
        Program child = adopt(parent, made);
        if (following.detach() && made.vfork) {
            child.detachesLender(parent);
        } else if (following.detach()) {
            int pid = parent.inferior().pid();
            target.tell(new Notice.ParentReleased(pid, Notice.ParentReleased.Occasion.FORK));
            target.letGo(parent);
        }
        target.select(child);
        return child;
    }

    private Program adopt(Program parent, Made made) {
        Program child = target.addProgram();
        parent.executable().ifPresent(child::executable);
        target.adopt(child, made.child);
        target.tell(new Notice.ProgramAdded(child.number(), made.child.pid(), false));
        if (made.vfork) {
            parent.lends(child);
        }
        return child;
    }

    /** The program has ended or execs: the memory that its process has borrowed is the lender's again. */
    void gaveBack(Program program, Notice.ParentReleased.Occasion occasion) {
        Program lender = program.takeLenderToDetach();
        if (lender != null && lender.hasProcess()) {
            target.tell(new Notice.ParentReleased(lender.inferior().pid(), occasion));
            target.letGo(lender);
        }
    }

    private void letGo(Inferior child) {
        child.detach(SignalDelivery.pending());
        target.tell(new Notice.ChildReleased(child.pid()));
    }

    /** The parent is let go or ends: so is what it has made. */
    void abandon(@Nullable Made made) {
        if (made != null) {
            made.child.close();
        }
    }
}
