package dev.sonde.cli.command.variable;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.expression.EvaluationException;
import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.expression.NameScope;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.Optional;

/**
 * A type that a command's argument names, or that of an expression.
 *
 * @param named whether the argument was the name of a type
 */
record NamedType(Type type, boolean named) {
    /**
     * gdb's remark on a pointer or reference to an object that is more than its declaration says; empty without one, or when
     * objects are taken for what they are declared.
     */
    static String realType(Session session, String text, NamedType found) {
        boolean asked = session.settings().is(Settings.PRINT_OBJECT) && !found.named() && !text.isEmpty();
        if (!asked) {
            return "";
        }
        Type type = found.type().unqualified();
        boolean reference = type instanceof Type.ReferenceType;
        Optional<Type> target = switch (type) {
            case Type.PointerType(Type pointed) -> Optional.of(pointed);
            case Type.ReferenceType(Type referred, boolean _) -> Optional.of(referred);
            default -> Optional.empty();
        };
        if (target.isEmpty()
                || !(Expressions.of(session).evaluate(text) instanceof Value.Scalar(Type _, long address, var _))) {
            return "";
        }
        return Expressions.of(session)
                .context()
                .names()
                .objects()
                .dynamicObject(target.get(), address)
                .map(object -> "/* real type = " + object.type().name() + (reference ? " & */\n" : " * */\n"))
                .orElse("");
    }

    /**
     * Reads an argument.
     *
     * @throws EvaluationException if it is neither a type nor an expression
     */
    static NamedType of(Session session, String text) {
        ExpressionContext context = Expressions.of(session).context();
        NameScope names = context.names();
        try {
            return new NamedType(Expression.parseType(text, names), true);
        } catch (EvaluationException e) {
            // What is no type may be an expression, which says better what is wrong with it.
            return new NamedType(Expression.parse(text, names).type(context), false);
        }
    }
}
