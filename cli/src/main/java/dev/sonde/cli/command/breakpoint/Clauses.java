package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.thread.ThreadList;
import dev.sonde.cli.expression.ExpressionCondition;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.breakpoint.Breakpoint;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What may follow the place of a breakpoint: {@code thread N} and {@code if CONDITION}.
 *
 * @param place what comes before
 * @param thread the system's id of the only thread that is to stop
 * @param condition what must be true
 */
record Clauses(String place, OptionalInt thread, Optional<ExpressionCondition> condition) {
    private static final String IF = "if";
    private static final String THREAD = "thread";

    /**
     * Takes a command's arguments apart.
     *
     * @throws CommandException if a clause is not complete or names a thread that does not exist
     */
    static Clauses parse(Session session, String arguments) {
        return parse(session, arguments, _ -> Optional.of(List.of()));
    }

    /**
     * As {@link #parse(Session, String)}.
     *
     * @param addresses finds where the condition will be evaluated, by the place; empty when nothing loaded has it yet
     */
    static Clauses parse(Session session, String arguments, Function<String, Optional<List<Long>>> addresses) {
        int end = find(arguments, IF);
        String rest = arguments.substring(0, end).strip();
        int threadAt = find(rest, THREAD);
        OptionalInt thread = threadAt == rest.length()
                ? OptionalInt.empty()
                : OptionalInt.of(ThreadList.require(
                                session,
                                rest.substring(threadAt + THREAD.length()).strip())
                        .tid());
        String place = rest.substring(0, threadAt).strip();
        Optional<ExpressionCondition> condition = end == arguments.length()
                ? Optional.empty()
                : Optional.of(ExpressionCondition.parse(
                        session, arguments.substring(end + IF.length()).strip(), addresses.apply(place)));
        return new Clauses(place, thread, condition);
    }

    /** Gives a new breakpoint what the clauses say, and its number to {@code $bpnum}. */
    void applyTo(Session session, Breakpoint breakpoint) {
        Expressions.of(session).variables().assign("bpnum", Value.Scalar.of(Types.INT, breakpoint.number()));
        breakpoint.setThread(thread);
        condition.ifPresent(c -> {
            c.belongsTo(breakpoint);
            breakpoint.setCondition(Optional.of(c));
        });
    }

    /** Where {@code word} stands by itself outside of parentheses and quotes; the length if nowhere. */
    private static int find(String text, String word) {
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            } else if (depth == 0 && isWordAt(text, i, word)) {
                return i;
            }
        }
        return text.length();
    }

    private static boolean isWordAt(String text, int at, String word) {
        int end = at + word.length();
        return text.startsWith(word, at)
                && (at == 0 || Character.isWhitespace(text.charAt(at - 1)))
                && (end == text.length() || Character.isWhitespace(text.charAt(end)) || text.charAt(end) == '(');
    }
}
