package dev.sonde.engine.renderer;

import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.StructType;

/** Says what the objects of some classes mean. Stateless; used by one thread at a time. */
public interface Renderer {
    /** The name by which {@code info pretty-printer} lists it, such as {@code std::vector}. */
    String name();

    /** Whether it knows the objects of a class, by its name: {@code std::vector<int, std::allocator<int> >}. */
    boolean accepts(StructType type);

    /**
     * The meaning of an object. What is costly belongs into the functions of the rendering, which are asked only for what
     * is shown.
     *
     * @throws dev.sonde.engine.error.DebugException if the object is not as it should be; it is shown as it is stored then
     */
    Rendering render(ObjectView object);
}
