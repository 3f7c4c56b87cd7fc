package dev.sonde.engine.expression;

import org.jspecify.annotations.Nullable;

/** The tokens of a text, of which a parser sees the next two. */
final class Tokens {
    private final String text;
    private final Lexer lexer;
    private @Nullable Token first;
    private @Nullable Token second;

    Tokens(String text) {
        this.text = text;
        this.lexer = new Lexer(text);
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
