@NullMarked
package dev.sonde.engine.library;

import org.jspecify.annotations.NullMarked;
