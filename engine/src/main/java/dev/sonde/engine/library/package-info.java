/**
 * The shared libraries of a process, as its dynamic loader tells of them, and the thread-local storage that it gives them.
 *
 * <p>{@link dev.sonde.engine.library.Libraries} follows the loader's lists: {@code struct r_debug}, one for each namespace of
 * dlmopen(3), leads to a chain of {@code struct link_map}. Only what is new is read when something was loaded, and only the
 * chain when something was unloaded. {@link dev.sonde.engine.library.LoaderPlaces} says where the loader tells of changes.
 *
 * <p>Knows the backend interface and symbols; not breakpoints, frames or a front end.
 */
@NullMarked
package dev.sonde.engine.library;

import org.jspecify.annotations.NullMarked;
