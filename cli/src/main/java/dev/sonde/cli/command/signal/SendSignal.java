package dev.sonde.cli.command.signal;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;
import dev.sonde.cli.execution.PendingSignals;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.signal.Signal;
import java.util.List;

/** {@code signal SIGNAL} and {@code queue-signal SIGNAL}. */
final class SendSignal extends Command {
    private static final int LAST_CLASSIC = 15;

    private final boolean goesOn;

    /** @param goesOn whether the program goes on at once */
    SendSignal(boolean goesOn) {
        super(
                Topic.RUNNING,
                goesOn
                        ? "Let the program go on with a signal."
                        : "Choose the signal with which the selected thread goes on.");
        this.goesOn = goesOn;
    }

    @Override
    public String details() {
        return "Usage: " + (goesOn ? "signal" : "queue-signal") + " SIGNAL\n"
                + "SIGNAL is a name, one of the numbers 1 to 15, or 0 for none: the signal for which\n"
                + "the thread stopped is then lost.";
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        Execution execution = Execution.of(session);
        execution.requireRunnable();
        if (arguments.isEmpty()) {
            throw new CommandException("Argument required (signal number).");
        }
        SignalDelivery signal = delivery(arguments);
        if (!goesOn) {
            PendingSignals.of(session).choose(execution.selected().tid(), signal);
            return;
        }
        if (session.console().isInteractive()) {
            session.console().println("Continuing with " + text(signal) + ".");
        }
        execution.resume(signal);
    }

    @Override
    public Repetition repetition() {
        return goesOn ? Repetition.SAME : Repetition.NONE;
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return SignalRows.names();
    }

    private static String text(SignalDelivery delivery) {
        return delivery instanceof SignalDelivery.Signal(int number)
                ? "signal " + Signal.numbered(number).map(Signal::name).orElse(Integer.toString(number))
                : "no signal";
    }

    private static SignalDelivery delivery(String word) {
        if (Character.isDigit(word.charAt(0))) {
            try {
                int number = Integer.parseInt(word);
                if (number <= LAST_CLASSIC) {
                    return SignalDelivery.of(number);
                }
            } catch (NumberFormatException e) {
                throw new CommandException("No signal is called " + word + ".");
            }
            throw new CommandException("Only signals 1-15 are valid as numeric signals.\n"
                    + "Use \"info signals\" for a list of symbolic signals.");
        }
        return Signal.named(word)
                .map(signal -> SignalDelivery.of(signal.number()))
                .orElseThrow(() -> new CommandException("No signal is called " + word + "."));
    }
}
