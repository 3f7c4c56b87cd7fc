package dev.sonde.engine.expression;

import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.Type.CharacterKind;
import dev.sonde.engine.value.Value.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Splits the text of an expression into tokens (C17 section 6.4). */
final class Lexer {
    private static final List<String> OPERATORS = List.of(
            "<<=", ">>=", "->*", "...", "++", "--", "->", ".*", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+=",
            "-=", "*=", "/=", "%=", "&=", "|=", "^=", "::", "+", "-", "*", "/", "%", "&", "|", "^", "~", "!", "<", ">",
            "=", "?", ":", ",", ".", "(", ")", "[", "]", "{", "}", "@");

    private static final List<String> RUST_OPERATORS = List.of("..=", "..", ";");

    private final String text;
    /** How C++ spells operators as words (C++17 section 5.5). */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("and", "&&"),
            Map.entry("or", "||"),
            Map.entry("not", "!"),
            Map.entry("bitand", "&"),
            Map.entry("bitor", "|"),
            Map.entry("xor", "^"),
            Map.entry("compl", "~"),
            Map.entry("not_eq", "!="),
            Map.entry("and_eq", "&="),
            Map.entry("or_eq", "|="),
            Map.entry("xor_eq", "^="));

    private final Supplier<SourceLanguage> language;
    private int position;

    /** @param language whose literals and operators the text has */
    Lexer(String text, Supplier<SourceLanguage> language) {
        this.text = text;
        this.language = language;
    }

    /** Goes on at another place. */
    void seek(int offset) {
        position = offset;
    }

    /** The next token; at the end of the text, again and again the end. */
    Token next() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        int start = position;
        if (start == text.length()) {
            return new Token.End(new Span(start, 0));
        }
        char c = text.charAt(start);
        if (mayDiffer(c) && language.get() == SourceLanguage.RUST) {
            Optional<Token> literal = RustLiterals.at(text, start);
            if (literal.isPresent()) {
                position = literal.get().span().end();
                return literal.get();
            }
        }
        CharacterKind prefix = literalPrefix();
        if (prefix != CharacterKind.NUMBER) {
            return quoted(start, prefix);
        }
        if (isDigit(c) || (c == '.' && start + 1 < text.length() && isDigit(text.charAt(start + 1)))) {
            return number(start);
        }
        if (isNameStart(c)) {
            String name = name();
            String operator = WORDS.get(name);
            return operator != null && language.get() == SourceLanguage.CPLUSPLUS
                    ? new Token.Punctuation(operator, spanFrom(start))
                    : new Token.Word(name, spanFrom(start));
        }
        if (c == '$') {
            position++;
            while (position < text.length() && (isNamePart(text.charAt(position)) || text.charAt(position) == '$')) {
                position++;
            }
            return new Token.Dollar(text.substring(start + 1, position), spanFrom(start));
        }
        if ((c == '.' || c == ';') && language.get() == SourceLanguage.RUST) {
            for (String operator : RUST_OPERATORS) {
                if (text.startsWith(operator, start)) {
                    position += operator.length();
                    return new Token.Punctuation(operator, spanFrom(start));
                }
            }
        }
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, start)) {
                position += operator.length();
                return new Token.Punctuation(operator, spanFrom(start));
            }
        }
        position++;
        throw new EvaluationException("Invalid character '" + c + "' in expression.", spanFrom(start));
    }

    /** Whether Rust may read a literal that starts so in another way than C. */
    private static boolean mayDiffer(char c) {
        return isDigit(c) || c == 'b' || c == 'r' || c == '\'';
    }

    private Span spanFrom(int start) {
        return new Span(start, position - start);
    }

    /** The kind of literal that starts here, {@code NUMBER} if none does; the position moves to its quote. */
    private CharacterKind literalPrefix() {
        char c = text.charAt(position);
        if (c == '\'' || c == '"') {
            return CharacterKind.NARROW;
        }
        // The characters of strings are written in UTF-8 anyway.
        if (text.startsWith("u8\"", position) || text.startsWith("u8'", position)) {
            position += 2;
            return CharacterKind.NARROW;
        }
        boolean quoteFollows =
                position + 1 < text.length() && (text.charAt(position + 1) == '\'' || text.charAt(position + 1) == '"');
        if (!quoteFollows) {
            return CharacterKind.NUMBER;
        }
        CharacterKind kind = switch (c) {
            case 'L' -> CharacterKind.WIDE;
            case 'u' -> CharacterKind.UTF16;
            case 'U' -> CharacterKind.UTF32;
            default -> CharacterKind.NUMBER;
        };
        if (kind != CharacterKind.NUMBER) {
            position++;
        }
        return kind;
    }

    private Token quoted(int start, CharacterKind kind) {
        boolean string = text.charAt(position) == '"';
        EscapeReader reader = new EscapeReader(text, position, kind);
        List<Integer> units = new ArrayList<>();
        boolean closed = reader.readAll(units);
        int body = position + 1;
        position = reader.position();
        Span span = spanFrom(start);
        if (!closed) {
            throw new EvaluationException(
                    string ? "Unterminated string in expression." : "Unmatched single quote.", span);
        }
        if (string) {
            return new Token.Text(new StringLiteral(kind, units), span);
        }
        if (units.isEmpty()) {
            throw new EvaluationException("A character constant must contain at least one character.", span);
        }
        if (units.size() > 1) {
            // gdb lets a symbol's name stand between single quotes.
            if (kind != CharacterKind.NARROW || units.size() == 2) {
                throw new EvaluationException("Invalid character constant.", span);
            }
            return new Token.QuotedName(text.substring(body, position - 1), span);
        }
        return new Token.Literal(Scalar.of(StringLiteral.elementType(kind), units.getFirst()), span);
    }

    private Token number(int start) {
        boolean hexadecimal = text.startsWith("0x", start) || text.startsWith("0X", start);
        char previous = 0;
        boolean point = false;
        while (position < text.length()) {
            char c = text.charAt(position);
            boolean exponent = hexadecimal ? previous == 'p' || previous == 'P' : previous == 'e' || previous == 'E';
            boolean sign = (c == '+' || c == '-') && exponent;
            boolean firstPoint = c == '.' && !point;
            if (!isNamePart(c) && !firstPoint && !sign) {
                break;
            }
            point |= c == '.';
            previous = c;
            position++;
        }
        Span span = spanFrom(start);
        return new Token.Literal(NumberParser.parse(text.substring(start, position), span), span);
    }

    private String name() {
        int start = position;
        while (position < text.length() && isNamePart(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return Character.isUnicodeIdentifierStart(c) || c == '_' || Character.isSurrogate(c);
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || Character.isUnicodeIdentifierPart(c);
    }
}
