package dev.sonde.cli.expression;

import dev.sonde.engine.expression.EvaluationException;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.expression.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Looks up every symbol that an expression names, without evaluating it. */
final class NameCheck {
    private NameCheck() {}

    /**
     * Checks a tree.
     *
     * @param elsewhere whether a name is known where the expression will be evaluated
     * @throws EvaluationException at the first name that no symbol has
     */
    static void check(Node node, ExpressionContext context, Predicate<String> elsewhere) {
        if (node instanceof Node.Name(String name, var span)
                && !elsewhere.test(name)
                && context.names().value(name).isEmpty()
                && context.symbols()
                        .find(name.startsWith("::") ? name.substring(2) : name)
                        .isEmpty()) {
            List<String> near = context.symbols().near(name);
            String hint = near.isEmpty() ? "" : "  Did you mean " + String.join(" or ", near) + "?";
            throw new EvaluationException("No symbol \"" + name + "\" in current context." + hint, span);
        }
        for (Node child : children(node)) {
            check(child, context, elsewhere);
        }
    }

    private static List<Node> children(Node node) {
        return switch (node) {
            case Node.Constant _, Node.Name _, Node.DollarName _, Node.HistoryValue _, Node.RecentValue _ -> List.of();
            case Node.Unary unary -> List.of(unary.operand());
            case Node.Dereference dereference -> List.of(dereference.operand());
            case Node.AddressOf addressOf -> List.of(addressOf.operand());
            case Node.Step step -> List.of(step.operand());
            case Node.Binary binary -> List.of(binary.left(), binary.right());
            case Node.Logical logical -> List.of(logical.left(), logical.right());
            case Node.Conditional choice -> List.of(choice.condition(), choice.yes(), choice.no());
            case Node.Comma comma -> List.of(comma.left(), comma.right());
            case Node.Assignment assignment -> List.of(assignment.target(), assignment.value());
            case Node.CompoundAssignment assignment -> List.of(assignment.target(), assignment.value());
            case Node.Cast cast -> List.of(cast.operand());
            case Node.NamedCast cast -> List.of(cast.operand());
            case Node.TypeOf typeOf -> List.of(typeOf.operand());
            case Node.MemoryAt at -> List.of(at.address());
            case Node.SizeOf sizeOf -> List.of(sizeOf.operand());
            case Node.Repeat repeat -> List.of(repeat.first(), repeat.count());
            case Node.Index index -> List.of(index.array(), index.index());
            case Node.Slice slice ->
                Stream.of(slice.array(), slice.from(), slice.to())
                        .filter(Objects::nonNull)
                        .toList();
            case Node.MemberAccess access -> List.of(access.object());
            case Node.MemberPointerAccess access -> List.of(access.object(), access.pointer());
            // The parameters belong to the call; its function is looked up like any other name.
            case Node.Call call -> calleeAndArguments(call);
            case Node.ArrayLiteral literal -> literal.elements();
        };
    }

    private static List<Node> calleeAndArguments(Node.Call call) {
        List<Node> nodes = new ArrayList<>(call.arguments());
        nodes.addFirst(call.function());
        return nodes;
    }
}
