package dev.sonde.engine.renderer;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;

/** Elements of containers one after another, read as they are asked for. */
public final class Sequences {
    private static final int MAX_WATCHED = 1 << 20;

    private Sequences() {}

    /** Elements that can be had by their number. */
    public static Iterator<Value> counted(long count, LongFunction<Value> element) {
        return new Iterator<>() {
            private long next;

            @Override
            public boolean hasNext() {
                return next < count;
            }

            @Override
            public Value next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return element.apply(next++);
            }
        };
    }

    /** Elements in a row of which only the two ends are known; what ends before it starts, or in an element, has no end. */
    public static Iterator<Value> between(ObjectView view, Type element, long start, long end) {
        return counted(
                span(element, start, end),
                index -> view.at(element, start + index * element.size()).value());
    }

    /** How many elements there are between two addresses, as the quotient that the C++ libraries compute. */
    public static long count(Type element, long start, long end) {
        return (end - start) / Math.max(1, element.size());
    }

    private static long span(Type element, long start, long end) {
        return start == end ? 0 : Long.compareUnsigned(end, start) < 0 ? Long.MAX_VALUE : count(element, start, end);
    }

    /**
     * Nodes that each know the next one, given by their addresses.
     *
     * @param end the address at which there is no node any more
     */
    public static Iterator<Long> linked(long first, long end, LongUnaryOperator next) {
        return new Iterator<>() {
            private final Set<Long> seen = new HashSet<>();
            private long at = first;
            private OptionalLong last = OptionalLong.empty();

            private void advance() {
                if (last.isPresent()) {
                    at = next.applyAsLong(last.getAsLong());
                    last = OptionalLong.empty();
                }
            }

            @Override
            public boolean hasNext() {
                advance();
                return at != end;
            }

            @Override
            public Long next() {
                advance();
                if (at == end) {
                    throw new NoSuchElementException();
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw new DebugException("Quit");
                }
                if (seen.size() < MAX_WATCHED && !seen.add(at)) {
                    throw new DebugException("The nodes form a cycle at 0x" + Long.toHexString(at));
                }
                last = OptionalLong.of(at);
                return at;
            }
        };
    }

    /** What each of something becomes. */
    public static <T, R> Iterator<R> map(Iterator<T> source, Function<T, R> each) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return source.hasNext();
            }

            @Override
            public R next() {
                return each.apply(source.next());
            }
        };
    }

    /** Of each of something first one value, then the other. */
    public static <T> Iterator<Value> alternating(
            Iterator<T> source, Function<T, Value> first, Function<T, Value> second) {
        return new Iterator<>() {
            private Optional<T> open = Optional.empty();

            @Override
            public boolean hasNext() {
                return open.isPresent() || source.hasNext();
            }

            @Override
            public Value next() {
                if (open.isPresent()) {
                    Value value = second.apply(open.get());
                    open = Optional.empty();
                    return value;
                }
                T pair = source.next();
                open = Optional.of(pair);
                return first.apply(pair);
            }
        };
    }

    /** No more than {@code limit} of what {@code source} has. */
    public static <T> Iterator<T> atMost(long limit, Iterator<T> source) {
        return new Iterator<>() {
            private long taken;

            @Override
            public boolean hasNext() {
                return taken < limit && source.hasNext();
            }

            @Override
            public T next() {
                if (taken >= limit) {
                    throw new NoSuchElementException();
                }
                taken++;
                return source.next();
            }
        };
    }

    /** The element with a number; empty if there are fewer. */
    public static Optional<Value> nth(Iterator<Value> source, long index) {
        for (long i = 0; i < index && source.hasNext(); i++) {
            source.next();
        }
        return index >= 0 && source.hasNext() ? Optional.of(source.next()) : Optional.empty();
    }
}
