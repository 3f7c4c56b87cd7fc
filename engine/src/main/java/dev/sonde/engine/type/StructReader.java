package dev.sonde.engine.type;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.AttributeValue;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.expression.EvaluationContext;
import dev.sonde.debuginfo.dwarf.expression.Evaluator;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import dev.sonde.debuginfo.dwarf.expression.UnavailableValueException;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Access;
import dev.sonde.engine.value.BaseClass;
import dev.sonde.engine.value.Member;
import dev.sonde.engine.value.Method;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.StructBody;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.TypedefType;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.VariantPart;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what a structure, class or union consists of. Source: DWARF 5 section 5.7. */
final class StructReader {
    private final TypeReader types;
    private final Die die;
    private final StructType.Kind kind;
    private final List<BaseClass> bases = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>();
    private final List<StructBody.NestedTypedef> typedefs = new ArrayList<>();
    private final List<StructBody.TemplateArgument> arguments = new ArrayList<>();
    private Optional<VariantPart> variants = Optional.empty();
    private long alignment;

    StructReader(TypeReader types, Die die, StructType.Kind kind) {
        this.types = types;
        this.die = die;
        this.kind = kind;
    }

    StructBody read() {
        alignment = alignment(die);
        for (Die child : die.children()) {
            switch (child.tag()) {
                case DwTag.DW_TAG_inheritance -> bases.add(base(child));
                case DwTag.DW_TAG_member, DwTag.DW_TAG_variable -> {
                    members.add(member(child));
                    alignment = Math.max(alignment, alignment(child));
                }
                case DwTag.DW_TAG_subprogram -> methods.add(method(child));
                case DwTag.DW_TAG_typedef -> typedef(child);
                case DwTag.DW_TAG_template_type_parameter -> argument(child);
                case DwTag.DW_TAG_GNU_template_parameter_pack ->
                    child.children().stream()
                            .filter(one -> one.tag() == DwTag.DW_TAG_template_type_parameter)
                            .forEach(this::argument);
                case DwTag.DW_TAG_variant_part -> variants = Optional.of(variantPart(child));
                default -> {} // types that are declared inside are read where they are used
            }
        }
        return new StructBody(bases, members, methods, typedefs, arguments, variants, PassingReader.of(die), alignment);
    }

    /** What is demanded beyond what the type needs (DWARF 5 section 2.24); a number that is no power of two is none. */
    private static long alignment(Die die) {
        long demanded = die.constant(DwAt.DW_AT_alignment).orElse(1);
        return Long.bitCount(demanded) == 1 && demanded > 0 ? demanded : 1;
    }

    private void argument(Die parameter) {
        arguments.add(new StructBody.TemplateArgument(parameter.name().orElse(""), types.typeOf(parameter)));
    }

    private Access access(Die child) {
        return switch ((int) child.constant(DwAt.DW_AT_accessibility).orElse(0)) {
            case 1 -> Access.PUBLIC;
            case 2 -> Access.PROTECTED;
            case 3 -> Access.PRIVATE;
            default -> kind == StructType.Kind.CLASS ? Access.PRIVATE : Access.PUBLIC;
        };
    }

    private BaseClass base(Die child) {
        Type type = types.typeOf(child);
        Optional<MemorySegment> expression = child.expression(DwAt.DW_AT_data_member_location);
        boolean isVirtual = child.constant(DwAt.DW_AT_virtuality).orElse(0) != 0;
        if (isVirtual && expression.isPresent()) {
            Expression locator = Expression.of(expression.get(), child.unit().encoding());
            return new BaseClass(
                    type, 0, Optional.of((object, memory) -> locate(locator, object, memory)), access(child));
        }
        return new BaseClass(type, offset(child).orElse(0), Optional.empty(), access(child));
    }

    private static long locate(Expression locator, long object, Memory memory) {
        try {
            return Evaluator.value(locator, new ObjectContext(memory), object);
        } catch (FormatException | UnavailableValueException e) {
            throw new DebugException("The virtual base of the object cannot be found: " + e.getMessage(), e);
        }
    }

    /** Memory is all that a virtual base's location needs. */
    private record ObjectContext(Memory memory) implements EvaluationContext {
        @Override
        public long register(int number) {
            throw new UnavailableValueException("no registers");
        }

        @Override
        public byte[] readMemory(long address, int size) {
            return memory.readBytes(address, size);
        }
    }

    private Member member(Die child) {
        Type type = types.typeOf(child);
        String name = child.name().orElse("");
        boolean artificial = child.flag(DwAt.DW_AT_artificial);
        boolean isStatic = child.tag() == DwTag.DW_TAG_variable
                || (child.flag(DwAt.DW_AT_external) && !child.has(DwAt.DW_AT_data_member_location));
        if (isStatic) {
            return new Member(
                    name,
                    type,
                    0,
                    0,
                    access(child),
                    artificial,
                    Optional.of(new Member.StaticMember(EntryNames.qualified(child), constant(child, type))));
        }
        int bitSize = (int) child.constant(DwAt.DW_AT_bit_size).orElse(0);
        return new Member(
                name,
                type,
                bitOffset(child, type, bitSize),
                bitSize,
                artificial ? Access.PRIVATE : access(child),
                artificial,
                Optional.empty());
    }

