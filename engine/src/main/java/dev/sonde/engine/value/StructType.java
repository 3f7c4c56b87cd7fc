package dev.sonde.engine.value;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A structure, class or union. Equal to those with the same identity; its members are read when they are needed. */
public final class StructType implements Type {
    private final Object identity;
    private final Kind kind;
    private final String tag;
    private final long size;
    private final boolean complete;
    private final SourceLanguage language;
    private final Memo<StructBody> body;
    private final Memo<Long> alignment = new Memo<>(this::computedAlignment);
    private final Memo<Optional<StructType>> definition;

    /** The keyword that declares it. */
    public enum Kind {
        STRUCT("struct"),
        CLASS("class"),
        UNION("union");

        private final String keyword;

        Kind(String keyword) {
            this.keyword = keyword;
        }

        /** The keyword. */
        public String keyword() {
            return keyword;
        }
    }

    /**
     * @param identity what tells it from others
     * @param tag the name with its scopes; empty for none
     * @param complete whether it is more than a declaration
     * @param body what it consists of, asked for when it is needed
     */
    public StructType(
            Object identity,
            Kind kind,
            String tag,
            long size,
            boolean complete,
            SourceLanguage language,
            Supplier<StructBody> body) {
        this(identity, kind, tag, size, complete, language, body, Optional::empty);
    }

    private StructType(
            Object identity,
            Kind kind,
            String tag,
            long size,
            boolean complete,
            SourceLanguage language,
            Supplier<StructBody> body,
            Supplier<Optional<StructType>> definition) {
        this.identity = identity;
        this.kind = kind;
        this.tag = tag;
        this.size = size;
        this.complete = complete;
        this.language = language;
        this.body = new Memo<>(body);
        this.definition = new Memo<>(definition);
    }

    /**
     * One that is only declared here.
     *
     * @param definition looks for it elsewhere, when more than its name is asked for
     */
    public static StructType declared(
            Object identity,
            Kind kind,
            String tag,
            SourceLanguage language,
            Supplier<Optional<StructType>> definition) {
        return new StructType(identity, kind, tag, 0, false, language, () -> StructBody.of(List.of()), definition);
    }

    /** A union of the debugger's own, such as a vector register. */
    static StructType union(String tag, long size, List<Member> members) {
        return new StructType(tag, Kind.UNION, tag, size, true, SourceLanguage.C, () -> StructBody.of(members));
    }

    /** The keyword that declares it. */
    public Kind kind() {
        return kind;
    }

    /** Whether its members share their bytes. */
    public boolean isUnion() {
        return kind == Kind.UNION;
    }

    /** The name with its scopes; empty for none. */
    public String tag() {
        return tag;
    }

    /** Whether its members are known. */
    public boolean isComplete() {
        return complete;
    }

    /** The language that it is written in. */
    public SourceLanguage language() {
        return language;
    }

    @Override
    public long size() {
        return complete ? size : definition.get().map(StructType::size).orElse(0L);
    }

    /** The definition of a type that is only declared here, if it is anywhere. */
    @Override
    public Type unqualified() {
        return complete ? this : definition.get().filter(StructType::isComplete).orElse(this);
    }

    /** Of what its address is a multiple, in bytes. */
    long alignment() {
        return alignment.get();
    }

    private long computedAlignment() {
        long largest = body().alignment();
        for (Member member : members()) {
            if (!member.isStatic()) {
                largest = Math.max(largest, Types.alignment(member.type()));
            }
        }
        for (BaseClass base : bases()) {
            largest = Math.max(largest, base.isVirtual() ? Long.BYTES : Types.alignment(base.type()));
        }
        return largest;
    }

    /** What it consists of. */
    public StructBody body() {
        return body.get();
    }

    /** The data members, static ones too, in the order of the declaration. */
    public List<Member> members() {
        return body().members();
    }

    /** The bases in the order of the declaration. */
    public List<BaseClass> bases() {
        return body().bases();
    }

    /** The member with this name, of this type itself. */
    public Optional<Member> member(String name) {
        return members().stream().filter(m -> m.name().equals(name)).findFirst();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StructType that && identity.equals(that.identity);
    }

    @Override
    public int hashCode() {
        return identity.hashCode();
    }

    @Override
    public String toString() {
        return kind.keyword() + " " + tag;
    }
}
