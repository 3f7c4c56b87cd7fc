package dev.sonde.engine.expression;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.value.ObjectParts;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.FunctionType;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Code;
import dev.sonde.engine.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds out which function a call means, and calls it: by name, as a member, through a pointer or as an operator. */
final class FunctionSelection {
    private final ExpressionContext context;
    private final Members members;
    private final Calls calls;
    private final Function<Node, Value> evaluator;

    /** @param evaluator yields the values of operands, with references followed */
    FunctionSelection(ExpressionContext context, Members members, Calls calls, Function<Node, Value> evaluator) {
        this.context = context;
        this.members = members;
        this.calls = calls;
        this.evaluator = evaluator;
    }

    /** @param expected the type that the result is cast to, for functions of which none is known */
    Value call(Node.Call node, Optional<Type> expected) {
        return switch (node.function()) {
            case Node.Name name -> named(name, node, expected);
            case Node.DollarName dollar when dollar.name().startsWith("_") -> own(dollar, node, expected);
            case Node.MemberAccess access -> member(access, node);
            case Node.MemberPointerAccess access ->
                calls.byPointer(
                        evaluator.apply(access.object()),
                        evaluator.apply(access.pointer()),
                        arguments(node),
                        node.span());
            default -> value(evaluator.apply(node.function()), node, expected);
        };
    }

    /** A function of the debugger's own. */
    private Value own(Node.DollarName function, Node.Call node, Optional<Type> expected) {
        Optional<Value> result;
        try {
            result = context.ownFunction(function.name(), arguments(node));
        } catch (EvaluationException e) {
            throw e;
        } catch (DebugException e) {
            throw new EvaluationException(String.valueOf(e.getMessage()), node.span(), e);
        }
        return result.orElseGet(() -> value(evaluator.apply(function), node, expected));
    }

    private List<Value> arguments(Node.Call node) {
        List<Value> values = new ArrayList<>();
        for (Node argument : node.arguments()) {
            Value value = evaluator.apply(argument);
            if (value instanceof Value.Untyped untyped) {
                throw Conversion.unknownType(untyped, argument.span());
            }
            values.add(value);
        }
        return values;
    }

    /** A call of what an expression yields: a function, a pointer to one, or an object with the operator for it. */
    private Value value(Value function, Node.Call node, Optional<Type> expected) {
        if (function.type().unqualified() instanceof StructType type) {
            List<ObjectParts.OwnedMethod> operators = ObjectParts.ownedMethods(type, "operator()");
            if (!operators.isEmpty()) {
                return method(function, "operator()", operators, arguments(node), true, node.span());
            }
        }
        return calls.call(function, arguments(node), expected, node.span());
    }

    private Value named(Node.Name node, Node.Call call, Optional<Type> expected) {
        String name = node.name();
        NameScope names = context.names();
        Optional<Value> known = names.local(name);
        if (known.isPresent() && !(known.get() instanceof Code)) {
            return value(evaluator.apply(node), call, expected);
        }
        Optional<Value> self = names.self();
        if (self.isPresent() && name.indexOf(':') < 0) {
            List<ObjectParts.OwnedMethod> own = ObjectParts.ownedMethods(classOf(self.get()), name);
            if (!own.isEmpty()) {
                return method(self.get(), name, own, arguments(call), true, call.span());
            }
        }
        Optional<Value> ofClass = ofClass(name, self, call);
        if (ofClass.isPresent()) {
            return ofClass.get();
        }
        List<Value> arguments = arguments(call);
        List<NameScope.NamedFunction> found =
                names.functions(name, arguments.stream().map(Value::type).toList());
        if (found.isEmpty() || (known.isEmpty() && isVariable(name))) {
            return value(evaluator.apply(node), call, expected);
        }
        return calls.call(chosen(name, found, arguments, call.span()), arguments, expected, call.span());
    }

    private boolean isVariable(String name) {
        return context.names()
                .value(name)
                .filter(value -> !(value instanceof Code))
                .isPresent();
    }

