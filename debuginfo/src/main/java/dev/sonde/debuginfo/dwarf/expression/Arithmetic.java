package dev.sonde.debuginfo.dwarf.expression;

import static dev.sonde.debuginfo.dwarf.expression.DwOp.*;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.DwAte;
import dev.sonde.debuginfo.dwarf.expression.StackValue.Floating;
import dev.sonde.debuginfo.dwarf.expression.StackValue.Integral;
import org.jspecify.annotations.Nullable;

/** Arithmetic, logic, comparison and conversion of typed values. Source: DWARF 5 sections 2.5.1.4 to 2.5.1.6. */
final class Arithmetic {
    private final BaseType genericType;
    private final BaseType genericSigned;

    /** Arithmetic whose generic type has {@code addressSize} bytes. */
    Arithmetic(int addressSize) {
        genericType = new BaseType(DwAte.DW_ATE_unsigned, addressSize);
        genericSigned = new BaseType(DwAte.DW_ATE_signed, addressSize);
    }

    Integral generic(long value) {
        return new Integral(genericType, true, genericType.wrap(value));
    }

    /** The value as its signed reading: the generic type is signed for some operations and unsigned for others. */
    private long signed(Integral value) {
        return value.generic() ? genericSigned.wrap(value.value()) : value.value();
    }

    StackValue unary(int opcode, StackValue operand, long at) {
        return switch (operand) {
            case Integral i ->
                with(
                        i,
                        switch (opcode) {
                            case DW_OP_abs -> i.generic() || i.type().isSigned() ? Math.abs(signed(i)) : i.value();
                            case DW_OP_neg -> -i.value();
                            case DW_OP_not -> ~i.value();
                            default -> throw unsupported(opcode, at);
                        });
            case Floating f ->
                with(
                        f,
                        switch (opcode) {
                            case DW_OP_abs -> Math.abs(f.value());
                            case DW_OP_neg -> -f.value();
                            default -> throw unsupported(opcode, at);
                        });
            case StackValue.Opaque o -> throw unavailable(o);
        };
    }

    /** The result of a binary operation; {@code left} was pushed first. */
    StackValue binary(int opcode, StackValue left, StackValue right, long at) {
        if (opcode == DW_OP_shl || opcode == DW_OP_shr || opcode == DW_OP_shra) {
            return shift(opcode, left, right, at);
        }
        if (left instanceof Integral l && right instanceof Integral r && compatible(l, r)) {
            return with(l, integral(opcode, l, r, at));
        }
        if (left instanceof Floating l
                && right instanceof Floating r
                && l.type().equals(r.type())) {
            return with(
                    l,
                    switch (opcode) {
                        case DW_OP_plus -> l.value() + r.value();
                        case DW_OP_minus -> l.value() - r.value();
                        case DW_OP_mul -> l.value() * r.value();
                        case DW_OP_div -> l.value() / r.value();
                        default -> throw unsupported(opcode, at);
                    });
        }
        throw mismatch(opcode, left, right, at);
    }

    private long integral(int opcode, Integral left, Integral right, long at) {
        long l = left.value();
        long r = right.value();
        return switch (opcode) {
            case DW_OP_plus -> l + r;
            case DW_OP_minus -> l - r;
            case DW_OP_mul -> l * r;
            case DW_OP_and -> l & r;
            case DW_OP_or -> l | r;
            case DW_OP_xor -> l ^ r;
            case DW_OP_div -> {
                nonzero(r, at);
                // Division of generic values is signed, their remainder is not.
                yield left.generic()
                        ? signed(left) / signed(right)
                        : left.type().isSigned() ? l / r : Long.divideUnsigned(l, r);
            }
            case DW_OP_mod -> {
                nonzero(r, at);
                yield !left.generic() && left.type().isSigned() ? l % r : Long.remainderUnsigned(l, r);
            }
            default -> throw unsupported(opcode, at);
        };
    }

    /** An integer plus a constant of the same type. */
    StackValue plus(Integral value, long addend) {
        return with(value, value.value() + addend);
    }

    private StackValue shift(int opcode, StackValue left, StackValue right, long at) {
        if (!(left instanceof Integral value) || !(right instanceof Integral amount)) {
            throw mismatch(opcode, left, right, at);
        }
        long bits = 8L * value.type().byteSize();
        // A shift by the width or more leaves only copies of the sign or zeros.
        boolean all = Long.compareUnsigned(amount.value(), bits) >= 0;
        int by = all ? (int) bits - 1 : (int) amount.value();
        long zeroExtended = new BaseType(DwAte.DW_ATE_unsigned, value.type().byteSize()).wrap(value.value());
        return with(
                value,
                switch (opcode) {
                    case DW_OP_shl -> all ? 0 : value.value() << by;
                    case DW_OP_shr -> all ? 0 : zeroExtended >>> by;
                    default -> new BaseType(DwAte.DW_ATE_signed, value.type().byteSize()).wrap(value.value()) >> by;
                });
    }

