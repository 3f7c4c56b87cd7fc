package dev.sonde.debuginfo.demangle;

import dev.sonde.debuginfo.demangle.Component.Binary;
import dev.sonde.debuginfo.demangle.Component.OperatorName;
import dev.sonde.debuginfo.demangle.Component.Ternary;
import dev.sonde.debuginfo.demangle.Component.Unary;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes operators, expressions and literals. */
final class ExpressionPrinter {
    private final Printer printer;

    ExpressionPrinter(Printer printer) {
        this.printer = printer;
    }

    private Output out() {
        return printer.out();
    }

    void print(Component component) {
        switch (component) {
            case OperatorName(Operator operator) -> printOperatorFunction(operator);
            case Component.VendorOperator operator -> {
                out().append("operator ");
                printer.print(operator.name());
            }
            case Component.LiteralOperator operator -> {
                out().append("operator\"\" ");
                printer.print(operator.name());
            }
            case Component.Conversion conversion -> {
                out().append("operator ");
                printer.printConversion(conversion);
            }
            case Component.Cast cast -> printer.print(cast.type());
            case Component.Nullary nullary -> printOperator(nullary.operator());
            case Unary unary -> printUnary(unary);
            case Binary binary -> printBinary(binary);
            case Ternary ternary -> printTernary(ternary);
            case Component.Braced braced -> printBraced(braced);
            case Component.Literal literal -> printLiteral(literal);
            case Component.VendorExpression expression -> {
                printer.print(expression.name());
                out().append('(');
                printer.print(expression.arguments());
                out().append(')');
            }
            case Component.Decltype decltype -> {
                out().append("decltype (");
                printer.print(decltype.expression());
                out().append(')');
            }
            case Component.PackExpansion expansion -> printExpansion(expansion);
            case Component.FunctionParameter parameter -> {
                if (parameter.index() == 0) {
                    out().append("this");
                } else {
                    out().append("{parm#")
                            .append(Long.toString(parameter.index()))
                            .append('}');
                }
            }
            default -> throw new DemangleFailure();
        }
    }

    private void printOperatorFunction(Operator operator) {
        out().append("operator");
        if (MangledInput.isLower(operator.text().charAt(0))) {
            out().append(' ');
        }
        out().append(operator.text().stripTrailing());
    }

    /** An operator as it stands between operands. */
    private void printOperator(Component operator) {
        if (operator instanceof OperatorName(Operator known)) {
            out().append(known.text());
        } else {
            printer.print(operator);
        }
    }

    /** An operand, in parentheses unless it is a name or the like. */
    private void printOperand(Component operand) {
        boolean simple = operand instanceof Component.Name
                || operand instanceof Component.Qualified
                || operand instanceof Component.Braced
                || operand instanceof Component.FunctionParameter;
        if (simple) {
            printer.print(operand);
        } else {
            printInParentheses(operand);
        }
    }

    private void printInParentheses(Component component) {
        out().append('(');
        printer.print(component);
        out().append(')');
    }

    private void printUnary(Unary unary) {
        Component operand = unary.operand();
        if (unary.operator() instanceof Component.Cast cast) {
            printInParentheses(cast);
            printOperand(operand);
            return;
        }
        if (!(unary.operator() instanceof OperatorName(Operator operator))) {
            printOperator(unary.operator());
            printOperand(operand);
            return;
        }
        if (operator.is("ad") && operand instanceof Component.Typed(Component.Qualified name, Component.Function _)) {
            // The address of a member function is written without its parameters.
            operand = name;
        }
        if (unary.suffix()) {
            printOperand(operand);
            printOperator(unary.operator());
            return;
        }
        if (operator.is("sZ")) {
            int length = printer.arguments()
                    .packIn(operand)
                    .map(pack -> pack.items().size())
                    .orElse(0);
            out().append(Integer.toString(length));
            return;
        }
        if (operator.is("sP") && operand instanceof Component.Arguments list) {
            out().append(Integer.toString(printer.arguments().expandedLength(list)));
            return;
        }
        printOperator(unary.operator());
        if (operator.is("gs")) {
            printer.print(operand);
        } else if (operator.is("st") || operator.is("nx") || operator.is("ti")) {
            printInParentheses(operand);
        } else {
            printOperand(operand);
        }
    }

