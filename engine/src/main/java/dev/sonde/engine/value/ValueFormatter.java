package dev.sonde.engine.value;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Type.ArrayType;
import dev.sonde.engine.value.Type.BooleanType;
import dev.sonde.engine.value.Type.FlagsType;
import dev.sonde.engine.value.Type.FunctionType;
import dev.sonde.engine.value.Type.IntegerType;
import dev.sonde.engine.value.Type.MemberPointerType;
import dev.sonde.engine.value.Type.PointerType;
import dev.sonde.engine.value.Type.ReferenceType;
import dev.sonde.engine.value.Value.Aggregate;
import dev.sonde.engine.value.Value.Code;
import dev.sonde.engine.value.Value.Floating;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Value.Untyped;
import dev.sonde.engine.value.Value.VoidValue;
import dev.sonde.engine.value.Value.WideInteger;
import java.util.Optional;

/** Writes values as gdb's {@code print} does. */
public final class ValueFormatter {
    private final PrintOptions options;
    private final AddressSymbols symbols;
    private final Optional<Memory> memory;
    private final ObjectModel model;
    private final SourceLanguage language;
    private final Renderers renderers;
    private final RenderingBudget budget;

    /**
     * @param options how much is written
     * @param symbols what stands behind addresses
     * @param memory where the strings behind character pointers are read, if there is any
     */
    public ValueFormatter(PrintOptions options, AddressSymbols symbols, Optional<Memory> memory) {
        this(options, symbols, memory, ObjectModel.NONE, Renderers.NONE, SourceLanguage.C);
    }

    /**
     * @param model where static members are found
     * @param renderers know what objects mean
     * @param language in whose notation values are written
     */
    public ValueFormatter(
            PrintOptions options,
            AddressSymbols symbols,
            Optional<Memory> memory,
            ObjectModel model,
            Renderers renderers,
            SourceLanguage language) {
        this(options, symbols, memory, model, renderers, language, new RenderingBudget());
    }

    private ValueFormatter(
            PrintOptions options,
            AddressSymbols symbols,
            Optional<Memory> memory,
            ObjectModel model,
            Renderers renderers,
            SourceLanguage language,
            RenderingBudget budget) {
        this.options = options;
        this.symbols = symbols;
        this.memory = memory;
        this.model = model;
        this.renderers = renderers;
        this.language = language;
        this.budget = budget;
    }

    /** The same with other options. */
    ValueFormatter withOptions(PrintOptions others) {
        return new ValueFormatter(others, symbols, memory, model, renderers, language, budget);
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
        budget.renew();
        Optional<String> rendered = rendered(value, format, 0);
        if (rendered.isPresent()) {
            return rendered.get();
        }
        if (format.isEmpty() || format.get() == Format.STRING) {
            Value shown = options.has(PrintFlag.OBJECTS) ? dynamic(value) : value;
            return prefix(shown, value) + text(shown, format, 0, true);
        }
        return text(value, format, 0, true);
    }

    /** The text of a variable, as {@code info locals} shows it: without the type of a pointer. */
    public String variable(Value value) {
        budget.renew();
        return text(value, Optional.empty(), 0, true);
    }

    RenderingBudget budget() {
        return budget;
    }

    PrintOptions options() {
        return options;
    }

    SourceLanguage language() {
        return language;
    }

    Optional<Memory> memory() {
        return memory;
    }

    ObjectModel model() {
        return model;
    }

    /** A pointer to an object, or the object, as what its vtable says it is. */
    private Value dynamic(Value value) {
        if (value instanceof Scalar(Type type, long address, Place place)
                && type.unqualified() instanceof PointerType(Type target)
                && target.unqualified() instanceof StructType) {
            return model.dynamicObject(target, address)
                    .<Value>map(object -> new Scalar(Types.pointerTo(object.type()), object.address(), place))
                    .orElse(value);
        }
        if (value instanceof Scalar(Type type, long address, Place place)
                && type.unqualified() instanceof ReferenceType(Type target, boolean rvalue)
                && target.unqualified() instanceof StructType) {
            return model.dynamicObject(target, address)
                    .<Value>map(object -> new Scalar(new ReferenceType(object.type(), rvalue), object.address(), place))
                    .orElse(value);
        }
        if (value instanceof Aggregate aggregate
                && aggregate.type().unqualified() instanceof StructType
                && aggregate.place() instanceof Place.InMemory(long address)) {
            return model.dynamicObject(aggregate.type(), address)
                    .map(object -> Values.load(memory, object.type(), object.address()))
                    .orElse(value);
        }
        return value;
    }

    /** gdb writes the type before a pointer, unless it is one to characters or the text says all. */
    private String prefix(Value shown, Value original) {
        Type type = shown.type();
        if (shown instanceof Value.Unavailable) {
            return "";
        }
        if (shown instanceof Aggregate) {
            boolean refined = !shown.equals(original)
                    || (options.has(PrintFlag.OBJECTS) && type.unqualified() instanceof StructType && hasVtable(shown));
            return refined && language != SourceLanguage.RUST ? "(" + unqualifiedName(type) + ") " : "";
        }
        boolean reference = type.unqualified() instanceof ReferenceType;
        if (reference || type.unqualified() instanceof PointerType) {
            return !reference && isPlainText(type) ? "" : "(" + type.name(language) + ") ";
        }
        return "";
    }

