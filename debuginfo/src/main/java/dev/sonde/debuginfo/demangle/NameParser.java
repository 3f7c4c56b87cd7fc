package dev.sonde.debuginfo.demangle;

import dev.sonde.debuginfo.demangle.Component.Qualified;
import dev.sonde.debuginfo.demangle.Component.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names: nested, local and unqualified ones, and substitutions (Itanium C++ ABI section 5.1.3 and 5.1.10). */
final class NameParser {
    private final ItaniumParser parser;

    NameParser(ItaniumParser parser) {
        this.parser = parser;
    }

    private MangledInput input() {
        return parser.input();
    }

    /** The name of an entity, with its template arguments. */
    Component name() {
        return parser.nested(() -> switch (input().peek()) {
            case 'N' -> nestedName();
            case 'Z' -> localName();
            case 'U' -> unqualifiedName(null, null);
            default -> unscopedName();
        });
    }

    /** A name in the global namespace, in {@code std}, or a substitution, with template arguments if it has any. */
    private Component unscopedName() {
        Component scope = null;
        Component.Module module = null;
        Component result = null;
        if (input().startsWith("St")) {
            input().skip(2);
            scope = new Component.Name("std");
        }
        if (input().peek() == 'S') {
            Component substitution = substitution(false);
            if (substitution instanceof Component.Module named) {
                module = named;
            } else if (scope != null) {
                throw new DemangleFailure();
            } else {
                result = substitution;
            }
        }
        boolean substituted = result != null;
        if (result == null) {
            result = unqualifiedName(scope, module);
        }
        if (input().peek() != 'I') {
            return result;
        }
        if (!substituted) {
            parser.substitutable(result);
        }
        return new Template(result, parser.types().templateArguments());
    }

    /** {@code N [qualifiers] prefix E}. */
    private Component nestedName() {
        input().expect('N');
        List<TypeParser.Qualifier> qualifiers = parser.types().qualifiers(true);
        Modifier reference = parser.types().referenceQualifier();
        Component result = TypeParser.qualified(prefix(true), qualifiers);
        if (reference != null) {
            result = new Component.Modified(reference, result, null);
        }
        input().expect('E');
        return result;
    }

    /**
     * A sequence of scopes and names up to, not including, {@code E}.
     *
     * @param substitutable whether its parts become substitutions
     */
    Component prefix(boolean substitutable) {
        Component result = null;
        while (true) {
            char c = input().peek();
            if (c == 'M') {
                // Closes the scope of a lambda in an initializer, which is a substitution already.
                input().skip(1);
                continue;
            }
            if (c == 'S') {
                Component substitution = substitution(true);
                if (!(substitution instanceof Component.Module module)) {
                    requireNone(result);
                    result = substitution;
                    continue;
                }
                result = unqualifiedName(result, module);
            } else {
                result = prefixPart(c, result);
            }
            if (input().peek() == 'E') {
                return result;
            }
            if (substitutable) {
                parser.substitutable(result);
            }
        }
    }

    private Component prefixPart(char c, @Nullable Component scope) {
        if (c == 'I') {
            if (scope == null) {
                throw new DemangleFailure();
            }
            return new Template(scope, parser.types().templateArguments());
        }
        if (c == 'T') {
            requireNone(scope);
            return parser.types().templateParameter();
        }
        if (input().startsWith("DT") || input().startsWith("Dt")) {
            requireNone(scope);
            return parser.types().decltype();
        }
        return unqualifiedName(scope, null);
    }

    private static void requireNone(@Nullable Component scope) {
        if (scope != null) {
            throw new DemangleFailure();
        }
    }

    /** A name without template arguments, inside {@code scope} if there is one. */
    Component unqualifiedName(@Nullable Component scope, Component.@Nullable Module knownModule) {
        Component.Module module = modules(knownModule);
        char c = input().peek();
        Component result;
        if (MangledInput.isDigit(c)) {
            result = sourceName();
        } else if (MangledInput.isLower(c)) {
            result = operatorFunction();
        } else if (c == 'D' && input().peek(1) == 'C') {
            result = structuredBinding();
        } else if (c == 'C' || c == 'D') {
            result = constructorOrDestructor();
        } else if (c == 'L') {
            input().skip(1);
            result = sourceName();
            input().discriminator();
        } else if (c == 'U' && input().peek(1) == 'l') {
            result = lambda();
        } else if (c == 'U' && input().peek(1) == 't') {
            result = unnamedType();
        } else {
            throw new DemangleFailure();
        }
        if (module != null) {
            result = new Component.ModuleEntity(result, module);
        }
        result = abiTags(result);
        return scope == null ? result : new Qualified(scope, result);
    }

    /** {@code length identifier}. */
    Component sourceName() {
        long length = input().number();
        if (length <= 0) {
            throw new DemangleFailure();
        }
        String identifier = input().take(length);
        boolean anonymous = identifier.length() >= 10
                && identifier.startsWith("_GLOBAL_")
                && "._$".indexOf(identifier.charAt(8)) >= 0
                && identifier.charAt(9) == 'N';
        Component result = new Component.Name(anonymous ? "(anonymous namespace)" : identifier);
        parser.setLastName(result);
        return result;
    }

