package dev.sonde.engine.ptrace;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A class of the one suite that all backends have to pass; its constructor takes the {@link Backend}. This module runs it
 * on ptrace and on gdbserver, the module {@code server} on our own stub, by the tag.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass
@MethodSource("dev.sonde.engine.ptrace.Backend#present")
@Tag("backends")
@interface OnEachBackend {}
