package dev.sonde.engine.value;

import java.util.List;
import java.util.Optional;

/**
 * Variants of which an object is one at a time (DWARF 5 section 5.7.10).
 *
 * @param discriminant the number that tells which; empty when there is only one variant
 * @param variants in the order of the declaration
 */
public record VariantPart(Optional<Member> discriminant, List<Variant> variants) {
    /** Copies the list. */
    public VariantPart {
        variants = List.copyOf(variants);
    }

    /**
     * One variant.
     *
     * @param member what an object of this variant consists of; its name is the variant's
     * @param values the discriminants that mean it; empty for all that no other has
     */
    public record Variant(Member member, List<Long> values) {
        /** Copies the list. */
        public Variant {
            values = List.copyOf(values);
        }
    }

    /** The variant of an object with this discriminant, whose bits beyond the discriminant's size are not looked at. */
    public Optional<Variant> variant(long bits) {
        long mask = discriminant
                .map(member -> member.type().size() >= Long.BYTES
                        ? -1L
                        : (1L << (member.type().size() * Byte.SIZE)) - 1)
                .orElse(-1L);
        Optional<Variant> exact = variants.stream()
                .filter(variant -> variant.values().stream().anyMatch(value -> (value & mask) == (bits & mask)))
                .findFirst();
        return exact.isPresent()
                ? exact
                : variants.stream()
                        .filter(variant -> variant.values().isEmpty())
                        .findFirst();
    }
}
