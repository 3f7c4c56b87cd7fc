package dev.sonde.engine.expression;

import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Scalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads expressions by recursive descent, with the precedences of gdb's grammar for C. */
final class Parser {
    /** Both the nesting and the length of chains are bounded, so that no tree is too deep to walk. */
    private static final int MAX_NODES = 1000;

    private static final int MAX_DEPTH = 200;
    private static final Set<String> TYPE_OF = Set.of("typeof", "__typeof__", "__typeof", "decltype", "__decltype");
    private static final Map<String, Node.CastKind> NAMED_CASTS = Map.of(
            "static_cast", Node.CastKind.STATIC_CAST,
            "const_cast", Node.CastKind.CONST_CAST,
            "reinterpret_cast", Node.CastKind.REINTERPRET_CAST,
            "dynamic_cast", Node.CastKind.DYNAMIC_CAST);
    private static final int REPEAT_PRECEDENCE = 8;
    private static final int LOWEST_BINARY = BinaryOperator.OR.precedence();

    private final Tokens tokens;
    private final TypeParser types;
    private final NameScope names;
    private int nodes;
    private int depth;

    Parser(String text, NameScope names) {
        this.names = names;
        tokens = new Tokens(text, names::language);
        types = new TypeParser(tokens, names);
    }

    /** Where the first token that was not read stands. */
    int position() {
        return tokens.peek().span().offset();
    }

    Node parseAll() {
        Node root = comma();
        if (tokens.peek() instanceof Token.Punctuation(String symbol, Span span) && symbol.equals(")")) {
            throw new EvaluationException("Junk after end of expression.", span);
        }
        expectEnd();
        return root;
    }

    Node parsePrefix() {
        return assignment();
    }

    Type parseWholeType() {
        Type type = types.typeName();
        expectEnd();
        return type;
    }

    private void expectEnd() {
        if (!(tokens.peek() instanceof Token.End)) {
            throw tokens.syntaxError();
        }
    }

    private Node comma() {
        Node left = assignment();
        while (tokens.accept(",")) {
            Node right = assignment();
            left = count(new Node.Comma(left, right, left.span().to(right.span())));
        }
        return left;
    }

    private Node assignment() {
        enter();
        Node left = conditional();
        Token token = tokens.peek();
        if (token instanceof Token.Punctuation(String symbol, Span _)) {
            if (symbol.equals("=")) {
                tokens.next();
                Node value = assignment();
                left = new Node.Assignment(left, value, left.span().to(value.span()));
            } else {
                Optional<BinaryOperator> operator = BinaryOperator.ofAssignment(symbol);
                if (operator.isPresent()) {
                    tokens.next();
                    Node value = assignment();
                    Span span = left.span().to(value.span());
                    left = new Node.CompoundAssignment(operator.get(), left, value, span);
                }
            }
        }
        depth--;
        return left;
    }

    private Node conditional() {
        Node condition = logicalOr();
        if (!tokens.accept("?")) {
            return condition;
        }
        Node yes = comma();
        tokens.expect(":");
        enter();
        Node no = conditional();
        depth--;
        return new Node.Conditional(condition, yes, no, condition.span().to(no.span()));
    }

    private Node logicalOr() {
        Node left = logicalAnd();
        while (tokens.accept("||")) {
            Node right = logicalAnd();
            left = count(new Node.Logical(false, left, right, left.span().to(right.span())));
        }
        return left;
    }

    private Node logicalAnd() {
        Node left = binary(LOWEST_BINARY);
        while (tokens.accept("&&")) {
            Node right = binary(LOWEST_BINARY);
            left = count(new Node.Logical(true, left, right, left.span().to(right.span())));
        }
        return left;
    }

    /** Operators of at least this precedence, all of which associate to the left. */
    private Node binary(int lowest) {
        Node left = memberPointers();
        while (tokens.peek() instanceof Token.Punctuation(String symbol, Span _)) {
            if (symbol.equals("@")) {
                if (REPEAT_PRECEDENCE < lowest) {
                    break;
                }
                tokens.next();
                Node right = binary(REPEAT_PRECEDENCE + 1);
                left = count(new Node.Repeat(left, right, left.span().to(right.span())));
                continue;
            }
            Optional<BinaryOperator> operator = BinaryOperator.of(symbol);
            if (operator.isEmpty() || operator.get().precedence() < lowest) {
                break;
            }
            tokens.next();
            Node right = binary(operator.get().precedence() + 1);
            left = count(
                    new Node.Binary(operator.get(), left, right, left.span().to(right.span())));
        }
        return left;
    }

