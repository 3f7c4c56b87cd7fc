package dev.sonde.engine.value;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Another name for a type. Equal to those with the same identity. */
public final class TypedefType implements Type {
    private final Object identity;
    private final String typeName;
    private final Memo<Type> target;

    /**
     * @param identity what tells it from others
     * @param typeName the name, with its scopes
     * @param target the type that it stands for, asked for when it is needed
     */
    public TypedefType(Object identity, String typeName, Supplier<Type> target) {
        this.identity = identity;
        this.typeName = typeName;
        this.target = new Memo<>(target);
    }

    /** The name, with its scopes. */
    public String typeName() {
        return typeName;
    }

    /** The type that it stands for. */
    public Type target() {
        return target.get();
    }

    @Override
    public long size() {
        return target().size();
    }

    @Override
    public Type unqualified() {
        return target().unqualified();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TypedefType that && identity.equals(that.identity);
    }

    @Override
    public int hashCode() {
        return identity.hashCode();
    }

    @Override
    public String toString() {
        return typeName;
    }
}
