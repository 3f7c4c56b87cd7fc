/**
 * What objects mean: containers as their elements, smart pointers as what they point to.
 *
 * <p>A {@link dev.sonde.engine.renderer.RendererProvider} is a service, so that a jar of the user's can bring renderers of
 * classes of the user's own. The debugger's own ones are in the packages below, one for each library. The package knows
 * values and expressions, and nothing of how a process is controlled.
 *
 * <pre>{@code
 * public final class ShapeProvider implements RendererProvider {
 *     public String name() { return "shapes"; }
 *     public List<Renderer> renderers() { return List.of(new PointRenderer()); }
 * }
 *
 * final class PointRenderer implements Renderer {
 *     public String name() { return "Point"; }
 *     public boolean accepts(StructType type) { return type.tag().equals("Point"); }
 *     public Rendering render(ObjectView point) {
 *         return Rendering.text("(" + point.member("x").number() + ", " + point.member("y").number() + ")");
 *     }
 * }
 * }</pre>
 */
@NullMarked
package dev.sonde.engine.renderer;

import org.jspecify.annotations.NullMarked;