    /** {@code a.*b} and {@code a->*b}, which bind more tightly than multiplication. */
    private Node memberPointers() {
        Node left = unary();
        while (isRust() && tokens.peek().isWord("as")) {
            tokens.next();
            Type type = types.typeName();
            int end = tokens.peek().span().offset();
            Span span = new Span(left.span().offset(), end - left.span().offset());
            left = count(new Node.Cast(type, left, span));
        }
        while (tokens.peek().is(".*") || tokens.peek().is("->*")) {
            boolean arrow = tokens.next().is("->*");
            Node right = unary();
            left = count(
                    new Node.MemberPointerAccess(left, right, arrow, left.span().to(right.span())));
        }
        return left;
    }

    private Node unary() {
        enter();
        Node node = unaryInside();
        depth--;
        return count(node);
    }

    private Node unaryInside() {
        Token token = tokens.peek();
        Span start = token.span();
        if (token instanceof Token.Punctuation(String symbol, Span _)) {
            switch (symbol) {
                case "-" -> {
                    return operator(UnaryOperator.NEGATE);
                }
                case "+" -> {
                    return operator(UnaryOperator.PLUS);
                }
                case "~" -> {
                    return operator(UnaryOperator.COMPLEMENT);
                }
                case "!" -> {
                    return operator(UnaryOperator.NOT);
                }
                case "*" -> {
                    tokens.next();
                    Node operand = unary();
                    return new Node.Dereference(operand, start.to(operand.span()));
                }
                case "&" -> {
                    tokens.next();
                    if (isRust() && tokens.peek().isWord("mut")) {
                        tokens.next();
                    }
                    Node operand = unary();
                    return new Node.AddressOf(operand, start.to(operand.span()));
                }
                case "++", "--" -> {
                    tokens.next();
                    Node operand = unary();
                    BinaryOperator by = symbol.equals("++") ? BinaryOperator.ADD : BinaryOperator.SUBTRACT;
                    return new Node.Step(operand, by, false, start.to(operand.span()));
                }
                case "{" -> {
                    return brace();
                }
                case "(" -> {
                    if (startsTypeBehindParenthesis()) {
                        tokens.next();
                        Type type = types.typeName();
                        tokens.expect(")");
                        Node operand = unary();
                        return new Node.Cast(type, operand, start.to(operand.span()));
                    }
                }
                default -> {}
            }
        }
        if (token.isWord("sizeof")) {
            return sizeOf();
        }
        if (token.isWord("alignof") || token.isWord("_Alignof")) {
            return alignOf();
        }
        if (token instanceof Token.Word(String word, Span _)) {
            if (TYPE_OF.contains(word) && tokens.peekSecond().is("(")) {
                tokens.next();
                tokens.next();
                Node operand = comma();
                return new Node.TypeOf(operand, start.to(tokens.expect(")")));
            }
            if (NAMED_CASTS.containsKey(word) && tokens.peekSecond().is("<")) {
                return postfix(namedCast(NAMED_CASTS.get(word)));
            }
        }
        return postfix(primary());
    }

    private Node namedCast(Node.CastKind kind) {
        Span start = tokens.next().span();
        tokens.expect("<");
        Type type = types.typeName();
        tokens.expect(">");
        tokens.expect("(");
        Node operand = comma();
        return new Node.NamedCast(kind, type, operand, start.to(tokens.expect(")")));
    }

    /** The rest of the name of an operator function behind its first word; the word alone if none follows. */
    private String operatorName(String word) {
        boolean follows = word.equals("operator")
                && tokens.peekSecond() instanceof Token.Punctuation(String symbol, Span _)
                && !symbol.equals(")")
                && !symbol.equals("::");
        if (!follows) {
            return word;
        }
        tokens.next();
        String symbol = ((Token.Punctuation) tokens.peek()).text();
        if (symbol.equals("(") || symbol.equals("[")) {
            String closing = symbol.equals("(") ? ")" : "]";
            if (!tokens.peekSecond().is(closing)) {
                throw tokens.syntaxError();
            }
            tokens.next();
            return word + symbol + closing;
        }
        return word + symbol;
    }

    /** Whether the parenthesis that is next opens a cast. */
    private boolean startsTypeBehindParenthesis() {
        int mark = tokens.mark();
        tokens.next();
        boolean type = types.startsType();
        tokens.reset(mark);
        return type;
    }

    private Node operator(UnaryOperator operator) {
        Span start = tokens.next().span();
        Node operand = unary();
        return new Node.Unary(operator, operand, start.to(operand.span()));
    }

