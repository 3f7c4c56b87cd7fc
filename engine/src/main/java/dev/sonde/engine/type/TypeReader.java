package dev.sonde.engine.type;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.AttributeValue;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.engine.value.EnumType;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.StructBody;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.TypedefType;
import dev.sonde.engine.value.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Makes types of the entries that describe them. One of a file's debugging information; each type is made once.
 *
 * <p>Thread-safe. Methods throw {@link FormatException} when an entry is malformed; what is asked of a type later throws a
 * {@link dev.sonde.engine.error.DebugException} then.
 *
 * <p>Source: DWARF 5 chapter 5.
 */
public final class TypeReader {
    private static final int MAX_DEPTH = 200;

    private final ConcurrentHashMap<Die, Type> known = new ConcurrentHashMap<>();
    private final Function<Die, Optional<Die>> definitions;

    /** @param definitions finds the definition of a type that one unit only declares */
    public TypeReader(Function<Die, Optional<Die>> definitions) {
        this.definitions = definitions;
    }

    /** The type of a variable, member, parameter or function result; {@code void} when it has none. */
    public Type typeOf(Die holder) {
        return typeOf(holder, 0);
    }

    Type typeOf(Die holder, int depth) {
        Optional<Die> owner = holder.holderOf(DwAt.DW_AT_type);
        return owner.flatMap(die -> die.reference(DwAt.DW_AT_type))
                .map(die -> read(die, depth))
                .orElse(Types.VOID);
    }

    /** The type that an entry describes. */
    public Type read(Die die) {
        return read(die, 0);
    }

    private Type read(Die die, int depth) {
        Type type = known.get(die);
        if (type != null) {
            return type;
        }
        if (depth > MAX_DEPTH) {
            throw new FormatException(die.unit().section(), die.offset(), "types are nested too deeply");
        }
        type = make(die, depth + 1);
        Type before = known.putIfAbsent(die, type);
        return before == null ? type : before;
    }

    private Type make(Die die, int depth) {
        return switch (die.tag()) {
            case DwTag.DW_TAG_base_type -> BaseTypes.read(die);
            case DwTag.DW_TAG_pointer_type -> new Type.PointerType(typeOf(die, depth));
            case DwTag.DW_TAG_reference_type -> new Type.ReferenceType(typeOf(die, depth), false);
            case DwTag.DW_TAG_rvalue_reference_type -> new Type.ReferenceType(typeOf(die, depth), true);
            case DwTag.DW_TAG_ptr_to_member_type ->
                new Type.MemberPointerType(
                        typeOf(die, depth),
                        die.reference(DwAt.DW_AT_containing_type)
                                .map(owner -> read(owner, depth))
                                .orElse(Types.VOID));
            case DwTag.DW_TAG_const_type -> Types.qualified(typeOf(die, depth), true, false);
            case DwTag.DW_TAG_volatile_type -> Types.qualified(typeOf(die, depth), false, true);
            case DwTag.DW_TAG_restrict_type -> Types.qualified(typeOf(die, depth), false, false, "restrict");
            case DwTag.DW_TAG_atomic_type -> Types.qualified(typeOf(die, depth), false, false, "_Atomic");
            case DwTag.DW_TAG_typedef, DwTag.DW_TAG_template_alias ->
                new TypedefType(die, EntryNames.qualified(die), () -> Malformed.guard(die, () -> typeOf(die)));
            case DwTag.DW_TAG_array_type -> array(die, depth);
            case DwTag.DW_TAG_subroutine_type -> function(die, depth);
            case DwTag.DW_TAG_structure_type -> struct(die, StructType.Kind.STRUCT);
            case DwTag.DW_TAG_class_type, DwTag.DW_TAG_interface_type -> struct(die, StructType.Kind.CLASS);
            case DwTag.DW_TAG_union_type -> struct(die, StructType.Kind.UNION);
            case DwTag.DW_TAG_enumeration_type -> enumeration(die, depth);
            case DwTag.DW_TAG_subrange_type -> typeOf(die, depth);
            case DwTag.DW_TAG_unspecified_type -> unspecified(die);
            default ->
                throw new FormatException(
                        die.unit().section(), die.offset(), DwTag.name(die.tag()) + " is no type that is known");
        };
    }

    private static Type unspecified(Die die) {
        String name = die.name().orElse("void");
        return name.contains("nullptr")
                ? new Type.IntegerType(name, Long.BYTES, false, Type.CharacterKind.NUMBER)
                : Types.VOID;
    }

    private Type array(Die die, int depth) {
        List<Die> dimensions = new ArrayList<>();
        for (Die child : die.children()) {
            if (child.tag() == DwTag.DW_TAG_subrange_type || child.tag() == DwTag.DW_TAG_enumeration_type) {
                dimensions.add(child);
            }
        }
        Type type = typeOf(die, depth);
        if (dimensions.isEmpty()) {
            return new Type.ArrayType(type, -1);
        }
        boolean vector = die.flag(DwAt.DW_AT_GNU_vector);
        for (Die dimension : dimensions.reversed()) {
            type = dimension(type, dimension, vector);
        }
        return type;
    }

