package dev.sonde.debuginfo.demangle;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A part of a parsed C++ name. Parts are shared where the name uses substitutions, so that they form an acyclic graph,
 * not a tree.
 */
sealed interface Component {
    /** The parts in which a parameter pack may hide that an expansion of this one expands. */
    default Stream<Component> parts() {
        return Stream.empty();
    }

    /** Text that stands for itself. */
    record Name(String text) implements Component {}

    /** An abbreviation of the standard library, such as {@code Sa}. */
    record StandardName(String text) implements Component {}

    /** A builtin type. */
    record Builtin(BuiltinType type) implements Component {}

    /** A builtin type of the vendor. */
    record VendorType(Component name) implements Component {}

    /** A number. */
    record Numeral(long value) implements Component {}

    /** {@code scope::name}. */
    record Qualified(Component scope, Component name) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(scope, name);
        }
    }

    /** An entity local to a function. */
    record Local(Component function, Component name) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(function, name);
        }
    }

    /** The scope of a default argument, counted from the last parameter. */
    record DefaultArgument(long index, Component name) implements Component {}

    /** A function: its name, possibly below qualifiers, and its type. */
    record Typed(Component name, Component type) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(name, type);
        }
    }

    /** {@code name<arguments>}. */
    record Template(Component name, Arguments arguments) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(name, arguments);
        }
    }

    /** A list of template arguments or, among them, an argument pack. */
    record Arguments(List<Component> items) implements Component {
        @Override
        public Stream<Component> parts() {
            return items.stream();
        }
    }

    /** A list of types or expressions that is no template argument. */
    record Items(List<Component> items) implements Component {
        @Override
        public Stream<Component> parts() {
            return items.stream();
        }
    }

    /** A template parameter by its index. */
    record TemplateParameter(long index) implements Component {}

    /** A function parameter in an expression; 0 is {@code this}. */
    record FunctionParameter(long index) implements Component {}

    /** A constructor, or a destructor if {@code destructor}. */
    record Structor(boolean destructor, Component name) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(name);
        }
    }

    /** A name with an ABI tag. */
    record Tagged(Component name, Component tag) implements Component {}

    /** The names of a structured binding. */
    record StructuredBinding(List<Component> names) implements Component {
        @Override
        public Stream<Component> parts() {
            return names.stream();
        }
    }

    /** A module or partition below another one. */
    record Module(@Nullable Component parent, boolean partition, Component name) implements Component {
        @Override
        public Stream<Component> parts() {
            return parent == null ? Stream.of(name) : Stream.of(parent, name);
        }
    }

    /** An entity attached to a module. */
    record ModuleEntity(Component name, Component module) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(name, module);
        }
    }

    /** A closure type; the head lists the explicit template parameters. */
    record Lambda(List<HeadParameter> head, Items parameters, long index) implements Component {}

    /** A template parameter that a lambda declares. */
    record HeadParameter(Kind kind, @Nullable Component type, List<HeadParameter> head, boolean pack)
            implements Component {
        /** What it stands for. */
        enum Kind {
            TYPE,
            NON_TYPE,
            TEMPLATE
        }
    }

    /** A type without a name. */
    record Unnamed(long index) implements Component {}

    /** Text in front of an entity, such as {@code vtable for }. */
    record Special(String prefix, Component entity) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(entity);
        }
    }

    /** {@code prefix first separator second}. */
    record SpecialPair(String prefix, Component first, String separator, Component second) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(first, second);
        }
    }

    /** A clone that the optimiser made. */
    record Clone(Component function, Component suffix) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(function, suffix);
        }
    }

    /** A type derived from another, or a qualifier of a member function. */
    record Modified(
            Modifier modifier, Component inner, @Nullable Component argument) implements Component {
        @Override
        public Stream<Component> parts() {
            return argument == null ? Stream.of(inner) : Stream.of(inner, argument);
        }
    }

    /** A function type; without a return type where none is mangled. */
    record Function(@Nullable Component returnType, Items parameters) implements Component {
        @Override
        public Stream<Component> parts() {
            return returnType == null ? Stream.of(parameters) : Stream.of(returnType, parameters);
        }
    }

    /** An array type. */
    record Array(@Nullable Component size, Component element) implements Component {
        @Override
        public Stream<Component> parts() {
            return size == null ? Stream.of(element) : Stream.of(size, element);
        }
    }

    /** A pointer to a member of {@code owner}. */
    record MemberPointer(Component owner, Component member) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(owner, member);
        }
    }

    /** A vector type of the compiler. */
    record Vector(Component size, Component element) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(size, element);
        }
    }

    /** {@code decltype (expression)}. */
    record Decltype(Component expression) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(expression);
        }
    }

    /** A pattern followed by {@code ...}. */
    record PackExpansion(Component pattern) implements Component {}

    /** An operator as a name or in an expression. */
    record OperatorName(Operator operator) implements Component {}

    /** An operator of the vendor. */
    record VendorOperator(int operands, Component name) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(name);
        }
    }

    /** A literal operator, {@code operator"" name}. */
    record LiteralOperator(Component name) implements Component {}

    /** A conversion operator. */
    record Conversion(Component type) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(type);
        }
    }

    /** A cast as an operator of an expression. */
    record Cast(Component type) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(type);
        }
    }

    /** An operator without operands. */
    record Nullary(Component operator) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(operator);
        }
    }

    /** An operator with one operand, after which it stands if {@code suffix}. */
    record Unary(Component operator, Component operand, boolean suffix) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(operator, operand);
        }
    }

    /** An operator with two operands. */
    record Binary(Operator operator, Component left, Component right) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(left, right);
        }
    }

    /** An operator with three operands; the last one may be absent in a new-expression. */
    record Ternary(
            Operator operator,
            Component first,
            Component second,
            @Nullable Component third) implements Component {
        @Override
        public Stream<Component> parts() {
            return third == null ? Stream.of(first, second) : Stream.of(first, second, third);
        }
    }

    /** A braced list, with a type or without. */
    record Braced(@Nullable Component type, Items items) implements Component {
        @Override
        public Stream<Component> parts() {
            return type == null ? Stream.of(items) : Stream.of(type, items);
        }
    }

    /** A literal: its type and its digits. */
    record Literal(Component type, boolean negative, String digits) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(type);
        }
    }

    /** An expression of the vendor, with arguments. */
    record VendorExpression(Component name, Arguments arguments) implements Component {
        @Override
        public Stream<Component> parts() {
            return Stream.of(name, arguments);
        }
    }
}
