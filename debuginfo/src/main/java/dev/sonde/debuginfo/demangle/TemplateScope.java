package dev.sonde.debuginfo.demangle;

import org.jspecify.annotations.Nullable;

/**
 * The templates whose parameters the printed text may name, the innermost first.
 *
 * @param outer the templates around this one
 * @param template the template whose arguments stand for the parameters
 */
record TemplateScope(@Nullable TemplateScope outer, Component.Template template) {}
