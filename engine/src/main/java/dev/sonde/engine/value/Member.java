package dev.sonde.engine.value;

import java.util.Optional;

/**
 * A data member of a structure, class or union.
 *
 * @param name its name; empty for an unnamed structure or union whose members count as those of the outer one
 * @param type its type
 * @param bitOffset where it starts in the object, in bits; 0 for a static one
 * @param bitSize how many bits a bit-field has, 0 for another member
 * @param access who may name it
 * @param artificial whether the compiler made it
 * @param outside where a static member is; empty for one that is in each object
 */
public record Member(
        String name,
        Type type,
        long bitOffset,
        int bitSize,
        Access access,
        boolean artificial,
        Optional<StaticMember> outside) {
    /**
     * What is known of a static member.
     *
     * @param qualifiedName by which its definition is found
     * @param constant its bytes when the declaration has its value
     */
    public record StaticMember(String qualifiedName, Optional<Value> constant) {}

    /** A plain member at an offset in bytes. */
    public Member(String name, Type type, long offset) {
        this(name, type, offset * Byte.SIZE, 0, Access.PUBLIC, false, Optional.empty());
    }

    /** Whether there is one for all objects. */
    public boolean isStatic() {
        return outside.isPresent();
    }

    /** Whether it is a bit-field. */
    public boolean isBitField() {
        return bitSize > 0;
    }

    /** Where it starts in the object, in whole bytes. */
    public long offset() {
        return bitOffset / Byte.SIZE;
    }
}
