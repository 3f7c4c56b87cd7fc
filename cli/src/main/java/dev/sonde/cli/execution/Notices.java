package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.signal.SigInfo;

/** Prints what happens without a stop. Called on the thread that drives the process. */
final class Notices {
    private final Session session;
    private final ThreadNumbers threads;
    private final ThreadBreakpoints threadBreakpoints;
    private volatile boolean ending;

    Notices(Session session, ThreadBreakpoints threadBreakpoints) {
        this.session = session;
        this.threadBreakpoints = threadBreakpoints;
        threads = ThreadNumbers.of(session);
    }

    /** The user has asked for the end of the process: what its threads do is no news. */
    void ending(boolean isEnding) {
        ending = isEnding;
    }

    void tell(Notice notice) {
        switch (notice) {
            case Notice.ThreadStarted(InferiorThread thread) -> threadEvent("[New " + threads.started(thread) + "]");
            case Notice.ThreadEnded(int tid) -> {
                int number = threads.of(tid);
                threadEvent("[" + threads.ended(tid) + " exited]");
                threadBreakpoints.ended(tid, number);
            }
            case Notice.SignalPassed(int _, SigInfo info) -> passed(info);
            case Notice.ChildReleased(int pid) ->
                inferiorEvent("[Detaching after fork from child process " + pid + "]");
            case Notice.FollowingChild(InferiorThread maker, Inferior child, boolean vfork) ->
                inferiorEvent("[Attaching after " + Texts.thread(maker) + (vfork ? " vfork" : " fork")
                        + " to child process " + child.pid() + "]");
            case Notice.ProgramAdded(int number, int pid, boolean byExec) ->
                inferiorEvent("[New inferior " + number
                        + (byExec ? "]\n[New process " + pid + "]" : " (process " + pid + ")]"));
            case Notice.ParentReleased(int pid, var occasion) -> inferiorEvent(released(pid, occasion));
            case Notice.Detached(int number, int pid) ->
                inferiorEvent("[Inferior " + number + " (process " + pid + ") detached]");
            case Notice.Executing(int pid, String path) ->
                inferiorEvent("process " + pid + " is executing new program: " + path);
            case Notice.Warning(String text) -> session.console().error("warning: " + text);
        }
    }

    private void passed(SigInfo info) {
        boolean printed = info.signal()
                .map(signal -> session.target().signals().of(signal).print())
                .orElse(true);
        if (printed) {
            session.console().notice(StopText.received(info, ""));
        }
    }

    private static String released(int pid, Notice.ParentReleased.Occasion occasion) {
        return switch (occasion) {
            case FORK -> "[Detaching after fork from parent process " + pid + "]";
            case CHILD_EXEC -> "[Detaching vfork parent process " + pid + " after child exec]";
            case CHILD_EXIT -> "[Detaching vfork parent process " + pid + " after child exit]";
        };
    }

    private void threadEvent(String text) {
        if (!ending && session.settings().is(Settings.THREAD_EVENTS)) {
            session.console().notice(text);
        }
    }

    private void inferiorEvent(String text) {
        if (session.settings().is(Settings.INFERIOR_EVENTS)) {
            session.console().notice(text);
        }
    }
}