    StackValue compare(int opcode, StackValue left, StackValue right, long at) {
        int order;
        boolean unordered = false;
        if (left instanceof Integral l && right instanceof Integral r && compatible(l, r)) {
            order = l.generic() || l.type().isSigned()
                    ? Long.compare(signed(l), signed(r))
                    : Long.compareUnsigned(l.value(), r.value());
        } else if (left instanceof Floating l
                && right instanceof Floating r
                && l.type().equals(r.type())) {
            unordered = Double.isNaN(l.value()) || Double.isNaN(r.value());
            order = l.value() < r.value() ? -1 : l.value() > r.value() ? 1 : 0;
        } else {
            throw mismatch(opcode, left, right, at);
        }
        boolean result = switch (opcode) {
            case DW_OP_eq -> !unordered && order == 0;
            case DW_OP_ne -> unordered || order != 0;
            case DW_OP_lt -> !unordered && order < 0;
            case DW_OP_le -> !unordered && order <= 0;
            case DW_OP_gt -> !unordered && order > 0;
            case DW_OP_ge -> !unordered && order >= 0;
            default -> throw unsupported(opcode, at);
        };
        return generic(result ? 1 : 0);
    }

    /** The value in another type; {@code type} null means the generic type. */
    StackValue convert(StackValue value, @Nullable BaseType type) {
        BaseType target = type == null ? genericType : type;
        boolean generic = type == null;
        if (!generic && value.type().equals(target) && !(value instanceof Integral i && i.generic())) {
            return value;
        }
        if (value instanceof StackValue.Opaque o) {
            throw unavailable(o);
        }
        if (target.isIntegral()) {
            long bits = switch (value) {
                case Integral i -> i.value();
                case Floating f -> (long) f.value();
                case StackValue.Opaque o -> throw unavailable(o);
            };
            return new Integral(target, generic, target.wrap(bits));
        }
        if (target.isFloat()) {
            double number = switch (value) {
                case Integral i -> i.type().isSigned() ? i.value() : unsignedToDouble(i.value());
                case Floating f -> f.value();
                case StackValue.Opaque o -> throw unavailable(o);
            };
            return new Floating(target, target.byteSize() == 4 ? (float) number : number);
        }
        throw new UnavailableValueException("a conversion to " + DwAte.name(target.encoding()) + " of "
                + target.byteSize() + " bytes is not supported");
    }

    /** The value's bytes read as another type of the same size; {@code type} null means the generic type. */
    StackValue reinterpret(StackValue value, @Nullable BaseType type, long at) {
        BaseType target = type == null ? genericType : type;
        if (target.byteSize() != value.type().byteSize()) {
            throw new FormatException(
                    "expression",
                    at,
                    "a value of " + value.type().byteSize() + " bytes is reinterpreted as one of " + target.byteSize());
        }
        return type == null ? generic(StackValue.littleEndian(value.bytes())) : StackValue.of(target, value.bytes());
    }

    private static double unsignedToDouble(long value) {
        if (value >= 0) {
            return value;
        }
        // Halving keeps the lowest bit sticky, so that the sum rounds once.
        double half = (value >>> 1) | (value & 1);
        return half * 2;
    }

    private static boolean compatible(Integral left, Integral right) {
        return left.generic() == right.generic() && left.type().equals(right.type());
    }

    private static Integral with(Integral like, long value) {
        return new Integral(like.type(), like.generic(), like.type().wrap(value));
    }

    private static Floating with(Floating like, double value) {
        return new Floating(like.type(), like.type().byteSize() == 4 ? (float) value : value);
    }

    private static void nonzero(long divisor, long at) {
        if (divisor == 0) {
            throw new FormatException("expression", at, "division by zero");
        }
    }

    private static FormatException unsupported(int opcode, long at) {
        return new FormatException("expression", at, name(opcode) + " is not defined for its operands' type");
    }

    private static RuntimeException mismatch(int opcode, StackValue left, StackValue right, long at) {
        if (left instanceof StackValue.Opaque o) {
            return unavailable(o);
        }
        if (right instanceof StackValue.Opaque o) {
            return unavailable(o);
        }
        return new FormatException("expression", at, name(opcode) + " has operands of different types");
    }

    private static UnavailableValueException unavailable(StackValue.Opaque value) {
        return new UnavailableValueException("arithmetic on "
                + DwAte.name(value.type().encoding()) + " of " + value.type().byteSize() + " bytes is not supported");
    }
}
