/** What the objects of libc++ mean. Each class here knows the layout of a family of classes there. */
@NullMarked
package dev.sonde.engine.renderer.libcxx;

import org.jspecify.annotations.NullMarked;