    /** {@code {type} address}, or the elements of an array. */
    private Node brace() {
        Span start = tokens.next().span();
        if (types.startsType()) {
            Type type = types.typeName();
            tokens.expect("}");
            Node address = unary();
            return new Node.MemoryAt(type, address, start.to(address.span()));
        }
        List<Node> elements = new ArrayList<>();
        do {
            elements.add(assignment());
        } while (tokens.accept(","));
        Span end = tokens.expect("}");
        return postfix(new Node.ArrayLiteral(elements, start.to(end)));
    }

    private Node sizeOf() {
        Span start = tokens.next().span();
        if (tokens.peek().is("(") && startsTypeBehindParenthesis()) {
            tokens.next();
            Type type = types.typeName();
            Span end = tokens.expect(")");
            // gdb counts one byte for what has no size.
            return constant(Math.max(type.size(), 1), start.to(end));
        }
        if (types.startsBuiltIn(tokens.peek())) {
            throw tokens.syntaxError();
        }
        Node operand = unary();
        return new Node.SizeOf(operand, start.to(operand.span()));
    }

    private Node alignOf() {
        Span start = tokens.next().span();
        tokens.expect("(");
        Type type = types.typeName();
        Span end = tokens.expect(")");
        return constant(Types.alignment(type), start.to(end));
    }

    private static Node constant(long number, Span span) {
        return new Node.Constant(Scalar.of(Types.UNSIGNED_LONG, number), span);
    }

    /** A member's name, perhaps with the class that declares it. */
    private Node memberAccess(Node object, boolean arrow) {
        StringBuilder member = new StringBuilder();
        while (true) {
            if (!(tokens.peek() instanceof Token.Word(String text, Span end))) {
                throw tokens.syntaxError();
            }
            member.append(operatorName(text));
            tokens.next();
            if (!tokens.accept("::")) {
                return new Node.MemberAccess(
                        object, member.toString(), arrow, object.span().to(end));
            }
            member.append("::");
        }
    }

    private Node postfix(Node start) {
        Node node = start;
        while (true) {
            boolean literal = tokens.peek() instanceof Token.Literal;
            Optional<String> position = literal && isRust() ? tokens.acceptTupleIndex() : Optional.empty();
            if (position.isPresent()) {
                node = count(new Node.MemberAccess(node, "__" + position.get(), false, node.span()));
                continue;
            }
            if (!(tokens.peek() instanceof Token.Punctuation(String symbol, Span span))) {
                return node;
            }
            switch (symbol) {
                case "[" -> {
                    tokens.next();
                    node = subscript(node);
                }
                case "(" -> {
                    tokens.next();
                    List<Node> arguments = arguments();
                    node = new Node.Call(node, arguments, node.span().to(tokens.expect(")")));
                }
                case ".", "->" -> {
                    tokens.next();
                    node = memberAccess(node, symbol.equals("->"));
                }
                case "++", "--" -> {
                    tokens.next();
                    BinaryOperator by = symbol.equals("++") ? BinaryOperator.ADD : BinaryOperator.SUBTRACT;
                    node = new Node.Step(node, by, true, node.span().to(span));
                }
                default -> {
                    return node;
                }
            }
            count(node);
        }
    }

    /** {@code [i]}, or in Rust {@code [from..to]}, behind the bracket. */
    private Node subscript(Node array) {
        Node first = isRange() ? null : comma();
        if (first != null && !isRange()) {
            return new Node.Index(array, first, array.span().to(tokens.expect("]")));
        }
        boolean inclusive = tokens.next().is("..=");
        Node last = tokens.peek().is("]") ? null : comma();
        return new Node.Slice(array, first, last, inclusive, array.span().to(tokens.expect("]")));
    }

    private boolean isRange() {
        return isRust() && (tokens.peek().is("..") || tokens.peek().is("..="));
    }

    private boolean isRust() {
        return names.language() == SourceLanguage.RUST;
    }

    /** {@code [a, b]} or {@code [a; n]}, arrays of Rust. */
    private Node rustArray() {
        Span start = tokens.next().span();
        List<Node> elements = new ArrayList<>();
        elements.add(assignment());
        if (tokens.accept(";")) {
            Token length = tokens.next();
            Span end = tokens.expect("]");
            if (!(length instanceof Token.Literal(Scalar(Type _, long count, var _), Span at))) {
                throw tokens.syntaxError();
            }
            if (count < 1 || count > MAX_NODES) {
                throw new EvaluationException("The array is too large.", at);
            }
            return new Node.ArrayLiteral(Collections.nCopies((int) count, elements.getFirst()), start.to(end));
        }
        while (tokens.accept(",")) {
            elements.add(assignment());
        }
        return new Node.ArrayLiteral(elements, start.to(tokens.expect("]")));
    }

