package dev.sonde.debuginfo.demangle;

import dev.sonde.debuginfo.demangle.Component.HeadParameter;
import dev.sonde.debuginfo.demangle.Component.Modified;
import dev.sonde.debuginfo.demangle.Component.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Types, template parameters and template arguments (Itanium C++ ABI sections 5.1.5 and 5.1.7). */
final class TypeParser {
    /** A qualifier that waits for what it qualifies. */
    record Qualifier(Modifier modifier, @Nullable Component argument) {}

    private final ItaniumParser parser;

    TypeParser(ItaniumParser parser) {
        this.parser = parser;
    }

    private MangledInput input() {
        return parser.input();
    }

    Component type() {
        return parser.nested(() -> isQualifierNext() ? qualifiedType() : unqualifiedType());
    }

    private Component unqualifiedType() {
        char c = input().peek();
        BuiltinType builtin = BuiltinType.of(c);
        if (builtin != null) {
            input().skip(1);
            return new Component.Builtin(builtin);
        }
        return switch (c) {
            case 'D' -> extendedType();
            case 'S' -> substitutedType();
            case 'T' -> parser.substitutable(templateParameterType());
            case 'F' -> parser.substitutable(functionType());
            case 'A' -> parser.substitutable(arrayType());
            case 'M' -> parser.substitutable(memberPointerType());
            case 'P' -> derived(Modifier.POINTER);
            case 'R' -> derived(Modifier.REFERENCE);
            case 'O' -> derived(Modifier.RVALUE_REFERENCE);
            case 'C' -> derived(Modifier.COMPLEX);
            case 'G' -> derived(Modifier.IMAGINARY);
            case 'U' -> parser.substitutable(vendorQualifiedType());
            case 'u' -> {
                input().skip(1);
                yield parser.substitutable(
                        new Component.VendorType(parser.names().sourceName()));
            }
            default -> parser.substitutable(parser.names().name());
        };
    }

    private Component derived(Modifier modifier) {
        input().skip(1);
        return parser.substitutable(new Modified(modifier, type(), null));
    }

    private Component vendorQualifiedType() {
        input().skip(1);
        Component name = parser.names().sourceName();
        if (input().peek() == 'I') {
            name = new Template(name, templateArguments());
        }
        return new Modified(Modifier.VENDOR, type(), name);
    }

    /** A template parameter, or a template template parameter with arguments. */
    private Component templateParameterType() {
        Component parameter = templateParameter();
        if (input().peek() != 'I') {
            return parameter;
        }
        if (!parser.isInConversion()) {
            parser.substitutable(parameter);
            return new Template(parameter, templateArguments());
        }
        // Of two lists in a row the first is the parameter's, a single one the conversion operator's.
        int position = input().position();
        int substitutions = parser.substitutionCount();
        Component.Arguments arguments = templateArguments();
        if (input().peek() == 'I') {
            parser.substitutable(parameter);
            return new Template(parameter, arguments);
        }
        input().seek(position);
        parser.forgetSubstitutions(substitutions);
        return parameter;
    }

    private Component substitutedType() {
        char c = input().peek(1);
        if (MangledInput.isDigit(c) || c == '_' || MangledInput.isUpper(c)) {
            Component substitution = parser.names().substitution(false);
            if (substitution instanceof Component.Module module) {
                return parser.substitutable(withArguments(parser.names().unqualifiedName(null, module)));
            }
            return input().peek() == 'I'
                    ? parser.substitutable(new Template(substitution, templateArguments()))
                    : substitution;
        }
        Component name = parser.names().name();
        return name instanceof Component.StandardName ? name : parser.substitutable(name);
    }

    private Component withArguments(Component name) {
        if (input().peek() != 'I') {
            return name;
        }
        return new Template(parser.substitutable(name), templateArguments());
    }

    /** The types that start with {@code D}. */
    private Component extendedType() {
        char c = input().peek(1);
        BuiltinType builtin = BuiltinType.ofExtended(c);
        if (builtin != null) {
            input().skip(2);
            return new Component.Builtin(builtin);
        }
        if (c == 'T' || c == 't') {
            return parser.substitutable(decltype());
        }
        input().skip(2);
        return switch (c) {
            case 'p' -> parser.substitutable(new Component.PackExpansion(type()));
            case 'v' -> parser.substitutable(vectorType());
            case 'a' -> new Component.Name("auto");
            case 'c' -> new Component.Name("decltype(auto)");
            case 'F' -> new Component.Builtin(floatType());
            default -> throw new DemangleFailure();
        };
    }

