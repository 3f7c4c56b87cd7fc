package dev.sonde.engine.renderer;

import java.util.List;

/**
 * Renderers of one origin. A service: {@link java.util.ServiceLoader} finds implementations beside the debugger and in
 * the jars that users name, by {@code provides} in a {@code module-info} or by a file in {@code META-INF/services}.
 */
public interface RendererProvider {
    /** The name by which {@code info pretty-printer} lists them, such as {@code libstdc++-v6}. */
    String name();

    /** The renderers; the first that accepts a class is used. */
    List<Renderer> renderers();
}