    private List<Node> arguments() {
        List<Node> arguments = new ArrayList<>();
        if (!tokens.peek().is(")")) {
            do {
                arguments.add(assignment());
            } while (tokens.accept(","));
        }
        return arguments;
    }

    private Node primary() {
        Token token = tokens.peek();
        return switch (token) {
            case Token.Literal(Value value, Span span) -> {
                tokens.next();
                yield new Node.Constant(value, span);
            }
            case Token.Text _ -> string();
            case Token.Dollar(String text, Span span) -> {
                tokens.next();
                yield dollar(text, span);
            }
            case Token.QuotedName _, Token.Word _ -> name();
            case Token.Punctuation(String symbol, Span _)
            when symbol.equals("(") -> {
                tokens.next();
                Node inner = comma();
                tokens.expect(")");
                yield inner;
            }
            case Token.Punctuation(String symbol, Span _) when symbol.equals("::") -> name();
            case Token.Punctuation(String symbol, Span _) when symbol.equals("[") && isRust() -> rustArray();
            case Token.Punctuation _, Token.End _ -> throw tokens.syntaxError();
        };
    }

    private Node string() {
        Token.Text first = (Token.Text) tokens.next();
        StringLiteral literal = first.literal();
        Span span = first.span();
        while (tokens.peek() instanceof Token.Text(StringLiteral more, Span end)) {
            tokens.next();
            literal = literal.with(more);
            span = span.to(end);
        }
        return new Node.Constant(literal.toValue(), span);
    }

    private Node dollar(String text, Span span) {
        if (text.isEmpty()) {
            return new Node.RecentValue(0, span);
        }
        if (text.equals("$")) {
            return new Node.RecentValue(1, span);
        }
        boolean back = text.charAt(0) == '$';
        String digits = back ? text.substring(1) : text;
        if (digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number;
            try {
                number = Integer.parseInt(digits);
            } catch (NumberFormatException _) {
                throw new EvaluationException("Numeric constant too large.", span);
            }
            // $0 is the last value too.
            return back || number == 0 ? new Node.RecentValue(number, span) : new Node.HistoryValue(number, span);
        }
        return new Node.DollarName(text, span);
    }

    private Node name() {
        Span span = tokens.peek().span();
        if (types.startsType()) {
            types.typeName();
            throw new EvaluationException("Attempt to use a type name as an expression", span);
        }
        StringBuilder name = new StringBuilder();
        if (tokens.accept("::")) {
            name.append("::");
        }
        while (true) {
            switch (tokens.peek()) {
                case Token.Word(String text, Span end)
                when name.isEmpty() && isTruth(text) -> {
                    tokens.next();
                    return new Node.Constant(Scalar.of(Types.BOOL, text.equals("true") ? 1 : 0), end);
                }
                case Token.Word(String text, Span end) -> {
                    if (types.isReserved(text)) {
                        throw tokens.syntaxError();
                    }
                    name.append(operatorName(text));
                    span = span.to(end);
                    Optional<String> arguments = tokens.templateArguments();
                    boolean template = arguments.isPresent()
                            && names.value(name.toString())
                                    .filter(value -> !(value instanceof Value.Code))
                                    .isEmpty()
                            && (names.value(name + arguments.get()).isPresent()
                                    || names.type("", name + arguments.get()).isPresent());
                    if (template) {
                        tokens.next();
                        span = span.to(tokens.skipTemplateArguments());
                        name.append(arguments.get());
                        tokens.acceptScopeParameters().ifPresent(name::append);
                        if (!tokens.accept("::")) {
                            return new Node.Name(name.toString(), span);
                        }
                        name.append("::");
                        continue;
                    }
                }
                case Token.QuotedName(String text, Span end) -> {
                    name.append(text);
                    span = span.to(end);
                }
                default -> throw tokens.syntaxError();
            }
            tokens.next();
            tokens.acceptScopeParameters().ifPresent(name::append);
            if (!tokens.accept("::")) {
                return new Node.Name(tokens.acceptEntry() ? name + NameScope.ON_ENTRY : name.toString(), span);
            }
            name.append("::");
            if (tokens.accept("~")) {
                name.append('~');
            }
        }
    }

    private static boolean isTruth(String text) {
        return text.equals("true") || text.equals("false");
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw new EvaluationException(
                    "The expression is nested too deeply.", tokens.peek().span());
        }
    }

    private Node count(Node node) {
        if (++nodes > MAX_NODES) {
            throw new EvaluationException("The expression is too long.", node.span());
        }
        return node;
    }
}
