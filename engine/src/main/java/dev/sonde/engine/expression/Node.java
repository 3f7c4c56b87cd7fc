package dev.sonde.engine.expression;

import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tree of an expression. Immutable. */
public sealed interface Node {
    /** The part of the text that it was read from. */
    Span span();

    /** A literal. */
    record Constant(Value value, Span span) implements Node {}

    /** A symbol, qualified by its scopes as in {@code A::b}. */
    record Name(String name, Span span) implements Node {}

    /** A register or a convenience variable, without the dollar sign. */
    record DollarName(String name, Span span) implements Node {}

    /** The value with this number in the history, {@code $5}. */
    record HistoryValue(int number, Span span) implements Node {}

    /** The value that many before the last one in the history, {@code $$5}. */
    record RecentValue(int back, Span span) implements Node {}

    /** {@code +a}, {@code -a}, {@code ~a} or {@code !a}. */
    record Unary(UnaryOperator operator, Node operand, Span span) implements Node {}

    /** {@code *a}. */
    record Dereference(Node operand, Span span) implements Node {}

    /** {@code &a}. */
    record AddressOf(Node operand, Span span) implements Node {}

    /** {@code ++a}, {@code --a}, {@code a++} or {@code a--}. */
    record Step(Node operand, BinaryOperator operator, boolean yieldsOld, Span span) implements Node {}

    /** An arithmetic operation or comparison, whose operands are both evaluated. */
    record Binary(BinaryOperator operator, Node left, Node right, Span span) implements Node {}

    /** {@code a && b} or {@code a || b}. */
    record Logical(boolean and, Node left, Node right, Span span) implements Node {}

    /** {@code a ? b : c}. */
    record Conditional(Node condition, Node yes, Node no, Span span) implements Node {}

    /** {@code a, b}. */
    record Comma(Node left, Node right, Span span) implements Node {}

    /** {@code a = b}. */
    record Assignment(Node target, Node value, Span span) implements Node {}

    /** {@code a += b} and the like. */
    record CompoundAssignment(BinaryOperator operator, Node target, Node value, Span span) implements Node {}

    /** {@code (type) a}. */
    record Cast(Type type, Node operand, Span span) implements Node {}

    /** {@code static_cast<type>(a)} and the like. */
    record NamedCast(CastKind kind, Type type, Node operand, Span span) implements Node {}

    /** {@code typeof(a)}: the type of an expression, where a type is asked for. */
    record TypeOf(Node operand, Span span) implements Node {}

    /** The casts of C++ that have names. */
    enum CastKind {
        STATIC_CAST,
        CONST_CAST,
        REINTERPRET_CAST,
        DYNAMIC_CAST
    }

    /** {@code {type} a}: what is in memory at that address. */
    record MemoryAt(Type type, Node address, Span span) implements Node {}

    /** {@code sizeof a}. */
    record SizeOf(Node operand, Span span) implements Node {}

    /** {@code a @ n}: an array of n elements of which {@code a} is the first. */
    record Repeat(Node first, Node count, Span span) implements Node {}

    /** {@code a[i]}. */
    record Index(Node array, Node index, Span span) implements Node {}

    /**
     * {@code a[from..to]} of Rust.
     *
     * @param from null for the beginning
     * @param to null for the end
     * @param inclusive whether {@code to} belongs to it
     */
    record Slice(Node array, @Nullable Node from, @Nullable Node to, boolean inclusive, Span span) implements Node {}

    /** {@code a.name} or {@code a->name}. */
    record MemberAccess(Node object, String member, boolean arrow, Span span) implements Node {}

    /** {@code a.*b} or {@code a->*b}. */
    record MemberPointerAccess(Node object, Node pointer, boolean arrow, Span span) implements Node {}

    /** {@code f(a, b)}. */
    record Call(Node function, List<Node> arguments, Span span) implements Node {
        /** Copies the list. */
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** <code>{a, b}</code>: an array of the values. */
    record ArrayLiteral(List<Node> elements, Span span) implements Node {
        /** Copies the list. */
        public ArrayLiteral {
            elements = List.copyOf(elements);
        }
    }
}
