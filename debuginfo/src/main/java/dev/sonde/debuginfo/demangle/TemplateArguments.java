package dev.sonde.debuginfo.demangle;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a template parameter stands for, and how long a parameter pack is. */
final class TemplateArguments {
    private final Printer printer;

    TemplateArguments(Printer printer) {
        this.printer = printer;
    }

    /** The argument for {@code parameter}; of a pack the element that is being written. */
    Component valueOf(Component.TemplateParameter parameter) {
        Component argument = argumentFor(parameter);
        if (argument instanceof Component.Arguments pack && printer.packIndex() >= 0) {
            argument = element(pack.items(), printer.packIndex());
        }
        if (argument == null) {
            throw new DemangleFailure();
        }
        return argument;
    }

    private @Nullable Component argumentFor(Component.TemplateParameter parameter) {
        TemplateScope scope = printer.templates();
        if (scope == null) {
            throw new DemangleFailure();
        }
        return element(scope.template().arguments().items(), parameter.index());
    }

    private static @Nullable Component element(List<Component> items, long index) {
        return index < items.size() ? items.get((int) index) : null;
    }

    /** The pack that an expansion of {@code pattern} expands, empty if it holds only function parameters. */
    Optional<Component.Arguments> packIn(Component pattern) {
        printer.step();
        if (pattern instanceof Component.TemplateParameter parameter) {
            return argumentFor(parameter) instanceof Component.Arguments pack ? Optional.of(pack) : Optional.empty();
        }
        return pattern.parts().flatMap(part -> packIn(part).stream()).findFirst();
    }

    /** How many arguments a list has once the packs in it are expanded. */
    int expandedLength(Component.Arguments list) {
        int length = 0;
        for (Component item : list.items()) {
            length += item instanceof Component.PackExpansion(Component pattern)
                    ? packIn(pattern).map(pack -> pack.items().size()).orElse(0)
                    : 1;
        }
        return length;
    }
}
