package dev.sonde.engine.expression;

import dev.sonde.engine.value.EnumType;
import dev.sonde.engine.value.ObjectParts;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.FunctionType;
import dev.sonde.engine.value.Type.PointerType;
import dev.sonde.engine.value.Type.ReferenceType;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among functions of one name by the arguments.
 *
 * <p>Source: C++17 sections 16.3.2 (viable functions), 16.3.3 (the best of them) and 16.3.3.1 (implicit conversions).
 */
final class Overloads {
    /** The ranks of conversions (C++17 table 13); the better is the lower. */
    static final int EXACT = 0;

    private static final int QUALIFICATION = 1;
    private static final int PROMOTION = 10;
    private static final int CONVERSION = 20;
    private static final int TO_BOOLEAN = 40;
    private static final int USER = 50;
    private static final int ELLIPSIS = 60;
    static final int IMPOSSIBLE = Integer.MAX_VALUE;

    private Overloads() {}

    /**
     * A function that may be called.
     *
     * @param shown how it is declared, for messages
     * @param type without {@code this}
     */
    record Candidate<T>(String shown, FunctionType type, T function) {}

    /**
     * The best candidate for the arguments.
     *
     * @param what the kind and name of the functions, for messages: {@code function f}
     * @throws EvaluationException if there is none, or no best one
     */
    static <T> T choose(String what, List<Candidate<T>> candidates, List<Value> arguments, Span span) {
        List<Candidate<T>> viable = new ArrayList<>();
        List<int[]> ranks = new ArrayList<>();
        for (Candidate<T> candidate : candidates) {
            int[] rank = rank(candidate.type(), arguments);
            if (rank != null) {
                viable.add(candidate);
                ranks.add(rank);
            }
        }
        if (viable.isEmpty()) {
            // Of an operator a C++ library has hundreds, none of which anybody thinks of by name.
            boolean listed = candidates.size() > 1 && !what.startsWith("function operator");
            String all = listed ? "; the candidates are:" + list(candidates) : "";
            throw new EvaluationException("Cannot resolve " + what + " to any overloaded instance" + all, span);
        }
        List<Candidate<T>> best = new ArrayList<>();
        for (int i = 0; i < viable.size(); i++) {
            boolean beaten = false;
            for (int j = 0; j < viable.size() && !beaten; j++) {
                beaten = i != j && isBetter(ranks.get(j), ranks.get(i));
            }
            if (!beaten) {
                best.add(viable.get(i));
            }
        }
        if (best.size() != 1) {
            throw new EvaluationException(
                    "The call of " + what + " is ambiguous; the candidates are:" + list(best), span);
        }
        return best.getFirst().function();
    }

    private static <T> String list(List<Candidate<T>> candidates) {
        StringBuilder text = new StringBuilder();
        candidates.forEach(candidate -> text.append("\n  ").append(candidate.shown()));
        return text.toString();
    }

    private static boolean isBetter(int[] one, int[] other) {
        boolean better = false;
        for (int i = 0; i < one.length; i++) {
            if (one[i] > other[i]) {
                return false;
            }
            better |= one[i] < other[i];
        }
        return better;
    }