    /** {@code Base::f()}, of the class of this or one of its bases; also {@code A::f()} for a static function. */
    private Optional<Value> ofClass(String name, Optional<Value> self, Node.Call call) {
        int scope = name.lastIndexOf("::");
        if (scope <= 0) {
            return Optional.empty();
        }
        String last = name.substring(scope + 2);
        Optional<StructType> owner = context.names()
                .type("", name.substring(0, scope))
                .map(Type::unqualified)
                .filter(StructType.class::isInstance)
                .map(StructType.class::cast);
        List<ObjectParts.OwnedMethod> found =
                owner.map(type -> ObjectParts.ownedMethods(type, last)).orElse(List.of());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        boolean derived = self.isPresent() && isDerived(classOf(self.get()), owner.orElseThrow());
        List<ObjectParts.OwnedMethod> callable =
                found.stream().filter(one -> derived || one.method().isStatic()).toList();
        if (callable.isEmpty()) {
            throw new EvaluationException("Cannot call member function " + name + " without object", call.span());
        }
        Value object = self.orElse(Values.VOID);
        return Optional.of(method(object, name, callable, arguments(call), false, call.span()));
    }

    private static boolean isDerived(StructType type, StructType base) {
        return Types.same(type, base) || ObjectParts.pathToBase(type, base).isPresent();
    }

    private static StructType classOf(Value self) {
        Type type = self.type().unqualified();
        return (StructType) (type instanceof Type.PointerType(Type target) ? target.unqualified() : type);
    }

    private Value chosen(String name, List<NameScope.NamedFunction> found, List<Value> arguments, Span span) {
        if (context.names().language() != SourceLanguage.CPLUSPLUS) {
            return found.getFirst().code();
        }
        List<Overloads.Candidate<Value>> candidates = found.stream()
                .map(one -> new Overloads.Candidate<Value>(shown(one.name(), one.type()), one.type(), one.code()))
                .toList();
        return Overloads.choose("function " + name, candidates, arguments, span);
    }

    private static String shown(String name, FunctionType type) {
        return name + "(" + parameters(type) + ")";
    }

    private static String parameters(FunctionType type) {
        String list = type.parameters().orElse(List.of()).stream()
                .map(parameter -> parameter.name(SourceLanguage.CPLUSPLUS))
                .collect(Collectors.joining(", "));
        return type.variadic() ? list + (list.isEmpty() ? "..." : ", ...") : list;
    }

    private Value member(Node.MemberAccess access, Node.Call node) {
        Value object = members.pointed(evaluator.apply(access.object()));
        String name = access.member();
        Type type = object.type().unqualified();
        Type pointed = type instanceof Type.PointerType(Type target) ? target.unqualified() : type;
        if (pointed instanceof StructType struct) {
            int scope = name.lastIndexOf("::");
            String last = scope < 0 ? name : name.substring(scope + 2);
            List<ObjectParts.OwnedMethod> found =
                    scope < 0 ? ObjectParts.ownedMethods(struct, last) : ofBase(struct, name.substring(0, scope), last);
            if (!found.isEmpty()) {
                return method(object, struct.tag() + "::" + last, found, arguments(node), scope < 0, access.span());
            }
            boolean field = ObjectParts.find(struct, last).isPresent();
            if (!field && access.arrow() && !(type instanceof Type.PointerType)) {
                Optional<Value> arrow = operator("->", object, List.of(), access.span());
                if (arrow.isPresent()) {
                    Node.Constant result =
                            new Node.Constant(arrow.get(), access.object().span());
                    Node.MemberAccess inner = new Node.MemberAccess(result, name, true, access.span());
                    return member(inner, node);
                }
            }
            if (!field) {
                throw new EvaluationException("Couldn't find method " + struct.tag() + "::" + name, access.span());
            }
        }
        return value(evaluator.apply(access), node, Optional.empty());
    }

    private static List<ObjectParts.OwnedMethod> ofBase(StructType type, String base, String name) {
        return ObjectParts.bases(type).stream()
                .filter(one -> one.tag().equals(base) || one.tag().endsWith("::" + base))
                .findFirst()
                .map(one -> ObjectParts.ownedMethods(one, name))
                .orElse(List.of());
    }

    private Value method(
            Value object,
            String name,
            List<ObjectParts.OwnedMethod> found,
            List<Value> arguments,
            boolean isVirtual,
            Span span) {
        List<Overloads.Candidate<ObjectParts.OwnedMethod>> candidates = found.stream()
                .map(one -> new Overloads.Candidate<>(
                        shown(one.owner().tag() + "::" + one.method().name(), withoutThis(one)), withoutThis(one), one))
                .toList();
        List<Overloads.Candidate<ObjectParts.OwnedMethod>> fitting = candidates;
        if (found.size() > 1) {
            // A constant object has constant functions only; another prefers those that are not.
            boolean constant = isConst(object);
            List<Overloads.Candidate<ObjectParts.OwnedMethod>> preferred = candidates.stream()
                    .filter(one -> one.function().method().isStatic()
                            || one.function().method().isConst() == constant)
                    .toList();
            boolean hidden = preferred.stream()
                    .anyMatch(one -> candidates.stream()
                            .anyMatch(other -> !other.equals(one)
                                    && parameters(other.type()).equals(parameters(one.type()))));
            fitting = hidden && !preferred.isEmpty() ? without(candidates, preferred) : candidates;
        }
        String kind = name.startsWith("operator") ? "function " : "method ";
        ObjectParts.OwnedMethod chosen = Overloads.choose(kind + name, fitting, arguments, span);
        return calls.method(object, chosen, arguments, isVirtual, span);
    }

