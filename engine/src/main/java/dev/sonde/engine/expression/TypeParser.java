package dev.sonde.engine.expression;

import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.ArrayType;
import dev.sonde.engine.value.Type.FunctionType;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads the names of types (C17 section 6.7.7): specifiers in any order, then a declarator without a name. */
final class TypeParser {
    private static final Set<String> SPECIFIERS = Set.of(
            "signed",
            "unsigned",
            "short",
            "long",
            "int",
            "char",
            "float",
            "double",
            "void",
            "bool",
            "_Bool",
            "__int128");
    private static final Set<String> QUALIFIERS = Set.of("const", "volatile", "restrict", "_Atomic");
    private static final Set<String> TAGS = Set.of("struct", "union", "enum", "class");
    private static final Set<String> OPERATORS =
            Set.of("sizeof", "alignof", "_Alignof", "static_cast", "const_cast", "reinterpret_cast", "dynamic_cast");
    private static final int MAX_DEPTH = 50;

    /** More than any address space holds, and far from overflow. */
    private static final long MAX_ARRAY_BYTES = 1L << 56;

    /** The legal sets of specifiers (C17 section 6.7.2), each with its words in alphabetical order. */
    private static final Map<String, Type> COMBINATIONS = combinations();

    private final Tokens tokens;
    private final NameScope names;
    private int depth;

    /** @param names knows the types of the program */
    TypeParser(Tokens tokens, NameScope names) {
        this.tokens = tokens;
        this.names = names;
    }

    private static Map<String, Type> combinations() {
        Map<String, Type> all = new TreeMap<>();
        all.put("void", Types.VOID);
        all.put("bool", Types.BOOL);
        all.put("_Bool", Types.C_BOOL);
        all.put("char", Types.CHAR);
        all.put("char signed", Types.SIGNED_CHAR);
        all.put("char unsigned", Types.UNSIGNED_CHAR);
        all.put("float", Types.FLOAT);
        all.put("double", Types.DOUBLE);
        all.put("double long", Types.LONG_DOUBLE);
        all.put("int", Types.INT);
        all.put("signed", Types.INT);
        all.put("int signed", Types.INT);
        all.put("unsigned", Types.UNSIGNED_INT);
        all.put("int unsigned", Types.UNSIGNED_INT);
        all.put("__int128", Types.INT128);
        all.put("__int128 signed", Types.INT128);
        all.put("__int128 unsigned", Types.UNSIGNED_INT128);
        addIntegers(all, "short", Types.SHORT, Types.UNSIGNED_SHORT);
        addIntegers(all, "long", Types.LONG, Types.UNSIGNED_LONG);
        addIntegers(all, "long long", Types.LONG_LONG, Types.UNSIGNED_LONG_LONG);
        return Map.copyOf(all);
    }

    private static void addIntegers(Map<String, Type> all, String length, Type signed, Type unsigned) {
        all.put(length, signed);
        all.put("int " + length, signed);
        // Alphabetical order puts signed after long but before short.
        all.put(sorted(length + " signed"), signed);
        all.put(sorted("int signed " + length), signed);
        all.put(length + " unsigned", unsigned);
        all.put("int " + length + " unsigned", unsigned);
    }

    private static String sorted(String words) {
        return List.of(words.split(" ")).stream().sorted().collect(Collectors.joining(" "));
    }

    /** Whether the next token starts a type that C itself has or that a keyword announces. */
    boolean startsBuiltIn(Token token) {
        return token instanceof Token.Word(String text, Span _)
                && (SPECIFIERS.contains(text) || QUALIFIERS.contains(text) || TAGS.contains(text))
                && isKeyword(text);
    }

    /** Rust has none of C's words for types. */
    private boolean isKeyword(String text) {
        return TAGS.contains(text)
                || names.language() != SourceLanguage.RUST
                || names.value(text).isEmpty();
    }

    /** Whether a type starts with the next token. No token is taken. */
    boolean startsType() {
        if (startsBuiltIn(tokens.peek())) {
            return true;
        }
        int mark = tokens.mark();
        boolean named = namedType().isPresent();
        tokens.reset(mark);
        return named;
    }