    private static Type dimension(Type element, Die subrange, boolean vector) {
        boolean computed = isComputed(subrange, DwAt.DW_AT_upper_bound)
                || isComputed(subrange, DwAt.DW_AT_count)
                || isComputed(subrange, DwAt.DW_AT_lower_bound);
        if (computed || element instanceof Type.DynamicArrayType) {
            return new Type.DynamicArrayType(element, new SubrangeBound(subrange));
        }
        if (subrange.tag() == DwTag.DW_TAG_enumeration_type) {
            return new Type.ArrayType(element, subrange.children().size());
        }
        long lower = number(subrange, DwAt.DW_AT_lower_bound).orElse(0);
        OptionalLong count = number(subrange, DwAt.DW_AT_count);
        OptionalLong upper = number(subrange, DwAt.DW_AT_upper_bound);
        long elements = count.isPresent() ? count.getAsLong() : upper.isPresent() ? upper.getAsLong() - lower + 1 : -1;
        if (elements < -1 || (elements > 0 && element.size() > Long.MAX_VALUE / elements)) {
            throw new FormatException(
                    subrange.unit().section(), subrange.offset(), "an array of " + elements + " elements");
        }
        return new Type.ArrayType(element, elements, lower, vector);
    }

    private static boolean isComputed(Die subrange, int attribute) {
        return subrange.attribute(attribute)
                .filter(value -> !(value instanceof AttributeValue.Constant))
                .isPresent();
    }

    private static OptionalLong number(Die die, int attribute) {
        return die.attribute(attribute)
                .map(value -> value instanceof AttributeValue.Constant constant
                        ? OptionalLong.of(constant.signed() == -1 ? -1 : constant.value())
                        : OptionalLong.empty())
                .orElse(OptionalLong.empty());
    }

    /** The type of a function, of its declaration or of what is called through a pointer. */
    public Type.FunctionType function(Die die) {
        return function(die, 0);
    }

    Type.FunctionType function(Die die, int depth) {
        Die source = withParameters(die);
        List<Type> parameters = new ArrayList<>();
        boolean variadic = false;
        for (Die child : source.children()) {
            switch (child.tag()) {
                case DwTag.DW_TAG_formal_parameter -> {
                    Type type = typeOf(child, depth);
                    // As gdb has it, what this points to may change, but not this.
                    boolean self = parameters.isEmpty()
                            && type instanceof Type.PointerType
                            && child.flag(DwAt.DW_AT_artificial);
                    parameters.add(self ? Types.qualified(type, true, false) : type);
                }
                case DwTag.DW_TAG_unspecified_parameters -> variadic = true;
                default -> {} // variables and blocks are no part of the type
            }
        }
        boolean prototyped = Languages.of(die) != SourceLanguage.C
                || die.holderOf(DwAt.DW_AT_prototyped).isPresent();
        boolean declared = prototyped || !parameters.isEmpty();
        return new Type.FunctionType(
                typeOf(die, depth),
                declared ? Optional.of(parameters) : Optional.empty(),
                variadic && declared,
                !prototyped);
    }

    /** A copy of an inlined function may have lost parameters that its origin has. */
    private static Die withParameters(Die die) {
        return die.reference(DwAt.DW_AT_abstract_origin).orElse(die);
    }

    private Type struct(Die die, StructType.Kind kind) {
        Optional<Die> elsewhere =
                die.has(DwAt.DW_AT_signature) ? die.reference(DwAt.DW_AT_signature) : Optional.empty();
        if (elsewhere.isPresent() && !elsewhere.get().equals(die)) {
            return read(elsewhere.get());
        }
        SourceLanguage language = Languages.of(die);
        String tag = EntryNames.qualified(die);
        if (die.flag(DwAt.DW_AT_declaration)) {
            return StructType.declared(
                    die,
                    kind,
                    tag,
                    language,
                    () -> Malformed.guard(
                            die,
                            () -> definitions
                                    .apply(die)
                                    .filter(found -> !found.equals(die))
                                    .map(this::read)
                                    .filter(StructType.class::isInstance)
                                    .map(StructType.class::cast)));
        }
        long size = die.constant(DwAt.DW_AT_byte_size).orElse(0);
        return new StructType(
                die,
                kind,
                tag,
                size,
                true,
                language,
                () -> Malformed.<StructBody>guard(die, () -> new StructReader(this, die, kind).read()));
    }

    private Type enumeration(Die die, int depth) {
        if (die.has(DwAt.DW_AT_signature)) {
            Optional<Die> elsewhere = die.reference(DwAt.DW_AT_signature);
            if (elsewhere.isPresent() && !elsewhere.get().equals(die)) {
                return read(elsewhere.get(), depth);
            }
        }
        Optional<Type> underlying = die.reference(DwAt.DW_AT_type).map(type -> read(type, depth));
        long size = die.constant(DwAt.DW_AT_byte_size)
                .orElse(underlying.map(Type::size).orElse((long) Integer.BYTES));
        return new EnumType(
                die,
                EntryNames.qualified(die),
                size,
                die.flag(DwAt.DW_AT_enum_class),
                Languages.of(die),
                underlying,
                () -> Malformed.guard(die, () -> enumerators(die)));
    }

    private static List<EnumType.Enumerator> enumerators(Die die) {
        List<EnumType.Enumerator> found = new ArrayList<>();
        for (Die child : die.children()) {
            if (child.tag() == DwTag.DW_TAG_enumerator) {
                found.add(new EnumType.Enumerator(
                        child.name().orElse(""),
                        child.constant(DwAt.DW_AT_const_value).orElse(0)));
            }
        }
        return found;
    }
}
