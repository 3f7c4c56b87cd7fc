package dev.sonde.engine.call;

import dev.sonde.engine.value.Member;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.VariantPart;
import dev.sonde.engine.x86_64.SystemVAbi;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which results of Rust functions are where the psABI has them.
 *
 * <p>Rust's own convention is not written down and differs between versions of its compiler. It returns two scalars in two
 * registers even where the psABI packs both into one; such results are not known.
 */
final class RustResults {
    private RustResults() {}

    /** Where a scalar is in the object, in bytes. */
    private record Leaf(long offset, long size) implements Comparable<Leaf> {
        @Override
        public int compareTo(Leaf other) {
            return offset == other.offset ? Long.compare(size, other.size) : Long.compare(offset, other.offset);
        }
    }

    /** Whether a result of this type is where the psABI has it, whatever compiler made the function. */
    static boolean isKnown(StructType struct) {
        if (struct.language() != SourceLanguage.RUST || struct.size() > SystemVAbi.MAX_REGISTER_AGGREGATE_BYTES) {
            return true;
        }
        Set<Leaf> leaves = new TreeSet<>();
        collect(struct, 0, leaves);
        if (leaves.size() <= 1) {
            return true;
        }
        // More than two make no pair; up to eight bytes then travel as one integer.
        if (leaves.size() > 2) {
            return struct.size() <= Long.BYTES && !hasFloats(struct);
        }
        return leaves.stream().map(Leaf::offset).toList().equals(List.of(0L, (long) Long.BYTES));
    }

    private static boolean hasFloats(Type type) {
        return switch (type.unqualified()) {
            case Type.FloatType _ -> true;
            case Type.ArrayType array -> hasFloats(array.element());
            case StructType struct ->
                struct.members().stream().anyMatch(member -> hasFloats(member.type()))
                        || struct.body()
                                .variants()
                                .filter(part -> part.variants().stream()
                                        .anyMatch(variant ->
                                                hasFloats(variant.member().type())))
                                .isPresent();
            default -> false;
        };
    }

    private static void collect(Type type, long offset, Set<Leaf> leaves) {
        switch (type.unqualified()) {
            case StructType struct -> {
                struct.members().forEach(member -> collect(member, offset, leaves));
                struct.body().variants().ifPresent(part -> {
                    part.discriminant().ifPresent(member -> collect(member, offset, leaves));
                    part.variants().stream()
                            .map(VariantPart.Variant::member)
                            .forEach(member -> collect(member, offset, leaves));
                });
            }
            case Type.ArrayType array -> {
                for (long i = 0; i < array.count(); i++) {
                    collect(array.element(), offset + i * array.element().size(), leaves);
                }
            }
            case Type plain when plain.size() > 0 -> leaves.add(new Leaf(offset, plain.size()));
            default -> {} // takes no room
        }
    }

    private static void collect(Member member, long offset, Set<Leaf> leaves) {
        if (!member.isStatic()) {
            collect(member.type(), offset + member.offset(), leaves);
        }
    }
}