    /** Takes the name of a type of the program or of the usual headers; takes tokens also when it is none. */
    private Optional<Type> namedType() {
        StringBuilder name = new StringBuilder();
        boolean scoped = tokens.accept("::");
        if (scoped) {
            name.append("::");
        }
        Optional<Type> found = Optional.empty();
        while (tokens.peek() instanceof Token.Word(String text, Span _)) {
            if (isReserved(text)) {
                return Optional.empty();
            }
            Optional<String> arguments = tokens.templateArguments();
            name.append(text);
            tokens.next();
            if (arguments.isPresent() && names.type("", name + arguments.get()).isPresent()) {
                tokens.skipTemplateArguments();
                name.append(arguments.get());
            }
            if (!tokens.peek().is("::")) {
                found = ofName(name.toString());
                break;
            }
            tokens.next();
            name.append("::");
        }
        return found;
    }

    private Optional<Type> ofName(String name) {
        // A variable hides a type of its name; without either, the usual headers have it.
        Optional<Type> type = names.type("", name);
        if (type.isPresent()) {
            return names.hidesType(name) ? Optional.empty() : type;
        }
        Optional<Type> builtIn = names.language() == SourceLanguage.RUST ? RustTypes.named(name) : Types.named(name);
        return builtIn.filter(_ -> !names.hidesType(name));
    }

    /** Whether a word cannot be the name of a symbol. */
    boolean isReserved(String text) {
        boolean word = SPECIFIERS.contains(text) || QUALIFIERS.contains(text) || TAGS.contains(text);
        return OPERATORS.contains(text) || (word && isKeyword(text));
    }

    /** A type with its declarator. */
    Type typeName() {
        return names.language() == SourceLanguage.RUST && !startsBuiltIn(tokens.peek())
                ? new RustTypeParser(tokens, names, this).type()
                : path();
    }

    /** A type that starts with a name or a keyword. */
    Type path() {
        if (!startsType()) {
            throw tokens.syntaxError();
        }
        Type base = specifiers();
        return abstractDeclarator().apply(base);
    }

    private Type specifiers() {
        List<String> words = new ArrayList<>();
        Optional<Type> named = Optional.empty();
        boolean isConst = false;
        boolean isVolatile = false;
        if (tokens.peek().is("::")) {
            named = namedType();
        }
        while (tokens.peek() instanceof Token.Word(String text, Span span)) {
            if (QUALIFIERS.contains(text)) {
                isConst |= text.equals("const");
                isVolatile |= text.equals("volatile");
            } else if (TAGS.contains(text)) {
                if (named.isPresent() || !words.isEmpty()) {
                    throw tokens.syntaxError();
                }
                named = Optional.of(tagged(text));
                continue;
            } else if (SPECIFIERS.contains(text) && named.isEmpty()) {
                words.add(text);
                if (!COMBINATIONS.containsKey(words.stream().sorted().collect(Collectors.joining(" ")))
                        && !isPrefix(words)) {
                    throw tokens.syntaxError();
                }
            } else if (words.isEmpty() && named.isEmpty()) {
                named = namedType();
                if (named.isEmpty()) {
                    throw new EvaluationException("No symbol \"" + text + "\" in current context.", span);
                }
                continue;
            } else {
                break;
            }
            tokens.next();
        }
        if (named.isEmpty() && words.isEmpty()) {
            throw tokens.syntaxError();
        }
        Type base = named.isPresent()
                ? named.get()
                : COMBINATIONS.get(words.stream().sorted().collect(Collectors.joining(" ")));
        if (base == null) {
            throw tokens.syntaxError();
        }
        return Types.qualified(base, isConst, isVolatile);
    }

    /** Whether these words, none of which may be put more often than C allows, are part of a longer legal set. */
    private static boolean isPrefix(List<String> words) {
        return COMBINATIONS.keySet().stream().anyMatch(combination -> {
            List<String> rest = new ArrayList<>(List.of(combination.split(" ")));
            return words.stream().allMatch(rest::remove);
        });
    }

