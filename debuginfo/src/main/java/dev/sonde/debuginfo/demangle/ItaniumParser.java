package dev.sonde.debuginfo.demangle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of parsing one name, shared by the parsers of the grammar's areas, and the grammar's top: mangled names and
 * encodings (Itanium C++ ABI section 5.1.2).
 */
final class ItaniumParser {
    /** Deeper nesting than compilers write; a level of templates takes three. */
    private static final int MAX_DEPTH = 1024;

    private final MangledInput input;
    private final DemangleOptions options;
    private final NameParser names = new NameParser(this);
    private final TypeParser types = new TypeParser(this);
    private final ExpressionParser expressions = new ExpressionParser(this);
    private final SpecialNameParser specialNames = new SpecialNameParser(this);
    private final List<Component> substitutions = new ArrayList<>();
    private @Nullable Component lastName;
    private boolean inExpression;
    private boolean inConversion;
    private boolean oldUnresolvedNames;
    private boolean triedNewUnresolvedNames;
    private int depth;

    ItaniumParser(String mangled, DemangleOptions options) {
        input = new MangledInput(mangled);
        this.options = options;
    }

    MangledInput input() {
        return input;
    }

    NameParser names() {
        return names;
    }

    TypeParser types() {
        return types;
    }

    ExpressionParser expressions() {
        return expressions;
    }

    /** Whether abbreviated types are to be written in full. */
    boolean writesFullTypes() {
        return options.fullTypes();
    }

    /** {@code _Z encoding}. */
    Component mangledName(boolean topLevel) {
        // Prefixes are optional inside, where old compilers left them out.
        if (!input.accept('_') && topLevel) {
            throw new DemangleFailure();
        }
        input.expect('Z');
        Component result = encoding(topLevel);
        if (topLevel && options.parameters()) {
            while (input.peek() == '.' && isCloneSuffix(input.peek(1))) {
                result = cloneSuffix(result);
            }
        }
        return result;
    }

    private static boolean isCloneSuffix(char c) {
        return MangledInput.isLower(c) || MangledInput.isDigit(c) || c == '_';
    }

    /** {@code .constprop.0} and its like. */
    private Component cloneSuffix(Component function) {
        int start = input.position();
        input.skip(2);
        while (isCloneSuffix(input.peek())) {
            input.skip(1);
        }
        while (input.peek() == '.' && MangledInput.isDigit(input.peek(1))) {
            input.skip(2);
            while (MangledInput.isDigit(input.peek())) {
                input.skip(1);
            }
        }
        return new Component.Clone(function, new Component.Name(input.textFrom(start)));
    }

    /** A function or variable with its type, or a special name. */
    Component encoding(boolean topLevel) {
        return nested(() -> {
            if (input.peek() == 'G' || input.peek() == 'T') {
                return specialNames.parse();
            }
            Component name = names.name();
            if (topLevel && !options.parameters()) {
                return withoutFunctionQualifiers(name);
            }
            if (input.atEnd() || input.peek() == 'E') {
                return name;
            }
            return new Component.Typed(name, types.bareFunctionType(hasReturnType(name)));
        });
    }

    /** The name alone: its qualifiers are those of a {@code this} that will not be shown. */
    private static Component withoutFunctionQualifiers(Component name) {
        Component result = name;
        while (result instanceof Component.Modified(Modifier modifier, Component inner, var _)
                && modifier.isOfFunction()) {
            result = inner;
        }
        if (result instanceof Component.Local(Component function, Component entity)) {
            return new Component.Local(function, withoutFunctionQualifiers(entity));
        }
        return result;
    }

    /** Whether the return type is mangled: it is for templates, but not for those that have no return type. */
    private static boolean hasReturnType(Component name) {
        return switch (name) {
            case Component.Local local -> hasReturnType(local.name());
            case Component.Modified(Modifier modifier, Component inner, var _)
            when modifier.isOfFunction() -> hasReturnType(inner);
            case Component.Template template -> !isStructorOrConversion(template.name());
            default -> false;
        };
    }

    private static boolean isStructorOrConversion(Component name) {
        return switch (name) {
            case Component.Qualified qualified -> isStructorOrConversion(qualified.name());
            case Component.Local local -> isStructorOrConversion(local.name());
            case Component.Structor _, Component.Conversion _ -> true;
            default -> false;
        };
    }

    /** Runs {@code parse} one level deeper, or fails if that is too deep. */
    <T> T nested(Supplier<T> parse) {
        if (depth >= MAX_DEPTH) {
            throw new DemangleFailure();
        }
        depth++;
        try {
            return parse.get();
        } finally {
            depth--;
        }
    }

    /** Makes {@code component} available to later substitutions, and returns it. */
    Component substitutable(Component component) {
        substitutions.add(component);
        return component;
    }

    Component substitution(long index) {
        if (index < 0 || index >= substitutions.size()) {
            throw new DemangleFailure();
        }
        return substitutions.get((int) index);
    }

    int substitutionCount() {
        return substitutions.size();
    }

    void forgetSubstitutions(int count) {
        substitutions.subList(count, substitutions.size()).clear();
    }

    /** The last source name, which constructors and destructors repeat. */
    Component lastName() {
        if (lastName == null) {
            throw new DemangleFailure();
        }
        return lastName;
    }

    @Nullable
    Component lastNameOrNull() {
        return lastName;
    }

    void setLastName(@Nullable Component name) {
        lastName = name;
    }

    /** Whether {@code cv} is a cast, as it is in expressions, rather than a conversion operator. */
    boolean isInExpression() {
        return inExpression;
    }

    /** Runs {@code parse} inside or outside of an expression. */
    <T> T inExpression(boolean value, Supplier<T> parse) {
        boolean before = inExpression;
        inExpression = value;
        try {
            return parse.get();
        } finally {
            inExpression = before;
        }
    }

    /** Whether template arguments may belong to a conversion operator instead of the type before them. */
    boolean isInConversion() {
        return inConversion;
    }

    <T> T inConversion(boolean value, Supplier<T> parse) {
        boolean before = inConversion;
        inConversion = value;
        try {
            return parse.get();
        } finally {
            inConversion = before;
        }
    }

    void useOldUnresolvedNames() {
        oldUnresolvedNames = true;
    }

    /** Whether a name after {@code sr} is to be read as the ABI now has it; remembers that it was. */
    boolean tryNewUnresolvedNames() {
        if (!oldUnresolvedNames) {
            triedNewUnresolvedNames = true;
        }
        return !oldUnresolvedNames;
    }

    boolean triedNewUnresolvedNames() {
        return triedNewUnresolvedNames;
    }
}