    private void printBinary(Binary binary) {
        Operator operator = binary.operator();
        if (operator.isNamedCast()) {
            out().append(operator.text()).append('<');
            printer.print(binary.left());
            out().append(">(");
            printer.print(binary.right());
            out().append(')');
            return;
        }
        if (operator.isFold()) {
            printFold(operator, binary.left(), binary.right(), null);
            return;
        }
        if (operator.isDesignator()) {
            printDesignated(binary);
            return;
        }
        // Keeps a greater-than sign from ending the template arguments around it.
        boolean greater = operator.is("gt");
        if (greater) {
            out().append('(');
        }
        if (operator.is("cl") && binary.left() instanceof Component.Typed(Component name, Component type)) {
            if (!(type instanceof Component.Function)) {
                throw new DemangleFailure();
            }
            printOperand(name);
        } else {
            printOperand(binary.left());
        }
        if (operator.is("ix")) {
            out().append('[');
            printer.print(binary.right());
            out().append(']');
        } else {
            if (!operator.is("cl")) {
                out().append(operator.text());
            }
            printOperand(binary.right());
        }
        if (greater) {
            out().append(')');
        }
    }

    private void printTernary(Ternary ternary) {
        Operator operator = ternary.operator();
        if (operator.isFold()) {
            printFold(operator, ternary.first(), ternary.second(), ternary.third());
        } else if (operator.is("dX")) {
            printRange(ternary);
        } else if (operator.is("qu") && ternary.third() != null) {
            printOperand(ternary.first());
            out().append('?');
            printOperand(ternary.second());
            out().append(" : ");
            printOperand(ternary.third());
        } else {
            printNew(ternary);
        }
    }

    private void printNew(Ternary ternary) {
        out().append("new ");
        if (ternary.first() instanceof Component.Items placement
                && !placement.items().isEmpty()) {
            printOperand(placement);
            out().append(' ');
        }
        printer.print(ternary.second());
        if (ternary.third() != null) {
            printOperand(ternary.third());
        }
    }

    /** {@code (... + x)}, {@code (x + ...)}, {@code (x + ... + y)}; the whole pack is meant. */
    private void printFold(Operator fold, Component folded, Component start, @Nullable Component end) {
        int held = printer.packIndex();
        printer.setPackIndex(-1);
        out().append('(');
        if (fold.is("fl")) {
            out().append("...");
            printOperator(folded);
            printOperand(start);
        } else {
            printOperand(start);
            printOperator(folded);
            out().append("...");
            if (end != null) {
                printOperator(folded);
                printOperand(end);
            }
        }
        out().append(')');
        printer.setPackIndex(held);
    }

    /** {@code .name=value} or {@code [index]=value}. */
    private void printDesignated(Binary binary) {
        boolean member = binary.operator().is("di");
        out().append(member ? '.' : '[');
        printer.print(binary.left());
        if (!member) {
            out().append(']');
        }
        printDesignatedValue(binary.right());
    }

    /** {@code [first ... last]=value}. */
    private void printRange(Ternary ternary) {
        out().append('[');
        printer.print(ternary.first());
        out().append(" ... ");
        printer.print(ternary.second());
        out().append(']');
        if (ternary.third() != null) {
            printDesignatedValue(ternary.third());
        }
    }

    private void printDesignatedValue(Component value) {
        boolean designated = (value instanceof Binary binary
                        && binary.operator().isDesignator())
                || (value instanceof Ternary ternary && ternary.operator().isDesignator());
        if (designated) {
            printer.print(value);
        } else {
            out().append('=');
            printOperand(value);
        }
    }

    private void printBraced(Component.Braced braced) {
        if (braced.type() != null) {
            printer.print(braced.type());
        }
        out().append('{');
        printer.print(braced.items());
        out().append('}');
    }

    private void printLiteral(Component.Literal literal) {
        BuiltinType.LiteralStyle style = literal.type() instanceof Component.Builtin(BuiltinType type)
                ? type.literal()
                : BuiltinType.LiteralStyle.CAST;
        String sign = literal.negative() ? "-" : "";
        if (style.isPlain()) {
            out().append(sign).append(literal.digits()).append(style.suffix());
            return;
        }
        if (style == BuiltinType.LiteralStyle.BOOL && !literal.negative()) {
            if (literal.digits().equals("0") || literal.digits().equals("1")) {
                out().append(literal.digits().equals("1") ? "true" : "false");
                return;
            }
        }
        printInParentheses(literal.type());
        out().append(sign);
        boolean floating = style == BuiltinType.LiteralStyle.FLOAT;
        out().append(floating ? "[" : "").append(literal.digits()).append(floating ? "]" : "");
    }

    private void printExpansion(Component.PackExpansion expansion) {
        Optional<Component.Arguments> pack =
                printer.isInLambda() ? Optional.empty() : printer.arguments().packIn(expansion.pattern());
        if (pack.isEmpty()) {
            // Only function parameters are expanded, whose number is not known.
            printOperand(expansion.pattern());
            out().append("...");
            return;
        }
        for (int i = 0; i < pack.get().items().size(); i++) {
            if (i > 0) {
                out().append(", ");
            }
            printer.setPackIndex(i);
            printer.print(expansion.pattern());
        }
    }
}