    private static OptionalLong offset(Die child) {
        return child.attribute(DwAt.DW_AT_data_member_location)
                .map(value -> switch (value) {
                    case AttributeValue.Constant(long offset, int _) -> OptionalLong.of(offset);
                    case AttributeValue.Block(MemorySegment bytes) -> OptionalLong.of(offset(child, bytes));
                    case AttributeValue.Exprloc(MemorySegment bytes) -> OptionalLong.of(offset(child, bytes));
                    default -> OptionalLong.empty();
                })
                .orElse(OptionalLong.empty());
    }

    /** Before DWARF 4 an offset was an expression that adds it to the address of the object. */
    private static long offset(Die child, MemorySegment bytes) {
        return Evaluator.value(Expression.of(bytes, child.unit().encoding()), new NoContext(), 0);
    }

    private record NoContext() implements EvaluationContext {
        @Override
        public long register(int number) {
            throw new FormatException(".debug_info", 0, "the offset of a member depends on a register");
        }

        @Override
        public byte[] readMemory(long address, int size) {
            throw new FormatException(".debug_info", 0, "the offset of a member depends on memory");
        }
    }

    private static long bitOffset(Die child, Type type, int bitSize) {
        long offset = offset(child).orElse(0) * Byte.SIZE;
        OptionalLong dataBits = child.constant(DwAt.DW_AT_data_bit_offset);
        if (dataBits.isPresent()) {
            return offset + dataBits.getAsLong();
        }
        OptionalLong fromTop = child.constant(DwAt.DW_AT_bit_offset);
        if (fromTop.isPresent()) {
            // DWARF 3 counts from the most significant bit of a storage unit of the type's size.
            long storage = child.constant(DwAt.DW_AT_byte_size).orElse(type.size()) * Byte.SIZE;
            return offset + storage - fromTop.getAsLong() - bitSize;
        }
        return offset;
    }

    private static Optional<Value> constant(Die child, Type type) {
        return ConstantValues.of(child, type, Place.Nowhere.INSTANCE);
    }

    private Method method(Die child) {
        Type.FunctionType type = types.function(child);
        List<Type> shown = new ArrayList<>();
        boolean hasThis = false;
        boolean first = true;
        for (Die parameter : child.children()) {
            if (parameter.tag() == DwTag.DW_TAG_formal_parameter) {
                boolean artificial = parameter.flag(DwAt.DW_AT_artificial);
                hasThis |= first && artificial;
                first = false;
                if (!artificial) {
                    shown.add(types.typeOf(parameter));
                }
            }
        }
        return new Method(
                child.name().orElse(""),
                child.linkageName().orElse(""),
                type,
                shown,
                access(child),
                !hasThis,
                child.constant(DwAt.DW_AT_virtuality).orElse(0) != 0,
                child.flag(DwAt.DW_AT_artificial),
                slot(child));
    }

    private static long slot(Die child) {
        Optional<MemorySegment> expression = child.expression(DwAt.DW_AT_vtable_elem_location);
        if (expression.isEmpty() || expression.get().byteSize() == 0) {
            return -1;
        }
        return Expression.of(expression.get(), child.unit().encoding())
                .operations()
                .getFirst()
                .first();
    }

    private void typedef(Die child) {
        if (types.read(child) instanceof TypedefType typedef) {
            typedefs.add(new StructBody.NestedTypedef(child.name().orElse(""), typedef, access(child)));
        }
    }

    private VariantPart variantPart(Die part) {
        Optional<Member> discriminant = part.reference(DwAt.DW_AT_discr).map(this::member);
        List<VariantPart.Variant> found = new ArrayList<>();
        for (Die variant : part.children()) {
            if (variant.tag() != DwTag.DW_TAG_variant) {
                continue;
            }
            List<Long> values = new ArrayList<>();
            variant.constant(DwAt.DW_AT_discr_value).ifPresent(values::add);
            variant.attribute(DwAt.DW_AT_discr_value)
                    .filter(AttributeValue.Block.class::isInstance)
                    .map(value -> ((AttributeValue.Block) value).bytes())
                    .filter(bytes -> bytes.byteSize() >= Long.BYTES)
                    .ifPresent(bytes -> values.add(bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, 0)));
            variant.children().stream()
                    .filter(child -> child.tag() == DwTag.DW_TAG_member)
                    .findFirst()
                    .ifPresent(child -> found.add(new VariantPart.Variant(variantMember(child), values)));
        }
        return new VariantPart(discriminant, found);
    }

    /** The variant's own name is that of its structure when the member has none. */
    private Member variantMember(Die child) {
        Member member = member(child);
        if (!member.name().isEmpty() || !(member.type() instanceof StructType struct)) {
            return member;
        }
        String tag = struct.tag();
        return new Member(
                tag.substring(tag.lastIndexOf(':') + 1),
                member.type(),
                member.bitOffset(),
                member.bitSize(),
                member.access(),
                member.artificial(),
                Optional.empty());
    }
}