    private Component operatorFunction() {
        boolean marked = input().accept("on");
        // After "on", "cv" names a conversion operator even in an expression.
        Component result = parser.inExpression(!marked && parser.isInExpression(), parser.expressions()::operatorName);
        if (!(result instanceof Component.OperatorName(Operator operator))) {
            return result;
        }
        if (!operator.isOverloadable()) {
            throw new DemangleFailure();
        }
        return operator.is("li") ? new Component.LiteralOperator(sourceName()) : result;
    }

    /** {@code DC names E}. */
    private Component structuredBinding() {
        input().skip(2);
        List<Component> names = new ArrayList<>();
        do {
            names.add(sourceName());
        } while (!input().accept('E'));
        return new Component.StructuredBinding(List.copyOf(names));
    }

    private Component constructorOrDestructor() {
        boolean destructor = input().next() == 'D';
        boolean inheriting = !destructor && input().accept('I');
        char kind = input().next();
        if ((destructor ? "01245" : "12345").indexOf(kind) < 0 || kind == 0) {
            throw new DemangleFailure();
        }
        if (inheriting) {
            parser.types().type();
        }
        return new Component.Structor(destructor, parser.lastName());
    }

    /** {@code Ut [number] _}. */
    private Component unnamedType() {
        input().skip(2);
        return parser.substitutable(new Component.Unnamed(input().compactNumber()));
    }

    /** {@code Ul [template head] parameters E [number] _}. */
    private Component lambda() {
        input().skip(2);
        List<Component.HeadParameter> head = parser.types().templateHead();
        Component.Items parameters = parser.types().parameters();
        input().expect('E');
        return new Component.Lambda(head, parameters, input().compactNumber());
    }

    private Component abiTags(Component tagged) {
        Component result = tagged;
        Component before = parser.lastNameOrNull();
        while (input().accept('B')) {
            result = new Component.Tagged(result, sourceName());
        }
        parser.setLastName(before);
        return result;
    }

    Component requiredModule() {
        Component.Module module = modules(null);
        if (module == null) {
            throw new DemangleFailure();
        }
        return module;
    }

    /** {@code W name} for a module, {@code WP name} for a partition, any number of them. */
    private Component.@Nullable Module modules(Component.@Nullable Module parent) {
        Component.Module result = parent;
        while (input().accept('W')) {
            boolean partition = input().accept('P');
            result = new Component.Module(result, partition, sourceName());
            parser.substitutable(result);
        }
        return result;
    }

    /** {@code Z function E entity}, an entity local to a function. */
    private Component localName() {
        input().expect('Z');
        Component function = withoutReturnType(parser.encoding(false));
        input().expect('E');
        if (input().accept('s')) {
            input().discriminator();
            return new Component.Local(function, new Component.Name("string literal"));
        }
        if (input().accept('d')) {
            long argument = input().compactNumber();
            return new Component.Local(function, new Component.DefaultArgument(argument, localEntity()));
        }
        return new Component.Local(function, localEntity());
    }

    private Component localEntity() {
        Component entity = name();
        if (!(entity instanceof Component.Lambda || entity instanceof Component.Unnamed)) {
            input().discriminator();
        }
        return entity;
    }

    /** {@code function} without the type that it returns. */
    static Component withoutReturnType(Component function) {
        return function instanceof Component.Typed(Component name, Component.Function(var _, var parameters))
                ? new Component.Typed(name, new Component.Function(null, parameters))
                : function;
    }

    /**
     * {@code S_}, {@code S digits _} or an abbreviation of the standard library.
     *
     * @param inPrefix whether a constructor or destructor may follow, whose name needs the full form
     */
    Component substitution(boolean inPrefix) {
        input().expect('S');
        char c = input().peek();
        if (c == '_' || MangledInput.isDigit(c) || MangledInput.isUpper(c)) {
            return parser.substitution(sequenceId());
        }
        input().skip(1);
        StandardAbbreviation abbreviation = StandardAbbreviation.of(c);
        if (abbreviation == null) {
            throw new DemangleFailure();
        }
        boolean full = parser.writesFullTypes() || (inPrefix && (input().peek() == 'C' || input().peek() == 'D'));
        if (abbreviation.lastName() != null) {
            parser.setLastName(new Component.StandardName(abbreviation.lastName()));
        }
        Component result = new Component.StandardName(full ? abbreviation.full() : abbreviation.simple());
        return input().peek() == 'B' ? parser.substitutable(abiTags(result)) : result;
    }

    /** A number in base 36, one less than the place in the list, and {@code _}; none for the first. */
    long sequenceId() {
        if (input().accept('_')) {
            return 0;
        }
        long id = 0;
        while (!input().accept('_')) {
            char c = input().next();
            int digit = MangledInput.isDigit(c) ? c - '0' : MangledInput.isUpper(c) ? c - 'A' + 10 : -1;
            if (digit < 0) {
                throw new DemangleFailure();
            }
            id = id * 36 + digit;
            if (id > Integer.MAX_VALUE) {
                throw new DemangleFailure();
            }
        }
        return id + 1;
    }
}
