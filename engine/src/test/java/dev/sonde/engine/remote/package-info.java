@NullMarked
package dev.sonde.engine.remote;

import org.jspecify.annotations.NullMarked;
