package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.signal.SigInfo;

/** Prints what happens without a stop. Called on the thread that drives the process. */
final class Notices {
    private final Session session;
    private final ThreadNumbers threads;

    Notices(Session session) {
        this.session = session;
        threads = ThreadNumbers.of(session);
    }

    void tell(Notice notice) {
        switch (notice) {
            case Notice.ThreadStarted(int tid) -> {
                threads.started(tid);
                threadEvent("[New LWP " + tid + "]");
            }
            case Notice.ThreadEnded(int tid) -> threadEvent("[LWP " + tid + " exited]");
            case Notice.SignalPassed(int _, SigInfo info) -> passed(info);
            case Notice.ChildReleased(int pid) ->
                inferiorEvent("[Detaching after fork from child process " + pid + "]");
            case Notice.Executing(String path) -> executing(path);
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

    private void executing(String path) {
        inferiorEvent("process " + session.target().inferior().pid() + " is executing new program: " + path);
    }

    private void threadEvent(String text) {
        if (session.settings().is(Settings.THREAD_EVENTS)) {
            session.console().notice(text);
        }
    }

    private void inferiorEvent(String text) {
        if (session.settings().is(Settings.INFERIOR_EVENTS)) {
            session.console().notice(text);
        }
    }
}
