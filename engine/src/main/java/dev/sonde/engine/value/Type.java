package dev.sonde.engine.value;

import java.util.List;
import java.util.Optional;

/** How the bytes of a value are to be read, in the terms of C. Sizes are in bytes. */
public sealed interface Type {
    /** The size of a value, 0 for what has none of its own, such as {@code void}. */
    long size();

    /** The type as C writes it, such as {@code int (*)[3]}. */
    default String name() {
        return TypeName.of(this);
    }

    /** The type without its qualifiers. */
    default Type unqualified() {
        return this;
    }

    /** The type without values. */
    record VoidType() implements Type {
        @Override
        public long size() {
            return 0;
        }
    }

    /**
     * A two's complement or unsigned number.
     *
     * @param typeName the name
     * @param size 1, 2, 4, 8 or 16
     * @param signed whether the top bit is a sign
     * @param text how the number reads as a character
     */
    record IntegerType(String typeName, long size, boolean signed, CharacterKind text) implements Type {}

    /** What character an integer stands for. */
    enum CharacterKind {
        /** None: the integer is a number. */
        NUMBER(""),
        /** A byte of the execution character set. */
        NARROW(""),
        /** {@code wchar_t}. */
        WIDE("L"),
        /** A UTF-16 unit. */
        UTF16("u"),
        /** A UTF-32 unit. */
        UTF32("U");

        private final String prefix;

        CharacterKind(String prefix) {
            this.prefix = prefix;
        }

        /** What C writes before a literal of this kind. */
        public String prefix() {
            return prefix;
        }
    }

    /**
     * A truth value.
     *
     * @param typeName the name
     */
    record BooleanType(String typeName) implements Type {
        @Override
        public long size() {
            return 1;
        }
    }

    /**
     * A binary floating-point number.
     *
     * @param typeName the name
     * @param format how its bits are laid out
     */
    record FloatType(String typeName, FloatFormat format) implements Type {
        @Override
        public long size() {
            return format.size();
        }
    }

    /**
     * The address of an object or a function.
     *
     * @param target what is there
     */
    record PointerType(Type target) implements Type {
        @Override
        public long size() {
            return Long.BYTES;
        }
    }

    /**
     * Elements of one type in a row.
     *
     * @param element their type
     * @param count how many
     */
    record ArrayType(Type element, long count) implements Type {
        @Override
        public long size() {
            return Math.multiplyExact(element.size(), count);
        }
    }

    /**
     * A function.
     *
     * @param result what it returns
     * @param parameters what it takes, if that is declared
     */
    record FunctionType(Type result, Optional<List<Type>> parameters) implements Type {
        /** Copies the list. */
        public FunctionType {
            parameters = parameters.map(List::copyOf);
        }

        /** The unit in which gdb counts bytes of code. */
        @Override
        public long size() {
            return 1;
        }
    }

    /**
     * A type that may not be written to, or that may change at any time.
     *
     * @param base the type without these qualifiers
     * @param isConst whether it is {@code const}
     * @param isVolatile whether it is {@code volatile}
     */
    record QualifiedType(Type base, boolean isConst, boolean isVolatile) implements Type {
        @Override
        public long size() {
            return base.size();
        }

        @Override
        public Type unqualified() {
            return base.unqualified();
        }
    }

    /**
     * A register whose bits have names.
     *
     * @param register which one
     */
    record FlagsType(FlagRegister register) implements Type {
        @Override
        public long size() {
            return Integer.BYTES;
        }
    }

    /**
     * Members that share the same bytes.
     *
     * @param typeName the name, without a keyword
     * @param size bytes
     * @param members in the order of the declaration
     */
    record UnionType(String typeName, long size, List<Member> members) implements Type {
        /** Copies the list. */
        public UnionType {
            members = List.copyOf(members);
        }

        /** The member with this name. */
        public Optional<Member> member(String name) {
            return members.stream().filter(m -> m.name().equals(name)).findFirst();
        }
    }

    /**
     * A member of a union.
     *
     * @param name its name
     * @param type its type
     */
    record Member(String name, Type type) {}

    /**
     * What a symbol without debug information stands for.
     *
     * @param kind what the symbol table says of it
     */
    record UntypedType(SymbolKind kind) implements Type {
        @Override
        public long size() {
            return kind.isText() ? 1 : 0;
        }
    }
}
