package dev.sonde.engine.value;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the bytes of a value are to be read. Sizes are in bytes.
 *
 * <p>What has members, enumerators or a name of its own is read when it is first asked for, so that types that contain
 * pointers to themselves cost nothing; two of them are equal when they come from one place of the debugging information.
 */
public sealed interface Type
        permits Type.VoidType,
                Type.IntegerType,
                Type.BooleanType,
                Type.FloatType,
                Type.DecimalType,
                Type.ComplexType,
                Type.PointerType,
                Type.ReferenceType,
                Type.MemberPointerType,
                Type.ArrayType,
                Type.DynamicArrayType,
                Type.FunctionType,
                Type.QualifiedType,
                Type.FlagsType,
                Type.UntypedType,
                StructType,
                EnumType,
                TypedefType {
    /** The size of a value, 0 for what has none of its own, such as {@code void}. */
    long size();

    /** The type as C writes it, such as {@code int (*)[3]}. */
    default String name() {
        return TypeName.of(this);
    }

    /** The type as {@code language} writes it. */
    default String name(SourceLanguage language) {
        return TypeName.of(this, language);
    }

    /** The declaration of something of this type, such as {@code int (*table)[3]}. */
    default String declaration(String name, SourceLanguage language) {
        return TypeName.declaration(this, name, language, Map.of());
    }

    /** The type without its qualifiers, and behind all typedefs. */
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
     * @param size 1, 2, 4 or 8
     */
    record BooleanType(String typeName, long size) implements Type {}

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
     * A decimal floating-point number (IEEE 754 section 3.5.2, binary encoding of the significand).
     *
     * @param typeName the name
     * @param size 4, 8 or 16
     */
    record DecimalType(String typeName, long size) implements Type {}

    /**
     * A complex number: a real part and an imaginary part.
     *
     * @param typeName the name
     * @param part the type of each
     */
    record ComplexType(String typeName, Type part) implements Type {
        @Override
        public long size() {
            return 2 * part.size();
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
     * Another name for an object (C++ section 9.3.4.3), kept as its address.
     *
     * @param target the type of the object
     * @param rvalue whether it is one to a temporary, {@code &&}
     */
    record ReferenceType(Type target, boolean rvalue) implements Type {
        @Override
        public long size() {
            return Long.BYTES;
        }
    }

    /**
     * Which member of a class is meant (Itanium C++ ABI section 2.3): the offset of a data member, -1 for none; for a
     * function a pair of its address or vtable offset plus 1, and an adjustment of {@code this}.
     *
     * @param target the type of the member
     * @param owner the class
     */
    record MemberPointerType(Type target, Type owner) implements Type {
        @Override
        public long size() {
            return isMethod() ? 2L * Long.BYTES : Long.BYTES;
        }

        /** Whether it points to a function. */
        public boolean isMethod() {
            return target.unqualified() instanceof FunctionType;
        }
    }

    /**
     * Elements of one type in a row.
     *
     * @param element their type
     * @param count how many, -1 when the declaration does not say
     * @param lower the index of the first, other than 0 in some languages
     * @param vector whether it is a vector of the processor
     */
    record ArrayType(Type element, long count, long lower, boolean vector) implements Type {
        /** An array as in C. */
        public ArrayType(Type element, long count) {
            this(element, count, 0, false);
        }

        @Override
        public long size() {
            return Math.multiplyExact(element.size(), Math.max(0, count));
        }
    }

    /**
     * An array whose bounds only a running function knows.
     *
     * @param element the type of its elements
     * @param bound what tells the number of elements
     */
    record DynamicArrayType(Type element, Bound bound) implements Type {
        @Override
        public long size() {
            return 0;
        }
    }

    /** What tells the number of elements of an array at a place of the program; whoever reads the variable knows how. */
    interface Bound {}

    /**
     * A function.
     *
     * @param result what it returns
     * @param parameters what it takes, if that is declared
     * @param variadic whether it takes more
     * @param promotes whether it gets its arguments promoted, for it was defined without a prototype
     */
    record FunctionType(Type result, Optional<List<Type>> parameters, boolean variadic, boolean promotes)
            implements Type {
        /** Copies the list. */
        public FunctionType {
            parameters = parameters.map(List::copyOf);
        }

        /** A function with a prototype. */
        public FunctionType(Type result, Optional<List<Type>> parameters, boolean variadic) {
            this(result, parameters, variadic, false);
        }

        /** A function that takes no more than {@code parameters}. */
        public FunctionType(Type result, Optional<List<Type>> parameters) {
            this(result, parameters, false);
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
     * @param extra {@code restrict}, {@code _Atomic} or empty
     */
    record QualifiedType(Type base, boolean isConst, boolean isVolatile, String extra) implements Type {
        /** Without the rarer qualifiers. */
        public QualifiedType(Type base, boolean isConst, boolean isVolatile) {
            this(base, isConst, isVolatile, "");
        }

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
