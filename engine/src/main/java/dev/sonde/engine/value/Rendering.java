package dev.sonde.engine.value;

import dev.sonde.engine.value.Type.IntegerType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an object means, as its renderer sees it: a summary such as {@code std::vector of length 3}, children, and what
 * expressions may do with it. Immutable; what is passed as functions is asked when it is needed, and may throw a {@link
 * dev.sonde.engine.error.DebugException}.
 *
 * <p>The parts are those of gdb's pretty printers: {@code to_string}, {@code children} and {@code display_hint}.
 */
public final class Rendering {
    private static final Rendering NOTHING =
            new Rendering(List.of(), Layout.NAMED, Optional.empty(), Access.NONE, false);

    private final List<Part> summary;
    private final Layout layout;
    private final Optional<Supplier<Iterator<Child>>> children;
    private final Access access;
    private final boolean raw;

    /** How children are written. */
    public enum Layout {
        /** {@code name = value}. */
        NAMED,
        /** As the elements of an array. */
        ARRAY,
        /** In turns a key and its value: {@code [key] = value}. */
        MAP
    }

    /** A piece of the summary. */
    public sealed interface Part {
        /** As it is. */
        record Text(String text) implements Part {}

        /** A value in its natural text, whatever format was asked for. */
        record Natural(Value value) implements Part {}

        /** A value that stands for the object. */
        record Substitute(Value value) implements Part {}

        /** The summary of another rendering. */
        record Summary(Rendering of) implements Part {}

        /**
         * Characters between quotes.
         *
         * @param unit the type of each
         * @param address of the first
         * @param length how many; of negative or impossible ones as much is shown as can be read
         */
        record Characters(IntegerType unit, long address, long length) implements Part {}
    }

    /**
     * Something inside the object.
     *
     * @param name shown only by {@link Layout#NAMED}
     */
    public record Child(String name, Value value) {}

    private record Access(
            Function<Value, Optional<Value>> element,
            Supplier<Optional<Value>> target,
            Function<String, Optional<Value>> method) {
        static final Access NONE = new Access(_ -> Optional.empty(), Optional::empty, _ -> Optional.empty());
    }

    private Rendering(
            List<Part> summary,
            Layout layout,
            Optional<Supplier<Iterator<Child>>> children,
            Access access,
            boolean raw) {
        this.summary = List.copyOf(summary);
        this.layout = layout;
        this.children = children;
        this.access = access;
        this.raw = raw;
    }

    /** One with this summary. */
    public static Rendering of(Part... summary) {
        return new Rendering(List.of(summary), Layout.NAMED, Optional.empty(), Access.NONE, false);
    }

    /** One whose summary is a text. */
    public static Rendering text(String summary) {
        return of(new Part.Text(summary));
    }

    /** One that is written as another value is. */
    public static Rendering as(Value value) {
        return of(new Part.Substitute(value));
    }

    /** One without a summary: nothing but children. */
    public static Rendering nothing() {
        return NOTHING;
    }

    /** One that is written as it is stored, and only says what expressions may do with the object. */
    public static Rendering raw() {
        return new Rendering(List.of(), Layout.NAMED, Optional.empty(), Access.NONE, true);
    }

    /** The same with children. They are taken one by one, and no more of them than are shown. */
    public Rendering children(Layout how, Supplier<Iterator<Child>> source) {
        return new Rendering(summary, how, Optional.of(source), access, raw);
    }

    /** The same with the elements of a container as children, counted from 0. */
    public Rendering elements(Layout how, Supplier<Iterator<Value>> source) {
        return children(how, () -> numbered(source.get()));
    }

    private static Iterator<Child> numbered(Iterator<Value> values) {
        return new Iterator<>() {
            private long next;

            @Override
            public boolean hasNext() {
                return values.hasNext();
            }

            @Override
            public Child next() {
                return new Child("[" + next++ + "]", values.next());
            }
        };
    }

    /**
     * The same with what {@code object[index]} means.
     *
     * @param element empty for an index or key that the object does not have
     */
    public Rendering index(Function<Value, Optional<Value>> element) {
        return new Rendering(summary, layout, children, new Access(element, access.target, access.method), raw);
    }

    /** The same with what {@code *object} and {@code object->} mean. */
    public Rendering pointsTo(Supplier<Optional<Value>> target) {
        return new Rendering(summary, layout, children, new Access(access.element, target, access.method), raw);
    }

    /** The same with the result of a method without arguments that can be told without calling it. */
    public Rendering answers(String method, Supplier<Value> result) {
        Function<String, Optional<Value>> methods =
                name -> name.equals(method) ? Optional.of(result.get()) : access.method.apply(name);
        return new Rendering(summary, layout, children, new Access(access.element, access.target, methods), raw);
    }

    /** The same with another summary. */
    public Rendering summary(Part... parts) {
        return new Rendering(List.of(parts), layout, children, access, raw);
    }

    /** The summary in pieces; empty for none. */
    public List<Part> summary() {
        return summary;
    }

    /** Whether the object is written as it is stored. */
    public boolean isRaw() {
        return raw;
    }

    /** How children are written. */
    public Layout layout() {
        return layout;
    }

    /** Whether there is a list of children, which may be empty. */
    public boolean hasChildren() {
        return children.isPresent();
    }

    /** The children from the first on. */
    public Iterator<Child> children() {
        return children.map(Supplier::get).orElse(Collections.emptyIterator());
    }

    /** What {@code object[index]} is; empty if there is nothing. */
    public Optional<Value> element(Value index) {
        return access.element.apply(index);
    }

    /** What {@code *object} is; empty if it points to nothing. */
    public Optional<Value> target() {
        return access.target.get();
    }

    /** What {@code object.method()} returns, as far as that is known. */
    public Optional<Value> answer(String method) {
        return access.method.apply(method);
    }

    /** The first {@code limit} children. */
    public List<Child> first(int limit) {
        List<Child> found = new ArrayList<>();
        Iterator<Child> all = children();
        while (found.size() < limit && all.hasNext()) {
            found.add(all.next());
        }
        return found;
    }
}
