package dev.sonde.engine.renderer.cxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.value.Type;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the classes of one library are called in summaries.
 *
 * @param template the name of an object's class without template arguments
 * @param type the name of a type among the arguments
 */
public record Naming(Function<ObjectView, String> template, Function<Type, String> type) {
    /** The name of an object's class without template arguments. */
    public String of(ObjectView object) {
        return template.apply(object);
    }

    /** The same with some of its arguments. */
    public String of(ObjectView object, List<Type> arguments) {
        return arguments.stream().map(type).collect(Collectors.joining(", ", of(object) + "<", ">"));
    }
}
