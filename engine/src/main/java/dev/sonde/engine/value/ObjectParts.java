package dev.sonde.engine.value;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Value.Aggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The parts of objects: bases, members, and members of unnamed members. */
public final class ObjectParts {
    private static final int MAX_DEPTH = 256;
    private static final String CONVERSION = "operator ";

    private ObjectParts() {}

    /**
     * A base of an object.
     *
     * @throws DebugException if it is a virtual one of an object whose vtable cannot be read
     */
    public static Value base(Aggregate object, BaseClass base, Optional<Memory> memory) {
        if (base.locator().isEmpty()) {
            return Values.part(object, base.type(), (int) base.offset());
        }
        if (!(object.place() instanceof Place.InMemory(long address)) || memory.isEmpty()) {
            throw new DebugException("The virtual base of an object that is not in memory is nowhere");
        }
        return Values.load(memory, base.type(), base.locator().get().locate(address, memory.get()));
    }

    /**
     * The way from an object to one of its members.
     *
     * @param steps through bases and unnamed members, outermost first
     * @param owner the class that declares the member
     */
    public record Found(List<Object> steps, Member member, StructType owner) {
        /** Copies the list. */
        public Found {
            steps = List.copyOf(steps);
        }
    }

    /** The member of this name, of the type itself or else of an unnamed member or a base. */
    public static Optional<Found> find(StructType type, String name) {
        return find(type, name, new ArrayList<>());
    }

    private static Optional<Found> find(StructType type, String name, List<Object> steps) {
        if (steps.size() > MAX_DEPTH || !type.isComplete()) {
            return Optional.empty();
        }
        for (Member member : type.members()) {
            if (member.name().equals(name)) {
                return Optional.of(new Found(steps, member, type));
            }
            if (member.name().isEmpty() && member.type().unqualified() instanceof StructType inner) {
                Optional<Found> found = find(inner, name, with(steps, member));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        for (BaseClass base : type.bases()) {
            if (base.type().unqualified() instanceof StructType inner) {
                Optional<Found> found = find(inner, name, with(steps, base));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static List<Object> with(List<Object> steps, Object step) {
        List<Object> more = new ArrayList<>(steps);
        more.add(step);
        return more;
    }

    /**
     * Goes the way to a member that is not static.
     *
     * @throws DebugException if a virtual base cannot be found
     */
    public static Value follow(Aggregate object, Found found, Optional<Memory> memory) {
        Aggregate at = object;
        for (Object step : found.steps()) {
            Value part = step instanceof BaseClass base ? base(at, base, memory) : Values.member(at, (Member) step);
            if (!(part instanceof Aggregate inner)) {
                throw new DebugException("The member " + found.member().name() + " is not available");
            }
            at = inner;
        }
        return Values.member(at, found.member());
    }

    /** The methods of this name, of the type itself or else of its bases. */
    public static List<Method> methods(StructType type, String name) {
        return methods(type, name, 0);
    }

    private static List<Method> methods(StructType type, String name, int depth) {
        if (!type.isComplete() || depth > MAX_DEPTH) {
            return List.of();
        }
        List<Method> own = type.body().methods().stream()
                .filter(method -> method.name().equals(name))
                .toList();
        if (!own.isEmpty()) {
            return own;
        }
        return type.bases().stream()
                .flatMap(base -> base.type().unqualified() instanceof StructType inner
                        ? methods(inner, name, depth + 1).stream()
                        : Stream.empty())
                .toList();
    }

    /**
     * A member function and the class that declares it.
     *
     * @param owner the class
     */
    public record OwnedMethod(StructType owner, Method method) {}

    /** As {@link #methods}, each with its class. */
    public static List<OwnedMethod> ownedMethods(StructType type, String name) {
        return ownedMethods(type, method -> method.name().equals(name), 0);
    }

    /** The member functions that convert an object to another type, of the type itself or else of its bases. */
    public static List<OwnedMethod> conversions(StructType type) {
        return ownedMethods(
                        type,
                        method -> method.name().startsWith(CONVERSION)
                                && method.shown().isEmpty()
                                && !method.name().equals("operator()"),
                        0)
                .stream()
                .filter(found -> Character.isLetter(found.method().name().charAt(CONVERSION.length())))
                .toList();
    }

    /** The constructor that copies an object, if the source declares one. */
    public static Optional<OwnedMethod> copyConstructor(StructType type) {
        String tag = type.tag();
        int arguments = tag.indexOf('<');
        String plain = arguments < 0 ? tag : tag.substring(0, arguments);
        String name = plain.substring(plain.lastIndexOf(':') + 1);
        return type.body().methods().stream()
                .filter(method -> (method.name().equals(name) || method.name().startsWith(name + "<"))
                        && method.shown().size() == 1
                        && method.shown().getFirst().unqualified()
                                instanceof Type.ReferenceType(Type target, boolean rvalue)
                        && !rvalue
                        && Types.same(target, type))
                .map(method -> new OwnedMethod(type, method))
                .findFirst();
    }

    /** The destructor of a class, if the source declares one. */
    public static List<OwnedMethod> destructors(StructType type) {
        return type.body().methods().stream()
                .filter(method -> method.name().startsWith("~"))
                .map(method -> new OwnedMethod(type, method))
                .toList();
    }

    private static List<OwnedMethod> ownedMethods(StructType type, Predicate<Method> wanted, int depth) {
        if (!type.isComplete() || depth > MAX_DEPTH) {
            return List.of();
        }
        List<OwnedMethod> own = type.body().methods().stream()
                .filter(wanted)
                .map(method -> new OwnedMethod(type, method))
                .toList();
        if (!own.isEmpty()) {
            return own;
        }
        return type.bases().stream()
                .flatMap(base -> base.type().unqualified() instanceof StructType inner
                        ? ownedMethods(inner, wanted, depth + 1).stream()
                        : Stream.empty())
                .toList();
    }

    /** A class and all its bases, the nearer ones first. */
    public static List<StructType> bases(StructType type) {
        List<StructType> all = new ArrayList<>(List.of(type));
        for (int i = 0; i < all.size() && all.size() < MAX_DEPTH; i++) {
            for (BaseClass base : all.get(i).bases()) {
                if (base.type().unqualified() instanceof StructType inner && !all.contains(inner)) {
                    all.add(inner);
                }
            }
        }
        return all;
    }

    /** The way from a class to one of its bases, nearest first; empty if it is none. */
    public static Optional<List<BaseClass>> pathToBase(StructType derived, StructType base) {
        return pathToBase(derived, base, 0);
    }

    private static Optional<List<BaseClass>> pathToBase(StructType derived, StructType base, int depth) {
        if (depth > MAX_DEPTH || !derived.isComplete()) {
            return Optional.empty();
        }
        for (BaseClass step : derived.bases()) {
            if (Types.same(step.type(), base)) {
                return Optional.of(List.of(step));
            }
            if (step.type().unqualified() instanceof StructType inner) {
                Optional<List<BaseClass>> rest = pathToBase(inner, base, depth + 1);
                if (rest.isPresent()) {
                    List<BaseClass> path = new ArrayList<>(List.of(step));
                    path.addAll(rest.get());
                    return Optional.of(path);
                }
            }
        }
        return Optional.empty();
    }
}
