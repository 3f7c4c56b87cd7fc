/** What the objects of libstdc++ mean. Each class here knows the layout of a family of classes there. */
@NullMarked
package dev.sonde.engine.renderer.libstdcxx;

import org.jspecify.annotations.NullMarked;
