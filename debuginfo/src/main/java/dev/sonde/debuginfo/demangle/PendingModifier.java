package dev.sonde.debuginfo.demangle;

import org.jspecify.annotations.Nullable;

/**
 * A component that has been met on the way down to the type it modifies, and is to be written there or, if nobody did,
 * on the way back. What it is written into may be far from where it was met: a pointer to a function is written inside
 * the function's type.
 */
final class PendingModifier {
    private final @Nullable PendingModifier outer;
    private final Component component;
    private final @Nullable TemplateScope templates;
    private boolean printed;

    PendingModifier(@Nullable PendingModifier outer, Component component, @Nullable TemplateScope templates) {
        this.outer = outer;
        this.component = component;
        this.templates = templates;
    }

    /** The one that was met before this one. */
    @Nullable
    PendingModifier outer() {
        return outer;
    }

    Component component() {
        return component;
    }

    /** The templates in scope where it was met. */
    @Nullable
    TemplateScope templates() {
        return templates;
    }

    boolean isPrinted() {
        return printed;
    }

    void markPrinted() {
        printed = true;
    }

    /** Whether it is {@code const} or the like of a type. */
    boolean isTypeQualifier() {
        return component instanceof Component.Modified modified
                && modified.modifier().isQualifier();
    }

    /** Whether it is a qualifier that is written after a function's parameters. */
    boolean isFunctionQualifier() {
        return component instanceof Component.Modified modified
                && modified.modifier().isOfFunction();
    }
}