    /** {@code number _}, {@code number x} or {@code 16b}, after {@code DF}. */
    private BuiltinType floatType() {
        long bits = input().number();
        if (bits == 16 && input().accept('b')) {
            return BuiltinType.BFLOAT16;
        }
        if (input().accept('x')) {
            return BuiltinType.floatOfWidth(bits, "x");
        }
        input().expect('_');
        return BuiltinType.floatOfWidth(bits, "");
    }

    Component decltype() {
        input().skip(2);
        Component expression = parser.expressions().expression();
        input().expect('E');
        return new Component.Decltype(expression);
    }

    /** {@code [size] _ element}, after {@code Dv}. */
    private Component vectorType() {
        Component size =
                input().accept('_') ? parser.expressions().expression() : new Component.Numeral(input().number());
        input().expect('_');
        return new Component.Vector(size, type());
    }

    private Component arrayType() {
        input().expect('A');
        Component size = null;
        if (MangledInput.isDigit(input().peek())) {
            int start = input().position();
            while (MangledInput.isDigit(input().peek())) {
                input().skip(1);
            }
            size = new Component.Name(input().textFrom(start));
        } else if (input().peek() != '_') {
            size = parser.expressions().expression();
        }
        input().expect('_');
        return new Component.Array(size, type());
    }

    private Component memberPointerType() {
        input().expect('M');
        Component owner = type();
        return new Component.MemberPointer(owner, type());
    }

    /** {@code F [Y] types [reference qualifier] E}; {@code Y} marks C linkage, which is not shown. */
    private Component functionType() {
        input().expect('F');
        input().accept('Y');
        Component function = bareFunctionType(true);
        Modifier reference = referenceQualifier();
        input().expect('E');
        return reference == null ? function : new Modified(reference, function, null);
    }

    Component bareFunctionType(boolean hasReturnType) {
        boolean returns = input().accept('J') || hasReturnType;
        Component returnType = returns ? type() : null;
        return new Component.Function(returnType, parameters());
    }

    /** One or more parameter types; {@code v} alone says that there are none. */
    Component.Items parameters() {
        List<Component> types = new ArrayList<>();
        while (!isParametersEnd()) {
            types.add(type());
        }
        if (types.isEmpty()) {
            throw new DemangleFailure();
        }
        if (types.size() == 1
                && types.getFirst() instanceof Component.Builtin(BuiltinType type)
                && type.equals(BuiltinType.VOID)) {
            return new Component.Items(List.of());
        }
        return new Component.Items(List.copyOf(types));
    }

    private boolean isParametersEnd() {
        char c = input().peek();
        return c == 0 || c == 'E' || c == '.' || ((c == 'R' || c == 'O') && input().peek(1) == 'E');
    }

    private boolean isQualifierNext() {
        char c = input().peek();
        return c == 'r'
                || c == 'V'
                || c == 'K'
                || (c == 'D' && "xoOw".indexOf(input().peek(1)) >= 0 && input().peek(1) != 0);
    }

    /** A type with {@code const} and its like: only the whole and the bare type are substitutable, none in between. */
    private Component qualifiedType() {
        List<Qualifier> qualifiers = qualifiers(false);
        Component inner = input().peek() == 'F' ? functionType() : type();
        if (inner instanceof Modified(Modifier reference, Component function, var _)
                && (reference == Modifier.REFERENCE_THIS || reference == Modifier.RVALUE_REFERENCE_THIS)) {
            // A function's reference qualifier is written after the others.
            return parser.substitutable(new Modified(reference, qualified(function, qualifiers), null));
        }
        return parser.substitutable(qualified(inner, qualifiers));
    }