    /** Of candidates that differ in nothing but whether this is constant, the preferred ones. */
    private static List<Overloads.Candidate<ObjectParts.OwnedMethod>> without(
            List<Overloads.Candidate<ObjectParts.OwnedMethod>> all,
            List<Overloads.Candidate<ObjectParts.OwnedMethod>> preferred) {
        return all.stream()
                .filter(one -> preferred.contains(one)
                        || preferred.stream()
                                .noneMatch(other -> parameters(other.type()).equals(parameters(one.type()))))
                .toList();
    }

    private static boolean isConst(Value object) {
        Type type = object.type();
        Type self = type.unqualified() instanceof Type.PointerType(Type target) ? target : type;
        return self instanceof Type.QualifiedType qualified && qualified.isConst();
    }

    private static FunctionType withoutThis(ObjectParts.OwnedMethod found) {
        FunctionType type = found.method().type();
        if (found.method().isStatic() || type.parameters().isEmpty()) {
            return type;
        }
        List<Type> all = type.parameters().get();
        return new FunctionType(
                type.result(), Optional.of(all.subList(Math.min(1, all.size()), all.size())), type.variadic());
    }

    /**
     * What an operator that the program defines for a class yields: a member of the left operand's class, or a function. This is
     * the one place where operators on objects are resolved.
     *
     * @param symbol as in the source
     * @param others the operands behind the first
     * @return empty if the first operand is no object and neither is another, or the program defines none
     */
    Optional<Value> operator(String symbol, Value first, List<Value> others, Span span) {
        String name = "operator" + symbol;
        boolean object = first.type().unqualified() instanceof StructType
                || others.stream().anyMatch(other -> other.type().unqualified() instanceof StructType);
        if (!object || context.names().language() != SourceLanguage.CPLUSPLUS) {
            return Optional.empty();
        }
        List<ObjectParts.OwnedMethod> own = first.type().unqualified() instanceof StructType type
                ? ObjectParts.ownedMethods(type, name)
                : List.of();
        List<Value> all = new ArrayList<>(others);
        all.addFirst(first);
        List<NameScope.NamedFunction> free =
                context.names().functions(name, all.stream().map(Value::type).toList());
        if (own.isEmpty() && free.isEmpty()) {
            return Optional.empty();
        }
        if (free.isEmpty() || fits(own, others)) {
            return Optional.of(method(first, name, own, others, true, span));
        }
        return Optional.of(calls.call(chosen(name, free, all, span), all, Optional.empty(), span));
    }

    /**
     * Why an operator of objects cannot be applied, in the words that gdb has for each language.
     *
     * @return empty if no operand is a structure or class; unions are nothing that operators are looked for
     */
    Optional<EvaluationException> undefinedOperator(String symbol, Value first, List<Value> others, Span span) {
        boolean cplusplus = context.names().language() == SourceLanguage.CPLUSPLUS;
        if (isStructure(first)) {
            return Optional.of(new EvaluationException(
                    cplusplus
                            ? "No symbol \"operator" + symbol + "\" in current context."
                            : "Structure has no component named operator" + symbol + ".",
                    span));
        }
        return others.stream().anyMatch(FunctionSelection::isStructure)
                ? Optional.of(new EvaluationException("Can't do that binary op on that type", span))
                : Optional.empty();
    }

    private static boolean isStructure(Value value) {
        return value.type().unqualified() instanceof StructType type && type.kind() != StructType.Kind.UNION;
    }

    private static boolean fits(List<ObjectParts.OwnedMethod> own, List<Value> arguments) {
        return own.stream().anyMatch(one -> {
            List<Type> parameters = withoutThis(one).parameters().orElse(List.of());
            if (parameters.size() != arguments.size()) {
                return false;
            }
            for (int i = 0; i < parameters.size(); i++) {
                if (Overloads.rank(parameters.get(i), arguments.get(i)) == Overloads.IMPOSSIBLE) {
                    return false;
                }
            }
            return true;
        });
    }
}
