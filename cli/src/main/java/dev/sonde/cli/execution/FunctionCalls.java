package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.setting.Settings;
import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.engine.call.CallRequest;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.target.CallOptions;
import dev.sonde.engine.target.CallOutcome;
import dev.sonde.engine.target.Stop;
import dev.sonde.engine.target.Target;
import dev.sonde.engine.value.Value;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Calls functions of the program for expressions, as the settings say, and tells what happens to those that do not return. */
final class FunctionCalls {
    private final Session session;
    private final Consumer<Stop> report;

    /** @param report prints why the process has stopped, or that it is gone */
    FunctionCalls(Session session, Consumer<Stop> report) {
        this.session = session;
        this.report = report;
    }

    /**
     * Calls a function in a stopped thread.
     *
     * @throws DebugException if it cannot be called, or has not returned
     */
    Value call(InferiorThread thread, CallRequest request) {
        if (!session.settings().is(Settings.MAY_CALL_FUNCTIONS)) {
            throw new DebugException("Cannot call functions in the program: may-call-functions is off.");
        }
        Target target = session.target();
        session.console().flush();
        CallOutcome outcome;
        try (Interruption _ = Interruption.of(target)) {
            outcome = target.calls().call(thread, request, options(), report::accept);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DebugException("The call of " + request.function() + " was interrupted.", e);
        }
        String function = Demangler.demangle(request.function()).orElse(request.function());
        return switch (outcome) {
            case CallOutcome.Returned(Optional<Value> value) ->
                value.orElseThrow(() -> new DebugException("The function " + function + " has returned a "
                        + request.result().name() + ", but nothing tells where that is."));
            case CallOutcome.Ended(Stop stop) -> {
                report.accept(stop);
                throw new DebugException("The program being debugged exited while in a function called from Sonde.\n"
                        + abandoned(function));
            }
            case CallOutcome.Stopped(var _, CallOutcome.Cause cause, boolean restored) ->
                throw new DebugException(text(cause, restored, function));
        };
    }

    private CallOptions options() {
        Settings settings = session.settings();
        int seconds = settings.limit(Settings.CALL_TIMEOUT);
        return new CallOptions(
                settings.text(Settings.SCHEDULER_LOCKING).equals("on"),
                settings.is(Settings.UNWIND_ON_SIGNAL),
                settings.is(Settings.UNWIND_ON_TERMINATE),
                settings.is(Settings.UNWIND_ON_TIMEOUT),
                seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds)));
    }

    private static String abandoned(String function) {
        return "Evaluation of the expression containing the function\n(" + function + ") will be abandoned.";
    }

    private static String text(CallOutcome.Cause cause, boolean restored, String function) {
        String silently = "\nWhen the function is done executing, Sonde will silently stop.";
        return switch (cause) {
            case SIGNAL ->
                restorable(
                        "The program being debugged was signaled while in a function called from Sonde.\n",
                        "signal was received",
                        Settings.UNWIND_ON_SIGNAL,
                        restored,
                        function);
            case TIMEOUT ->
                restorable(
                        "The program being debugged timed out while in a function called from Sonde.\n",
                        "timeout occurred",
                        Settings.UNWIND_ON_TIMEOUT,
                        restored,
                        function);
            case STOP ->
                "The program being debugged stopped while in a function called from Sonde.\n" + abandoned(function)
                        + silently;
            case SIGNAL_ELSEWHERE ->
                "The program received a signal in another thread while\nmaking a function call from Sonde.\n"
                        + abandoned(function) + silently;
            case STOP_ELSEWHERE ->
                "The program stopped in another thread while making a function call from Sonde.\n" + abandoned(function)
                        + (restored ? "" : silently);
            case TERMINATE ->
                "The program being debugged entered a std::terminate call, most likely\n"
                        + "caused by an unhandled C++ exception.  Sonde blocked this call in order\n"
                        + "to prevent the program from being terminated, and has restored the\n"
                        + "context to its original state before the call.\n"
                        + "To change this behaviour use \"set " + Settings.UNWIND_ON_TERMINATE + " off\".\n"
                        + "Evaluation of the expression containing the function (" + function
                        + ")\nwill be abandoned.";
        };
    }

    private static String restorable(String what, String event, String setting, boolean restored, String function) {
        return what
                + (restored
                        ? "Sonde has restored the context to what it was before the call.\n"
                        : "Sonde remains in the frame where the " + event + ".\n")
                + "To change this behavior use \"set " + setting + (restored ? " off" : " on") + "\".\n"
                + abandoned(function)
                + (restored ? "" : "\nWhen the function is done executing, Sonde will silently stop.");
    }
}