    /** The type behind {@code struct} and the like. */
    private Type tagged(String keyword) {
        Span span = tokens.next().span();
        StringBuilder tag = new StringBuilder();
        while (tokens.peek() instanceof Token.Word(String word, Span end)) {
            Optional<String> arguments = tokens.templateArguments();
            tag.append(word);
            span = span.to(end);
            tokens.next();
            if (arguments.isPresent()) {
                tag.append(arguments.get());
                tokens.skipTemplateArguments();
            }
            if (!tokens.accept("::")) {
                break;
            }
            tag.append("::");
        }
        if (tag.isEmpty()) {
            throw tokens.syntaxError();
        }
        Span whole = span;
        return names.type(keyword, tag.toString())
                .orElseThrow(() -> new EvaluationException("No " + keyword + " type named " + tag + ".", whole));
    }

    /** What the declarator makes of the type before it. */
    private UnaryOperator<Type> abstractDeclarator() {
        if (++depth > MAX_DEPTH) {
            throw new EvaluationException(
                    "The type is nested too deeply.", tokens.peek().span());
        }
        UnaryOperator<Type> pointers = pointers();
        UnaryOperator<Type> inner = type -> type;
        if (tokens.peek().is("(") && opensDeclarator(tokens.peekSecond())) {
            tokens.next();
            inner = abstractDeclarator();
            tokens.expect(")");
        }
        UnaryOperator<Type> suffixes = suffixes();
        UnaryOperator<Type> group = inner;
        depth--;
        return type -> group.apply(suffixes.apply(pointers.apply(type)));
    }

    private static boolean opensDeclarator(Token token) {
        return token.is("*") || token.is("&") || token.is("&&") || token.is("(") || token.is("[");
    }

    private UnaryOperator<Type> pointers() {
        List<UnaryOperator<Type>> steps = new ArrayList<>();
        while (true) {
            Token token = tokens.peek();
            if (token.is("*")) {
                steps.add(Types::pointerTo);
            } else if (token.is("&") || token.is("&&")) {
                boolean rvalue = token.is("&&");
                steps.add(type -> new Type.ReferenceType(type, rvalue));
            } else if (token.isWord("const")) {
                steps.add(type -> Types.qualified(type, true, false));
            } else if (token.isWord("volatile")) {
                steps.add(type -> Types.qualified(type, false, true));
            } else if (!token.isWord("restrict")) {
                break;
            }
            tokens.next();
            checkLength(steps);
        }
        return type -> {
            Type result = type;
            for (UnaryOperator<Type> step : steps) {
                result = step.apply(result);
            }
            return result;
        };
    }

    private UnaryOperator<Type> suffixes() {
        List<UnaryOperator<Type>> steps = new ArrayList<>();
        while (true) {
            if (tokens.accept("[")) {
                Span span = tokens.peek().span();
                long count = arrayLength();
                steps.add(element -> array(element, count, span));
            } else if (tokens.peek().is("(")) {
                tokens.next();
                Optional<List<Type>> parameters = parameters();
                steps.add(result -> new FunctionType(result, parameters));
            } else {
                break;
            }
            checkLength(steps);
        }
        return type -> {
            Type result = type;
            // The last suffix is the nearest to the element type.
            for (UnaryOperator<Type> step : steps.reversed()) {
                result = step.apply(result);
            }
            return result;
        };
    }

    private static ArrayType array(Type element, long count, Span span) {
        if (count != 0 && element.size() > MAX_ARRAY_BYTES / count) {
            throw new EvaluationException("The array is too large.", span);
        }
        return new ArrayType(element, count);
    }

    private void checkLength(List<UnaryOperator<Type>> steps) {
        if (steps.size() > MAX_DEPTH) {
            throw new EvaluationException(
                    "The type is nested too deeply.", tokens.peek().span());
        }
    }

    private long arrayLength() {
        if (!(tokens.peek() instanceof Token.Literal(Scalar length, Span span))) {
            throw tokens.syntaxError();
        }
        tokens.next();
        tokens.expect("]");
        if (length.bits() < 0 || length.bits() > Integer.MAX_VALUE) {
            throw new EvaluationException(
                    "Array length " + Long.toUnsignedString(length.bits()) + " is too large.", span);
        }
        return length.bits();
    }

    private Optional<List<Type>> parameters() {
        if (tokens.accept(")")) {
            return Optional.empty();
        }
        List<Type> parameters = new ArrayList<>();
        do {
            parameters.add(typeName());
        } while (tokens.accept(","));
        tokens.expect(")");
        return Optional.of(parameters.equals(List.of(Types.VOID)) ? List.of() : parameters);
    }
}
