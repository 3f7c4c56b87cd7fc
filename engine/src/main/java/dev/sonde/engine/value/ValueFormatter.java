package dev.sonde.engine.value;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Type.ArrayType;
import dev.sonde.engine.value.Type.BooleanType;
import dev.sonde.engine.value.Type.CharacterKind;
import dev.sonde.engine.value.Type.FlagsType;
import dev.sonde.engine.value.Type.IntegerType;
import dev.sonde.engine.value.Type.Member;
import dev.sonde.engine.value.Type.PointerType;
import dev.sonde.engine.value.Type.UnionType;
import dev.sonde.engine.value.Type.UntypedType;
import dev.sonde.engine.value.Value.Aggregate;
import dev.sonde.engine.value.Value.Code;
import dev.sonde.engine.value.Value.Floating;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Value.Untyped;
import dev.sonde.engine.value.Value.VoidValue;
import dev.sonde.engine.value.Value.WideInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes values as gdb's {@code print} does. */
public final class ValueFormatter {
    private final PrintOptions options;
    private final AddressSymbols symbols;
    private final Optional<Memory> memory;

    /**
     * @param options how much is written
     * @param symbols what stands behind addresses
     * @param memory where the strings behind character pointers are read, if there is any
     */
    public ValueFormatter(PrintOptions options, AddressSymbols symbols, Optional<Memory> memory) {
        this.options = options;
        this.symbols = symbols;
        this.memory = memory;
    }

    /** The natural text; a pointer is preceded by its type. */
    public String format(Value value) {
        return format(value, Optional.empty());
    }

    /**
     * The text in a format; without one, the natural text.
     *
     * @param format not {@link Format#INSTRUCTION}, which says nothing about a value
     */
    public String format(Value value, Optional<Format> format) {
        if (format.isEmpty() || format.get() == Format.STRING) {
            return prefix(value) + natural(value, format.isPresent());
        }
        return formatted(value, format.get());
    }

    /** gdb writes the type before a pointer, unless it is one to characters or the text says all. */
    private static String prefix(Value value) {
        if (value.type().unqualified() instanceof PointerType(Type target)) {
            boolean plainText = target.unqualified() instanceof IntegerType integer
                    && integer.text() != CharacterKind.NUMBER
                    && (integer.typeName().equals("char") || integer.text() != CharacterKind.NARROW);
            return plainText ? "" : "(" + value.type().name() + ") ";
        }
        return "";
    }

    private String natural(Value value, boolean bytesAreText) {
        return switch (value) {
            case VoidValue _ -> "void";
            case Scalar scalar -> natural(scalar);
            case WideInteger wide -> wide.number().toString();
            case Floating number -> ScalarText.of(number);
            case Aggregate aggregate -> aggregate(aggregate, Optional.empty(), bytesAreText);
            case Code(Type type, long address) -> "{" + type.name() + "} " + address(address);
            case Untyped(UntypedType type, String _, long address) -> "{" + type.name() + "} " + address(address);
        };
    }

    private String natural(Scalar scalar) {
        long bits = scalar.bits();
        return switch (scalar.type().unqualified()) {
            case IntegerType integer ->
                integer.text() == CharacterKind.NUMBER
                        ? ScalarText.number(integer, bits)
                        : ScalarText.number(integer, bits) + " " + CharacterText.quoted(integer.text(), bits);
            case BooleanType _ -> bits == 0 ? "false" : bits == 1 ? "true" : Long.toString(bits);
            case FlagsType flags -> flags.register().text(bits);
            case PointerType pointer -> pointer(pointer, bits);
            default -> throw new IllegalArgumentException(scalar.type().name() + " is no scalar type");
        };
    }

    private String pointer(PointerType pointer, long address) {
        Type target = pointer.target().unqualified();
        if (target instanceof IntegerType integer && integer.text() != CharacterKind.NUMBER) {
            String text = address == 0 ? "" : " " + new StringReader(memory, options).quoted(integer, address);
            return address(address) + text;
        }
        return address(address);
    }

    private String address(long address) {
        String symbol = symbols.text(address);
        return "0x" + Long.toHexString(address) + (symbol.isEmpty() ? "" : " " + symbol);
    }

    private String formatted(Value value, Format format) {
        return switch (value) {
            case VoidValue _ -> "void";
            case Aggregate aggregate -> aggregate(aggregate, Optional.of(format), false);
            case Code code -> formatted(Scalar.of(Types.UNSIGNED_LONG, code.address()), format);
            case Untyped untyped -> formatted(Scalar.of(Types.UNSIGNED_LONG, untyped.address()), format);
            case Scalar _, WideInteger _, Floating _ -> ScalarText.formatted(value, format, symbols);
        };
    }

    private String aggregate(Aggregate aggregate, Optional<Format> format, boolean bytesAreText) {
        return switch (aggregate.type().unqualified()) {
            case UnionType union -> {
                List<String> members = new ArrayList<>();
                for (Member member : union.members()) {
                    Value part = Values.part(aggregate, member.type(), 0);
                    members.add(member.name() + " = " + element(part, format, bytesAreText));
                }
                yield "{" + String.join(", ", members) + "}";
            }
            case ArrayType array -> array(aggregate, array, format, bytesAreText);
            default -> throw new IllegalArgumentException(aggregate.type().name() + " is no aggregate");
        };
    }

    private String element(Value part, Optional<Format> format, boolean bytesAreText) {
        return format.isPresent() ? formatted(part, format.get()) : natural(part, bytesAreText);
    }

    private String array(Aggregate aggregate, ArrayType array, Optional<Format> format, boolean bytesAreText) {
        if (format.isEmpty()
                && array.element().unqualified() instanceof IntegerType integer
                && (integer.text() != CharacterKind.NUMBER || (bytesAreText && integer.size() == 1))) {
            return CharacterText.array(integer, aggregate.sharedBytes(), options);
        }
        int size = (int) array.element().size();
        return new ArrayText(options)
                .text(
                        (int) array.count(),
                        size,
                        aggregate.sharedBytes(),
                        array.element() instanceof ArrayType,
                        i -> element(Values.part(aggregate, array.element(), i * size), format, bytesAreText));
    }
}
