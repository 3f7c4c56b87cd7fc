/** What the objects of Rust's standard library mean. */
@NullMarked
package dev.sonde.engine.renderer.rust;

import org.jspecify.annotations.NullMarked;
