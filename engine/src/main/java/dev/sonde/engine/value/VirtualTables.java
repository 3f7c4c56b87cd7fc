package dev.sonde.engine.value;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Value.Aggregate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables of virtual functions of an object: one for each part that has a pointer to one (Itanium C++ ABI 2.5). */
public final class VirtualTables {
    private static final int MAX_DEPTH = 64;

    private VirtualTables() {}

    /**
     * A table.
     *
     * @param type the outermost class whose objects begin here
     * @param object where the part of the object is
     * @param functions how many virtual functions the classes here declare, by their last slot
     */
    public record Table(Type type, long object, long functions) {}

    /** Whether objects of a class have a pointer to a table. */
    public static boolean isDynamic(StructType type) {
        return isDynamic(type, 0);
    }

    private static boolean isDynamic(StructType type, int depth) {
        if (depth > MAX_DEPTH || !type.isComplete()) {
            return false;
        }
        return type.body().methods().stream().anyMatch(Method::isVirtual)
                || type.bases().stream()
                        .anyMatch(base -> base.isVirtual()
                                || (base.type().unqualified() instanceof StructType inner
                                        && isDynamic(inner, depth + 1)));
    }

    /**
     * The tables of an object in memory that have functions, by address.
     *
     * @throws dev.sonde.engine.error.DebugException if a virtual base cannot be found
     */
    public static List<Table> of(Aggregate object, Optional<Memory> memory) {
        Map<Long, Table> found = new TreeMap<>(Long::compareUnsigned);
        collect(object, memory, found, 0);
        return found.values().stream().filter(table -> table.functions > 0).toList();
    }

    private static void collect(Aggregate part, Optional<Memory> memory, Map<Long, Table> found, int depth) {
        if (!(part.type().unqualified() instanceof StructType type)
                || !(part.place() instanceof Place.InMemory(long address))
                || depth > MAX_DEPTH
                || !isDynamic(type)) {
            return;
        }
        long functions = type.body().methods().stream()
                .filter(Method::isVirtual)
                .mapToLong(method -> method.vtableSlot() + 1)
                .max()
                .orElse(0);
        found.merge(
                address,
                new Table(part.type(), address, functions),
                (outer, inner) -> new Table(outer.type, outer.object, Math.max(outer.functions, inner.functions)));
        for (BaseClass base : type.bases()) {
            if (ObjectParts.base(part, base, memory) instanceof Aggregate inner) {
                collect(inner, memory, found, depth + 1);
            }
        }
    }
}