    /** The rank of each argument; null if the function cannot take them. */
    private static int @Nullable [] rank(FunctionType type, List<Value> arguments) {
        List<Type> parameters = type.parameters().orElse(List.of());
        boolean open = type.variadic() || type.parameters().isEmpty();
        if (arguments.size() < parameters.size() || (arguments.size() > parameters.size() && !open)) {
            return null;
        }
        int[] ranks = new int[arguments.size()];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = i < parameters.size() ? rank(parameters.get(i), arguments.get(i)) : ELLIPSIS;
            if (ranks[i] == IMPOSSIBLE) {
                return null;
            }
        }
        return ranks;
    }

    /** How good a conversion it is that makes an argument what a parameter wants. */
    static int rank(Type parameter, Value argument) {
        if (!(parameter.unqualified() instanceof ReferenceType(Type target, boolean rvalue))) {
            return rank(parameter, argument.type(), argument);
        }
        boolean constant = target instanceof Type.QualifiedType qualified && qualified.isConst();
        boolean temporary = argument.place() instanceof Place.Nowhere;
        boolean bindsDirectly = Types.same(target, argument.type()) || distance(argument.type(), target) > 0;
        if (bindsDirectly && !rvalue && (constant || !temporary)) {
            boolean argumentConstant = argument.type() instanceof Type.QualifiedType qualified && qualified.isConst();
            if (argumentConstant && !constant) {
                return IMPOSSIBLE;
            }
            int added = constant && !argumentConstant ? QUALIFICATION : EXACT;
            return distance(argument.type(), target) + added + (temporary ? QUALIFICATION : 0);
        }
        if (!rvalue && !constant) {
            return IMPOSSIBLE;
        }
        if (rvalue && !temporary && bindsDirectly) {
            return IMPOSSIBLE;
        }
        int rank = rank(target, argument.type(), argument);
        return rank == IMPOSSIBLE || rvalue ? rank : rank + QUALIFICATION;
    }

    private static int rank(Type parameter, Type argument, Value value) {
        Type to = parameter.unqualified();
        Type from = decayed(argument.unqualified());
        if (to instanceof PointerType(Type target)) {
            return pointer(target, from, value);
        }
        if (Types.same(to, from)) {
            return EXACT;
        }
        if (to instanceof StructType) {
            int steps = distance(from, to);
            return steps > 0 ? steps : IMPOSSIBLE;
        }
        if (from instanceof StructType struct) {
            return conversionOperator(struct, to).isPresent() ? USER : IMPOSSIBLE;
        }
        if (to instanceof Type.MemberPointerType || from instanceof Type.MemberPointerType) {
            return IMPOSSIBLE;
        }
        return number(to, from);
    }

    private static int number(Type to, Type from) {
        if (from instanceof PointerType) {
            return to instanceof Type.BooleanType ? TO_BOOLEAN : IMPOSSIBLE;
        }
        boolean scoped = from instanceof EnumType enumeration && enumeration.isScoped();
        if (to instanceof EnumType || scoped || !isNumber(to) || !isNumber(from)) {
            return IMPOSSIBLE;
        }
        boolean sameKind = to instanceof Type.IntegerType a
                && from instanceof Type.IntegerType b
                && a.size() == b.size()
                && a.signed() == b.signed()
                && a.typeName().equals(b.typeName());
        if (sameKind) {
            return EXACT;
        }
        boolean promoted = (Types.isIntegral(from) && isInt(to) && isSmall(from))
                || (from.equals(Types.FLOAT) && to instanceof Type.FloatType type && type.size() == Double.BYTES);
        if (promoted) {
            return PROMOTION;
        }
        return to instanceof Type.BooleanType ? TO_BOOLEAN : CONVERSION;
    }

    private static boolean isInt(Type type) {
        return type instanceof Type.IntegerType integer
                && integer.size() == Integer.BYTES
                && integer.signed()
                && integer.text() == Type.CharacterKind.NUMBER;
    }

    private static boolean isSmall(Type from) {
        return from.size() < Integer.BYTES || from instanceof EnumType;
    }

    private static boolean isNumber(Type type) {
        return Types.isIntegral(type) || type instanceof Type.FloatType || type instanceof Type.ComplexType;
    }

    private static int pointer(Type target, Type from, Value value) {
        if (!(from instanceof PointerType(Type source))) {
            boolean zero = value instanceof Value.Scalar scalar && scalar.bits() == 0 && Types.isIntegral(from);
            return zero ? CONVERSION : IMPOSSIBLE;
        }
        boolean constant = target instanceof Type.QualifiedType qualified && qualified.isConst();
        boolean wasConstant = source instanceof Type.QualifiedType qualified && qualified.isConst();
        if (wasConstant && !constant) {
            return IMPOSSIBLE;
        }
        int added = constant && !wasConstant ? QUALIFICATION : EXACT;
        if (Types.same(target, source) || sameFunction(target, source)) {
            return added;
        }
        if (target.unqualified() instanceof Type.VoidType) {
            return CONVERSION + 15;
        }
        int steps = distance(source, target);
        return steps > 0 ? steps + added : IMPOSSIBLE;
    }

    private static boolean sameFunction(Type one, Type other) {
        return one.unqualified() instanceof FunctionType a
                && other.unqualified() instanceof FunctionType b
                && a.name().equals(b.name());
    }

    private static Type decayed(Type type) {
        return switch (type) {
            case Type.ArrayType array when !array.vector() -> Types.pointerTo(array.element());
            case FunctionType function -> Types.pointerTo(function);
            case ReferenceType(Type target, boolean _) -> target.unqualified();
            default -> type;
        };
    }

    /** The rank of a conversion to a base; 0 if it is none. The nearer base is the better. */
    private static int distance(Type from, Type to) {
        boolean classes = from.unqualified() instanceof StructType && to.unqualified() instanceof StructType;
        if (!classes || Types.same(from, to)) {
            return 0;
        }
        return ObjectParts.pathToBase((StructType) from.unqualified(), (StructType) to.unqualified())
                .map(path -> CONVERSION + Math.min(path.size(), 14))
                .orElse(0);
    }

    /** The one member function that converts an object to a type of this kind; empty if none does, or several. */
    static Optional<ObjectParts.OwnedMethod> conversionOperator(StructType from, Type to) {
        List<ObjectParts.OwnedMethod> all = ObjectParts.conversions(from);
        List<ObjectParts.OwnedMethod> exact = all.stream()
                .filter(found -> Types.same(found.method().type().result(), to))
                .toList();
        if (exact.size() == 1) {
            return Optional.of(exact.getFirst());
        }
        List<ObjectParts.OwnedMethod> possible = all.stream()
                .filter(found -> isNumber(found.method().type().result().unqualified()) && isNumber(to))
                .toList();
        return possible.size() == 1 && exact.isEmpty() ? Optional.of(possible.getFirst()) : Optional.empty();
    }
}
