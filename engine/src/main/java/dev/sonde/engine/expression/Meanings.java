package dev.sonde.engine.expression;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Aggregate;
import java.util.Optional;
import java.util.function.Supplier;

/** What operators mean for objects whose renderer knows it: elements of containers, what smart pointers point to. */
final class Meanings {
    private final ExpressionContext context;

    Meanings(ExpressionContext context) {
        this.context = context;
    }

    private Optional<Rendering> of(Value object) {
        return object instanceof Aggregate && object.type().unqualified() instanceof StructType
                ? context.renderers().of(object)
                : Optional.empty();
    }

    /**
     * {@code object[index]}; empty if the object means nothing.
     *
     * @throws EvaluationException if it has no such element
     */
    Optional<Value> element(Value object, Value index, Span span) {
        return of(object)
                .map(meaning -> guarded(() -> meaning.element(index), span)
                        .orElseThrow(() -> new EvaluationException(
                                "The " + name(object) + " has no element for this index.", span)));
    }

    private static String name(Value object) {
        String tag = ((StructType) object.type().unqualified()).tag();
        int end = tag.indexOf('<');
        return end < 0 ? tag : tag.substring(0, end);
    }

    /** {@code *object}; empty if the object means nothing, or points to nothing. */
    Optional<Value> target(Value object, Span span) {
        return of(object).flatMap(meaning -> guarded(meaning::target, span));
    }

    /** {@code object.method()}; empty if that takes a call to know. */
    Optional<Value> answer(Value object, String method, Span span) {
        return of(object).flatMap(meaning -> guarded(() -> meaning.answer(method), span));
    }

    private static <T> T guarded(Supplier<T> source, Span span) {
        try {
            return source.get();
        } catch (EvaluationException e) {
            throw e;
        } catch (DebugException e) {
            throw new EvaluationException(String.valueOf(e.getMessage()), span, e);
        }
    }
}