    private boolean hasVtable(Value value) {
        return value.place() instanceof Place.InMemory(long address)
                && model.dynamicObject(value.type(), address).isPresent();
    }

    private String unqualifiedName(Type type) {
        return Types.withoutQualifiers(type).name(language);
    }

    private static boolean isPlainText(Type type) {
        Type shown = Types.withoutQualifiers(type);
        if (!(shown instanceof PointerType(Type target))) {
            return false;
        }
        Optional<IntegerType> character = Types.character(target);
        return character.isPresent()
                && (character.get().text() != Type.CharacterKind.NARROW
                        || (Types.withoutQualifiers(target) instanceof IntegerType integer
                                && integer.typeName().equals("char")));
    }

    /**
     * The text of a value inside others.
     *
     * @param depth how many structures and arrays are around it
     * @param followReferences whether what a reference refers to is written too
     */
    String text(Value value, Optional<Format> format, int depth, boolean followReferences) {
        Optional<String> rendered = rendered(value, format, depth);
        if (rendered.isPresent()) {
            return rendered.get();
        }
        if (options.has(PrintFlag.SUMMARY) && !isScalar(value.type())) {
            return "...";
        }
        return plain(value, format, depth, followReferences);
    }

    private static boolean isScalar(Type type) {
        Type shown = type.unqualified() instanceof ReferenceType(Type target, boolean _)
                ? target.unqualified()
                : type.unqualified();
        return switch (shown) {
            case StructType struct ->
                struct.language() == SourceLanguage.RUST && struct.members().isEmpty() && !struct.isComplete();
            case ArrayType _, Type.DynamicArrayType _ -> false;
            default -> true;
        };
    }

    /** The text of an object that means something; empty for one that is written as it is stored. */
    private Optional<String> rendered(Value value, Optional<Format> format, int depth) {
        boolean object = value instanceof Aggregate
                || (value instanceof Scalar scalar && scalar.type().unqualified() instanceof ReferenceType);
        if (!object || options.has(PrintFlag.RAW)) {
            return Optional.empty();
        }
        return renderers
                .of(value)
                .filter(rendering -> !rendering.isRaw())
                .map(rendering -> budget.inside(
                        value, () -> new RenderedText(this).text(rendering, format, depth), "<contains itself>"));
    }

    private String plain(Value value, Optional<Format> format, int depth, boolean followReferences) {
        boolean formatted = format.isPresent() && format.get() != Format.STRING;
        return switch (value) {
            case VoidValue _ -> language == SourceLanguage.RUST ? "()" : "void";
            case Scalar(Type type, long address, Place _)
            when type.unqualified() instanceof ReferenceType(Type target, boolean _) ->
                reference(target, address, format, depth, followReferences);
            case Scalar scalar -> formatted ? ScalarText.formatted(value, format.get(), symbols) : natural(scalar);
            case WideInteger wide ->
                formatted
                        ? ScalarText.formatted(value, format.get(), symbols)
                        : wide.number().toString();
            case Floating number ->
                formatted ? ScalarText.formatted(value, format.get(), symbols) : ScalarText.of(number);
            case Aggregate aggregate -> aggregate(aggregate, format, depth);
            case Value.Unavailable unavailable -> unavailable.reason().shown();
            case Value.SyntheticPointer _ -> "<synthetic pointer>";
            case Code(Type type, long address) -> code(type, address, format);
            case Untyped(Type.UntypedType type, String _, long address) -> code(type, address, format);
        };
    }

    private String code(Type type, long address, Optional<Format> format) {
        return format.isPresent() && format.get() != Format.STRING
                ? ScalarText.formatted(Scalar.of(Types.UNSIGNED_LONG, address), format.get(), symbols)
                : "{" + type.name(language) + "} " + address(address);
    }

    private String reference(Type target, long address, Optional<Format> format, int depth, boolean follow) {
        String at = options.has(PrintFlag.ADDRESSES) ? "@0x" + Long.toHexString(address) : "";
        return follow
                ? at + (at.isEmpty() ? "" : ": ") + text(Values.load(memory, target, address), format, depth, true)
                : at;
    }

    private String natural(Scalar scalar) {
        long bits = scalar.bits();
        return switch (scalar.type().unqualified()) {
            case IntegerType integer -> {
                Optional<IntegerType> character = Types.character(scalar.type());
                yield character.isEmpty()
                        ? ScalarText.number(integer, bits)
                        : ScalarText.number(integer, bits) + " " + character(character.get(), bits);
            }
            case BooleanType _ -> bits == 0 ? "false" : bits == 1 ? "true" : Long.toString(bits);
            case EnumType enumeration -> EnumText.of(enumeration, bits);
            case FlagsType flags -> flags.register().text(bits);
            case PointerType pointer -> pointer(pointer, bits);
            case MemberPointerType pointer -> MemberPointerText.ofData(pointer, bits);
            default -> throw new IllegalArgumentException(scalar.type().name() + " is no scalar type");
        };
    }

