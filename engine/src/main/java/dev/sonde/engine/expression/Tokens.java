package dev.sonde.engine.expression;

import dev.sonde.engine.value.SourceLanguage;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tokens of a text, of which a parser sees the next two. */
final class Tokens {
    private final String text;
    private final Lexer lexer;
    private @Nullable Token first;
    private @Nullable Token second;

    /** @param language whose tokens they are */
    Tokens(String text, Supplier<SourceLanguage> language) {
        this.text = text;
        this.lexer = new Lexer(text, language);
    }

    Token peek() {
        Token token = first;
        if (token == null) {
            token = lexer.next();
            first = token;
        }
        return token;
    }

    Token peekSecond() {
        peek();
        Token token = second;
        if (token == null) {
            token = lexer.next();
            second = token;
        }
        return token;
    }

    Token next() {
        Token token = peek();
        first = second;
        second = null;
        return token;
    }

    /** Where the next token is, to come back to. */
    int mark() {
        return peek().span().offset();
    }

    /** Goes back to a {@link #mark}. */
    void reset(int mark) {
        lexer.seek(mark);
        first = null;
        second = null;
    }

    /** The arguments of a template behind the next token, spelled as compilers spell them; empty when there are none. */
    Optional<String> templateArguments() {
        int start = peek().span().end();
        int end = endOfTemplateArguments();
        return end < 0 ? Optional.empty() : Optional.of(TemplateText.normalized(text.substring(start, end)));
    }

    /** Takes the arguments that {@link #templateArguments} found, when the token before them has been taken. */
    Span skipTemplateArguments() {
        int start = peek().span().offset();
        int end = TemplateText.end(text, start);
        lexer.seek(end);
        first = null;
        second = null;
        return new Span(start, end - start);
    }

    private int endOfTemplateArguments() {
        int start = peek().span().end();
        return start < text.length() && text.charAt(start) == '<' ? TemplateText.end(text, start) : -1;
    }

    /**
     * Takes the parameters of a function that tell it from others of its name, where something inside it is named:
     * {@code (int)} of {@code f(int)::x}; empty when there are none.
     */
    Optional<String> acceptScopeParameters() {
        if (!peek().is("(")) {
            return Optional.empty();
        }
        int start = peek().span().offset();
        int depth = 0;
        int end = start;
        do {
            char c = text.charAt(end++);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            }
        } while (depth > 0 && end < text.length());
        if (depth > 0 || !text.substring(end).stripLeading().startsWith("::")) {
            return Optional.empty();
        }
        reset(end);
        return Optional.of(text.substring(start, end));
    }

    /** Takes {@code @entry}. */
    boolean acceptEntry() {
        boolean entry = peek().is("@")
                && peekSecond().isWord("entry")
                && peekSecond().span().offset() == peek().span().end();
        if (entry) {
            next();
            next();
        }
        return entry;
    }

    /** Takes {@code .0} and the like, a member of a tuple. */
    Optional<String> acceptTupleIndex() {
        if (!(peek() instanceof Token.Literal(var _, Span span))) {
            return Optional.empty();
        }
        String number = text.substring(span.offset(), span.end());
        if (!number.startsWith(".") || !number.substring(1).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        next();
        return Optional.of(number.substring(1));
    }

    /** Takes the next token if it is this operator or bracket. */
    boolean accept(String symbol) {
        if (!peek().is(symbol)) {
            return false;
        }
        next();
        return true;
    }

    /** Takes the next token, which must be this operator or bracket. */
    Span expect(String symbol) {
        if (!peek().is(symbol)) {
            throw syntaxError();
        }
        return next().span();
    }

    /** What is wrong when the next token cannot be used; gdb quotes the text from there on. */
    EvaluationException syntaxError() {
        Span span = peek().span();
        return new EvaluationException(
                "A syntax error in expression, near `" + text.substring(span.offset()) + "'.", span);
    }
}
