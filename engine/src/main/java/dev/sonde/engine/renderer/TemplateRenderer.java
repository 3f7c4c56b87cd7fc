package dev.sonde.engine.renderer;

import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.StructType;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Renders the instances of one class template, or one class.
 *
 * @param name of the template, as users know it
 * @param plain makes that name of the one that the compiler has given; empty for classes of another library
 * @param meaning what an object means
 */
public record TemplateRenderer(String name, UnaryOperator<String> plain, Function<ObjectView, Rendering> meaning)
        implements Renderer {
    @Override
    public boolean accepts(StructType type) {
        String tag = type.tag();
        String template = ClassNames.template(tag);
        // A class inside of a template's instance is none of the template.
        boolean whole = template.length() == tag.length() || tag.endsWith(">");
        return whole && plain.apply(template).equals(name) && !isInside(tag, template.length());
    }

    private static boolean isInside(String tag, int start) {
        int depth = 0;
        for (int i = start; i < tag.length(); i++) {
            char c = tag.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (depth == 0 && i + 1 < tag.length() && c == '>') {
                return true;
            }
        }
        return false;
    }

    @Override
    public Rendering render(ObjectView object) {
        return meaning.apply(object);
    }
}
