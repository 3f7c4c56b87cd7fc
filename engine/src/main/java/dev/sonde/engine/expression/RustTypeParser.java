package dev.sonde.engine.expression;

import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads types as Rust writes them: {@code *mut u8}, {@code &[u8]}, {@code [i32; 4]}, {@code (u8, char)}, paths. */
final class RustTypeParser {
    private static final int MAX_DEPTH = 50;
    private static final long MAX_COUNT = Integer.MAX_VALUE;

    private final Tokens tokens;
    private final NameScope names;
    private final TypeParser paths;
    private int depth;

    /** @param paths reads what is neither a pointer nor in brackets */
    RustTypeParser(Tokens tokens, NameScope names, TypeParser paths) {
        this.tokens = tokens;
        this.names = names;
        this.paths = paths;
    }

    Type type() {
        if (++depth > MAX_DEPTH) {
            throw new EvaluationException(
                    "The type is nested too deeply.", tokens.peek().span());
        }
        Type type = inside();
        depth--;
        return type;
    }

    private Type inside() {
        Token start = tokens.peek();
        if (tokens.accept("*")) {
            if (!tokens.peek().isWord("mut") && !tokens.peek().isWord("const")) {
                throw tokens.syntaxError();
            }
            tokens.next();
            return Types.pointerTo(type());
        }
        if (tokens.accept("&")) {
            if (tokens.peek().isWord("mut")) {
                tokens.next();
            }
            return reference(start.span());
        }
        if (tokens.accept("[")) {
            Type element = type();
            tokens.expect(";");
            if (!(tokens.peek() instanceof Token.Literal(Scalar(Type _, long count, var _), Span span))) {
                throw tokens.syntaxError();
            }
            tokens.next();
            tokens.expect("]");
            if (count < 0 || count > MAX_COUNT) {
                throw new EvaluationException("The array is too large.", span);
            }
            return Types.arrayOf(element, count);
        }
        if (tokens.accept("(")) {
            return tuple(start.span());
        }
        return paths.path();
    }

    private Type reference(Span start) {
        if (tokens.peek().isWord("str")) {
            return ofProgram("&str", start.to(tokens.next().span()));
        }
        if (!tokens.accept("[")) {
            return Types.pointerTo(type());
        }
        Type element = type();
        if (tokens.accept(";")) {
            throw tokens.syntaxError();
        }
        return ofProgram("&[" + element.name() + "]", start.to(tokens.expect("]")));
    }

    private Type tuple(Span start) {
        List<String> elements = new ArrayList<>();
        while (!tokens.peek().is(")")) {
            elements.add(type().name());
            if (!tokens.accept(",")) {
                break;
            }
        }
        Span span = start.to(tokens.expect(")"));
        return ofProgram("(" + String.join(", ", elements) + ")", span);
    }

    /** A type that only the program's own description gives a layout. */
    private Type ofProgram(String name, Span span) {
        Optional<Type> type = names.type("", name);
        return type.orElseThrow(() -> new EvaluationException("No symbol \"" + name + "\" in current context.", span));
    }
}