    /**
     * The qualifiers at the position, the outermost first.
     *
     * @param ofMember whether they are a member function's, as in a nested name
     */
    List<Qualifier> qualifiers(boolean ofMember) {
        List<Qualifier> qualifiers = new ArrayList<>();
        while (isQualifierNext()) {
            qualifiers.add(qualifier());
        }
        if (ofMember || input().peek() == 'F') {
            qualifiers.replaceAll(q -> new Qualifier(q.modifier().ofThis(), q.argument()));
        }
        return qualifiers;
    }

    private Qualifier qualifier() {
        return switch (input().next()) {
            case 'r' -> new Qualifier(Modifier.RESTRICT, null);
            case 'V' -> new Qualifier(Modifier.VOLATILE, null);
            case 'K' -> new Qualifier(Modifier.CONST, null);
            default -> exceptionQualifier(input().next());
        };
    }

    private Qualifier exceptionQualifier(char code) {
        if (code == 'x') {
            return new Qualifier(Modifier.TRANSACTION_SAFE, null);
        }
        if (code == 'o') {
            return new Qualifier(Modifier.NOEXCEPT, null);
        }
        Qualifier qualifier = code == 'O'
                ? new Qualifier(Modifier.NOEXCEPT, parser.expressions().expression())
                : new Qualifier(Modifier.THROW, parameters());
        input().expect('E');
        return qualifier;
    }

    /** {@code component} with qualifiers around it, the outermost first. */
    static Component qualified(Component component, List<Qualifier> qualifiers) {
        Component result = component;
        for (Qualifier qualifier : qualifiers.reversed()) {
            result = new Modified(qualifier.modifier(), result, qualifier.argument());
        }
        return result;
    }

    /** {@code R} or {@code O} after the qualifiers of a member function. */
    @Nullable
    Modifier referenceQualifier() {
        if (input().accept('R')) {
            return Modifier.REFERENCE_THIS;
        }
        return input().accept('O') ? Modifier.RVALUE_REFERENCE_THIS : null;
    }

    /** {@code T [number] _}. */
    Component templateParameter() {
        input().expect('T');
        return new Component.TemplateParameter(input().compactNumber());
    }

    /** {@code I arguments E}, or {@code J arguments E} for a pack. */
    Component.Arguments templateArguments() {
        if (!input().accept('I')) {
            input().expect('J');
        }
        return templateArgumentsUntilE();
    }

    Component.Arguments templateArgumentsUntilE() {
        // The arguments must not change the name that a constructor after them repeats.
        Component lastName = parser.lastNameOrNull();
        List<Component> arguments = new ArrayList<>();
        while (!input().accept('E')) {
            arguments.add(templateArgument());
        }
        parser.setLastName(lastName);
        return new Component.Arguments(List.copyOf(arguments));
    }

    Component templateArgument() {
        return parser.nested(() -> switch (input().peek()) {
            case 'X' -> {
                input().skip(1);
                Component expression = parser.expressions().expression();
                input().expect('E');
                yield expression;
            }
            case 'L' -> parser.expressions().literal();
            case 'I', 'J' -> templateArguments();
            default -> type();
        });
    }

    /** The template parameters that a lambda declares, none if it declares none. */
    List<HeadParameter> templateHead() {
        List<HeadParameter> head = new ArrayList<>();
        while (isHeadParameterNext()) {
            head.add(headParameter());
        }
        return List.copyOf(head);
    }

    private boolean isHeadParameterNext() {
        return input().peek() == 'T' && "yntp".indexOf(input().peek(1)) >= 0 && input().peek(1) != 0;
    }

    private HeadParameter headParameter() {
        return parser.nested(() -> {
            if (!isHeadParameterNext()) {
                throw new DemangleFailure();
            }
            input().skip(1);
            return switch (input().next()) {
                case 'y' -> new HeadParameter(HeadParameter.Kind.TYPE, null, List.of(), false);
                case 'n' -> new HeadParameter(HeadParameter.Kind.NON_TYPE, type(), List.of(), false);
                case 't' -> {
                    List<HeadParameter> inner = templateHead();
                    input().expect('E');
                    yield new HeadParameter(HeadParameter.Kind.TEMPLATE, null, inner, false);
                }
                default -> {
                    HeadParameter pattern = headParameter();
                    yield new HeadParameter(pattern.kind(), pattern.type(), pattern.head(), true);
                }
            };
        });
    }
}
