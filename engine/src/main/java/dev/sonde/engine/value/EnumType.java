package dev.sonde.engine.value;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An enumeration. Equal to those with the same identity. */
public final class EnumType implements Type {
    private final Object identity;
    private final String tag;
    private final long size;
    private final boolean scoped;
    private final SourceLanguage language;
    private final Optional<Type> underlying;
    private final Memo<List<Enumerator>> enumerators;

    /**
     * One of its values.
     *
     * @param name without scopes
     * @param value its number
     */
    public record Enumerator(String name, long value) {}

    /**
     * @param identity what tells it from others
     * @param tag the name with its scopes; empty for none
     * @param scoped whether its enumerators are named through it, {@code enum class}
     * @param underlying the integer type that holds its values, if the program says
     * @param enumerators its values, asked for when they are needed
     */
    public EnumType(
            Object identity,
            String tag,
            long size,
            boolean scoped,
            SourceLanguage language,
            Optional<Type> underlying,
            Supplier<List<Enumerator>> enumerators) {
        this.identity = identity;
        this.tag = tag;
        this.size = size;
        this.scoped = scoped;
        this.language = language;
        this.underlying = underlying;
        this.enumerators = new Memo<>(enumerators);
    }

    /** The name with its scopes; empty for none. */
    public String tag() {
        return tag;
    }

    /** Whether its enumerators are named through it. */
    public boolean isScoped() {
        return scoped;
    }

    /** The language that it is written in. */
    public SourceLanguage language() {
        return language;
    }

    /** The integer type that holds its values, if the program says. */
    public Optional<Type> underlying() {
        return underlying;
    }

    /** Its values in the order of the declaration. */
    public List<Enumerator> enumerators() {
        return enumerators.get();
    }

    @Override
    public long size() {
        return size;
    }

    /** Whether a value may be negative. */
    public boolean isSigned() {
        Optional<Type> declared = underlying.filter(_ -> scoped);
        return declared.isPresent()
                ? Values.isSigned(declared.get())
                : enumerators().stream().anyMatch(e -> e.value() < 0);
    }

    /** Whether its values are bits that are combined: as in gdb, when none is negative and none has scattered bits. */
    public boolean isFlags() {
        return enumerators().stream().allMatch(e -> e.value() >= 0 && isOneBitOrNone(e.value()));
    }

    private static boolean isOneBitOrNone(long value) {
        return (value & (value - 1)) == 0;
    }

    /** The name of an enumerator as it is printed: with the scopes that it needs. */
    public String qualified(Enumerator enumerator) {
        if (language == SourceLanguage.C) {
            return enumerator.name();
        }
        if (scoped || language == SourceLanguage.RUST) {
            return tag + "::" + enumerator.name();
        }
        int scope = tag.isEmpty() ? -1 : TypeName.lastScope(tag);
        return scope < 0 ? enumerator.name() : tag.substring(0, scope) + "::" + enumerator.name();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EnumType that && identity.equals(that.identity);
    }

    @Override
    public int hashCode() {
        return identity.hashCode();
    }

    @Override
    public String toString() {
        return "enum " + tag;
    }
}
