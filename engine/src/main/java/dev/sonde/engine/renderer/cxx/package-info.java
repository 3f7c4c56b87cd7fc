/**
 * What the objects of every C++ library mean. The classes here say what is written and what expressions may do; the
 * packages of the libraries find the parts in the objects and hand them over.
 */
@NullMarked
package dev.sonde.engine.renderer.cxx;

import org.jspecify.annotations.NullMarked;
