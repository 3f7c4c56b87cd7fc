package dev.sonde.debuginfo.dwarf.index;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Die;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an index knows of one thing. The debugging information itself is not touched before {@link #die()} is called.
 *
 * <p>Two entries are equal when they have one kind, name and definition.
 */
public final class IndexEntry {
    private final EntryKind kind;
    private final String qualifiedName;
    private final Supplier<Die> die;

    IndexEntry(EntryKind kind, String qualifiedName, Supplier<Die> die) {
        this.kind = kind;
        this.qualifiedName = qualifiedName;
        this.die = die;
    }

    /** What kind of thing it is. */
    public EntryKind kind() {
        return kind;
    }

    /**
     * Its name with its scopes, such as {@code os::malloc}; unnamed namespaces are written {@code (anonymous
     * namespace)}.
     */
    public String qualifiedName() {
        return qualifiedName;
    }

    /**
     * Its definition.
     *
     * @throws FormatException when the debugging information does not have it where the index says
     */
    public Die die() {
        return die.get();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IndexEntry that
                && kind == that.kind
                && qualifiedName.equals(that.qualifiedName)
                && die().equals(that.die());
    }

    @Override
    public int hashCode() {
        return qualifiedName.hashCode();
    }

    @Override
    public String toString() {
        return kind + " " + qualifiedName;
    }
}