    private String character(IntegerType type, long bits) {
        return language == SourceLanguage.RUST ? RustText.character(bits) : CharacterText.quoted(type.text(), bits);
    }

    private String pointer(PointerType pointer, long address) {
        Optional<IntegerType> character = Types.character(pointer.target());
        if (character.isPresent()) {
            String text = address == 0 ? "" : new StringReader(memory, options).quoted(character.get(), address);
            String at = pointedAddress(pointer, address);
            return at + (at.isEmpty() || text.isEmpty() ? "" : " ") + text;
        }
        return pointedAddress(pointer, address);
    }

    private String pointedAddress(PointerType pointer, long address) {
        boolean shown = options.has(PrintFlag.SYMBOLS) || pointer.target().unqualified() instanceof FunctionType;
        return shown ? address(address) : options.has(PrintFlag.ADDRESSES) ? "0x" + Long.toHexString(address) : "";
    }

    /** An address with its symbol. */
    String address(long address) {
        String symbol = symbols.text(address);
        String at = options.has(PrintFlag.ADDRESSES) ? "0x" + Long.toHexString(address) : "";
        return at + (at.isEmpty() || symbol.isEmpty() ? "" : " ") + symbol;
    }

    private String aggregate(Aggregate aggregate, Optional<Format> format, int depth) {
        Contents contents = aggregate.contents();
        Missing missing = contents.missingAltogether();
        if (missing != null) {
            return missing.shown();
        }
        return switch (aggregate.type().unqualified()) {
            case StructType struct -> {
                if (!struct.isComplete()) {
                    yield "<incomplete type>";
                }
                boolean hidden = struct.isUnion() && depth > 0 && !options.has(PrintFlag.UNIONS);
                if (hidden || options.isTooDeep(depth)) {
                    yield "{...}";
                }
                yield struct.language() == SourceLanguage.RUST
                        ? new RustText(this).text(aggregate, struct, format, depth)
                        : new StructText(this).text(aggregate, struct, format, depth);
            }
            case ArrayType array -> array(aggregate, array, format, depth);
            case Type.ComplexType _
            when isOfBits(format) -> ScalarText.formatted(aggregate, format.orElseThrow(), symbols);
            case Type.ComplexType complex -> {
                String real = text(Values.part(aggregate, complex.part(), 0), format, depth, false);
                int half = (int) complex.part().size();
                yield real + " + " + text(Values.part(aggregate, complex.part(), half), format, depth, false) + "i";
            }
            case MemberPointerType pointer -> MemberPointerText.ofMethod(pointer, contents.bytes(), this::address);
            case Type.DecimalType decimal -> DecimalText.of(contents.bytes(), (int) decimal.size());
            case Type.FloatType _ -> ScalarText.quad(contents.bytes());
            default -> throw new IllegalArgumentException(aggregate.type().name() + " is no aggregate");
        };
    }

    /** The formats in which gdb takes a complex number for one number. */
    private static boolean isOfBits(Optional<Format> format) {
        return format.filter(letter -> letter == Format.HEXADECIMAL
                        || letter == Format.ZERO_PADDED_HEXADECIMAL
                        || letter == Format.OCTAL
                        || letter == Format.BINARY)
                .isPresent();
    }

    private String array(Aggregate aggregate, ArrayType array, Optional<Format> format, int depth) {
        Optional<IntegerType> character = Types.character(array.element());
        boolean bytesAreText = format.isPresent() && format.get() == Format.STRING;
        if (array.count() < 0 && aggregate.place() instanceof Place.InMemory(long address)) {
            // A flexible member has no size; gdb shows where it is.
            return "0x" + Long.toHexString(address);
        }
        if ((format.isEmpty() || bytesAreText) && !array.vector()) {
            Optional<IntegerType> text = character.isPresent() || !bytesAreText
                    ? character
                    : Optional.of(array.element().unqualified())
                            .filter(element -> element.size() == 1)
                            .filter(IntegerType.class::isInstance)
                            .map(IntegerType.class::cast);
            if (text.isPresent() && aggregate.contents().isComplete()) {
                return CharacterText.array(text.get(), aggregate.contents().bytes(), options);
            }
        }
        if (array.count() == 0) {
            return "{}";
        }
        if (options.isTooDeep(depth)) {
            return "{...}";
        }
        boolean rust = language == SourceLanguage.RUST;
        int size = (int) array.element().size();
        return new ArrayText(options, rust ? "[" : "{", rust ? "]" : "}")
                .text(
                        (int) array.count(),
                        size,
                        aggregate.contents(),
                        array.element() instanceof ArrayType,
                        array.lower(),
                        depth,
                        i -> text(Values.part(aggregate, array.element(), i * size), format, depth + 1, false));
    }
}
