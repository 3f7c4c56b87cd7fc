package dev.sonde.cli.command.thread;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.execution.ThreadNumbers;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.expression.EvaluationException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.target.Program;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Threads as users name them: {@code 3} of the selected program, {@code 1.3} with the number of a program, {@code 2-4},
 * {@code 1.2-4}, {@code *}, {@code 1.*}.
 */
public final class ThreadList {
    private static final int MOST = 1_000_000;

    private ThreadList() {}

    /**
     * The thread that {@code word} names.
     *
     * @throws CommandException if there is none
     */
    public static InferiorThread require(Session session, String word) {
        int number = number(session, digits(word), word);
        return find(program(session, word), session, number)
                .orElseThrow(() -> new CommandException("Unknown thread " + word + "."));
    }

    /** All threads, by their numbers. */
    static List<InferiorThread> all(Session session) {
        return session.target().programs().stream()
                .flatMap(program -> all(session, program).stream())
                .toList();
    }

    private static List<InferiorThread> all(Session session, Program program) {
        if (!program.hasProcess()) {
            return List.of();
        }
        ThreadNumbers numbers = ThreadNumbers.of(session);
        List<InferiorThread> threads = new ArrayList<>(program.inferior().threads());
        threads.sort(Comparator.comparingInt(numbers::of));
        return threads;
    }

    /** Whether a word is meant as a thread, or threads: it begins like a number or variable, or is {@code *}. */
    static boolean isId(String word) {
        return !word.isEmpty() && (Character.isDigit(word.charAt(0)) || word.equals("*") || word.startsWith("$"));
    }

    /** The program that {@code word} names before its dot; the selected one without. */
    private static Program program(Session session, String word) {
        int dot = word.indexOf('.');
        if (dot < 0) {
            return session.target().program();
        }
        int number = number(session, word.substring(0, dot), word);
        return session.target().programs().stream()
                .filter(program -> program.number() == number)
                .findFirst()
                .orElseThrow(() -> new CommandException("No inferior number '" + number + "'"));
    }

    private static String digits(String word) {
        return word.substring(word.indexOf('.') + 1);
    }

    /**
     * The threads that {@code text} names, in its order.
     *
     * @param unknown is given the numbers of those that do not exist
     * @throws CommandException if a word is no thread's name
     */
    static List<InferiorThread> parse(Session session, String text, Consumer<String> unknown) {
        List<InferiorThread> found = new ArrayList<>();
        Words words = new Words(text);
        while (!words.isEmpty()) {
            String word = words.next();
            if (word.equals("*")) {
                found.addAll(all(session));
                continue;
            }
            Program program = program(session, word);
            String digits = digits(word);
            if (digits.equals("*")) {
                found.addAll(all(session, program));
                continue;
            }
            int dash = digits.indexOf('-', 1);
            int first = number(session, dash < 0 ? digits : digits.substring(0, dash), word);
            int last = dash < 0 ? first : number(session, digits.substring(dash + 1), word);
            if (last < first || last - first > MOST) {
                throw new CommandException("inverted range");
            }
            for (int number = first; number <= last; number++) {
                Optional<InferiorThread> thread = find(program, session, number);
                thread.ifPresent(found::add);
                if (thread.isEmpty()) {
                    unknown.accept(
                            ThreadNumbers.isQualified(session)
                                    ? program.number() + "." + number
                                    : Integer.toString(number));
                }
            }
        }
        return found;
    }

    private static Optional<InferiorThread> find(Program program, Session session, int number) {
        return program.hasProcess() ? ThreadNumbers.of(session).find(program.inferior(), number) : Optional.empty();
    }

    private static int number(Session session, String digits, String word) {
        if (digits.startsWith("$")) {
            return variable(session, digits);
        }
        try {
            int number = Integer.parseInt(digits);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new CommandException("Invalid thread ID: " + word);
        }
        throw new CommandException("Invalid thread ID: " + word);
    }

    private static int variable(Session session, String name) {
        long number;
        try {
            number = Expressions.of(session).number(name);
        } catch (EvaluationException e) {
            throw new CommandException("Convenience variable must have integer value.\nInvalid thread ID: " + name);
        }
        if (number <= 0 || number > MOST) {
            throw new CommandException("Invalid thread ID: " + name);
        }
        return (int) number;
    }
}
