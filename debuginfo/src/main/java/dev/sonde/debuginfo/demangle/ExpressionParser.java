package dev.sonde.debuginfo.demangle;

import dev.sonde.debuginfo.demangle.Component.Binary;
import dev.sonde.debuginfo.demangle.Component.Items;
import dev.sonde.debuginfo.demangle.Component.OperatorName;
import dev.sonde.debuginfo.demangle.Component.Template;
import dev.sonde.debuginfo.demangle.Component.Ternary;
import dev.sonde.debuginfo.demangle.Component.Unary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expressions and literals (Itanium C++ ABI section 5.1.6). */
final class ExpressionParser {
    private final ItaniumParser parser;

    ExpressionParser(ItaniumParser parser) {
        this.parser = parser;
    }

    private MangledInput input() {
        return parser.input();
    }

    Component expression() {
        return parser.inExpression(true, this::operand);
    }

    private Component operand() {
        return parser.nested(this::operandHere);
    }

    private Component operandHere() {
        char c = input().peek();
        char next = input().peek(1);
        if (c == 'L') {
            return literal();
        }
        if (c == 'T') {
            return parser.types().templateParameter();
        }
        if (c == 's' && next == 'r') {
            input().skip(2);
            return unresolvedName();
        }
        if (c == 's' && next == 'p') {
            input().skip(2);
            return new Component.PackExpansion(operand());
        }
        if (c == 'f' && next == 'p') {
            input().skip(2);
            return functionParameter();
        }
        if (MangledInput.isDigit(c) || (c == 'o' && next == 'n')) {
            return withArguments(parser.names().unqualifiedName(null, null));
        }
        if ((c == 'i' || c == 't') && next == 'l') {
            input().skip(2);
            Component type = c == 't' ? parser.types().type() : null;
            return new Component.Braced(type, operands('E'));
        }
        if (c == 'u') {
            input().skip(1);
            Component name = parser.names().sourceName();
            return new Component.VendorExpression(name, vendorArguments());
        }
        return operation();
    }

    private Component.Arguments vendorArguments() {
        return parser.types().templateArgumentsUntilE();
    }

    private Component withArguments(Component name) {
        return input().peek() == 'I' ? new Template(name, parser.types().templateArguments()) : name;
    }

    /** A member of a dependent type, after {@code sr}. */
    private Component unresolvedName() {
        char c = input().peek();
        Component scope;
        if ((MangledInput.isDigit(c) || MangledInput.isLower(c) || c == 'C' || c == 'U' || c == 'L')
                && parser.tryNewUnresolvedNames()) {
            scope = parser.names().prefix(false);
            input().accept('E');
        } else {
            scope = parser.types().type();
        }
        return withArguments(parser.names().unqualifiedName(scope, null));
    }

    /** {@code fpT}, or {@code fp [number] _}. */
    private Component functionParameter() {
        if (input().accept('T')) {
            return new Component.FunctionParameter(0);
        }
        return new Component.FunctionParameter(input().compactNumber() + 1);
    }

    /** The name of an operator, a conversion operator or, in an expression, a cast. */
    Component operatorName() {
        char first = input().next();
        char second = input().next();
        if (first == 'v' && MangledInput.isDigit(second)) {
            return new Component.VendorOperator(second - '0', parser.names().sourceName());
        }
        if (first == 'c' && second == 'v') {
            boolean conversion = !parser.isInExpression();
            Component type = parser.inConversion(conversion, parser.types()::type);
            return conversion ? new Component.Conversion(type) : new Component.Cast(type);
        }
        Operator operator = Operator.of(first, second);
        if (operator == null) {
            throw new DemangleFailure();
        }
        return new OperatorName(operator);
    }

    private Component operation() {
        Component name = operatorName();
        return switch (name) {
            case OperatorName(Operator operator) -> operation(operator, name);
            case Component.Cast _ -> {
                Component operand = input().accept('_') ? operands('E') : operand();
                yield new Unary(name, operand, false);
            }
            case Component.VendorOperator vendor when vendor.operands() == 0 -> new Component.Nullary(name);
            case Component.VendorOperator vendor when vendor.operands() == 1 -> new Unary(name, operand(), false);
            default -> throw new DemangleFailure();
        };
    }

    private Component operation(Operator operator, Component name) {
        return switch (operator.operands()) {
            case 0 -> new Component.Nullary(name);
            case 1 -> unary(operator, name);
            case 2 -> binary(operator);
            default -> ternary(operator);
        };
    }

    private Component unary(Operator operator, Component name) {
        if (operator.is("st") || operator.is("ti")) {
            return new Unary(name, parser.types().type(), false);
        }
        if (operator.is("sP")) {
            return new Unary(name, parser.types().templateArgumentsUntilE(), false);
        }
        // The prefix forms are marked, the others are suffixes.
        boolean suffix = (operator.is("pp") || operator.is("mm")) && !input().accept('_');
        return new Unary(name, operand(), suffix);
    }

    private Component binary(Operator operator) {
        Component left;
        if (operator.isNamedCast()) {
            left = parser.types().type();
        } else if (operator.isFold()) {
            left = operatorName();
        } else if (operator.is("di")) {
            left = parser.names().unqualifiedName(null, null);
        } else {
            left = operand();
        }
        Component right;
        if (operator.is("cl")) {
            right = operands('E');
        } else if (operator.is("dt") || operator.is("pt")) {
            right = member();
        } else {
            right = operand();
        }
        return new Binary(operator, left, right);
    }

    /** What stands after {@code .} or {@code ->}. */
    private Component member() {
        if (input().startsWith("gs") || input().startsWith("sr")) {
            return operand();
        }
        return withArguments(parser.names().unqualifiedName(null, null));
    }

    private Component ternary(Operator operator) {
        if (operator.isFold()) {
            Component folded = operatorName();
            Component first = operand();
            return new Ternary(operator, folded, first, operand());
        }
        if (operator.is("nw") || operator.is("na")) {
            Items placement = operands('_');
            Component type = parser.types().type();
            return new Ternary(operator, placement, type, initializer());
        }
        Component first = operand();
        Component second = operand();
        return new Ternary(operator, first, second, operand());
    }

    /** The end of a new-expression: nothing, {@code (...)} or {@code {...}}. */
    private @Nullable Component initializer() {
        if (input().accept('E')) {
            return null;
        }
        if (input().accept("pi")) {
            return operands('E');
        }
        if (input().startsWith("il")) {
            return operand();
        }
        throw new DemangleFailure();
    }

    private Items operands(char terminator) {
        List<Component> items = new ArrayList<>();
        while (!input().accept(terminator)) {
            items.add(operand());
        }
        return new Items(List.copyOf(items));
    }

    /** {@code L type value E} or {@code L mangled-name E}. */
    Component literal() {
        return parser.nested(() -> {
            input().expect('L');
            Component result;
            // Old compilers left the underscore of a mangled name out.
            if (input().peek() == '_' || input().peek() == 'Z') {
                result = parser.mangledName(false);
            } else {
                result = value(parser.types().type());
            }
            input().expect('E');
            return result;
        });
    }

    private Component value(Component type) {
        if (type instanceof Component.Builtin(BuiltinType builtin)
                && builtin.equals(BuiltinType.NULLPTR)
                && input().peek() == 'E') {
            return type;
        }
        boolean negative = input().accept('n');
        int start = input().position();
        while (input().peek() != 'E' && !input().atEnd()) {
            input().skip(1);
        }
        String digits = input().textFrom(start);
        if (digits.isEmpty()) {
            throw new DemangleFailure();
        }
        return new Component.Literal(type, negative, digits);
    }
}
