package dev.sonde.debuginfo.demangle;

import dev.sonde.debuginfo.demangle.Component.Modified;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes types and functions, whose parts C++ puts around and inside of one another. */
final class TypePrinter {
    /** The parts of a function's name that its type has to place: the name and its qualifiers. */
    private static final int MAX_NAME_PARTS = 4;

    private final Printer printer;
    /** The templates that were in scope when a referenced template parameter was first written. */
    private final IdentityHashMap<Component, Optional<TemplateScope>> firstScopes = new IdentityHashMap<>();

    TypePrinter(Printer printer) {
        this.printer = printer;
    }

    void print(Component component) {
        switch (component) {
            case Component.Typed typed -> printTyped(typed);
            case Modified modified -> printModified(modified);
            case Component.Function function -> printFunction(function);
            case Component.Array array -> printArray(array);
            case Component.MemberPointer pointer -> printBelow(pointer, pointer.member());
            case Component.Vector vector -> printBelow(vector, vector.element());
            default -> throw new DemangleFailure();
        }
    }

    private Output out() {
        return printer.out();
    }

    private PendingModifier pending(@Nullable PendingModifier outer, Component component) {
        return new PendingModifier(outer, component, printer.templates());
    }

    /** Writes {@code inner} with {@code modifier} pending, and then that if it was not written on the way. */
    private void printBelow(Component modifier, Component inner) {
        PendingModifier held = printer.modifiers();
        PendingModifier pending = pending(held, modifier);
        printer.setModifiers(pending);
        printer.print(inner);
        if (!pending.isPrinted()) {
            printModifier(modifier);
        }
        printer.setModifiers(held);
    }

    /** A function: its type places the name between the return type and the parameters. */
    private void printTyped(Component.Typed typed) {
        PendingModifier held = printer.modifiers();
        List<PendingModifier> parts = new ArrayList<>();
        Component name = typed.name();
        printer.setModifiers(null);
        while (true) {
            addPart(parts, name);
            if (!(name instanceof Modified(Modifier modifier, Component inner, var _) && modifier.isOfFunction())) {
                break;
            }
            name = inner;
        }
        if (name instanceof Component.Local local) {
            name = addLocalQualifiers(parts, local);
        }
        TemplateScope templates = printer.templates();
        if (name instanceof Component.Template template) {
            printer.setTemplates(new TemplateScope(templates, template));
        }
        printer.print(typed.type());
        printer.setTemplates(templates);
        for (PendingModifier part : parts.reversed()) {
            if (!part.isPrinted()) {
                out().append(' ');
                printModifier(part.component());
            }
        }
        printer.setModifiers(held);
    }

    /** Qualifiers of a member function of a local class, which apply to the whole; returns what is below them. */
    private Component addLocalQualifiers(List<PendingModifier> parts, Component.Local local) {
        Component name = local.name();
        if (name instanceof Component.DefaultArgument argument) {
            name = argument.name();
        }
        while (name instanceof Modified(Modifier modifier, Component inner, var _) && modifier.isOfFunction()) {
            // The name itself stays the innermost.
            parts.removeLast();
            printer.setModifiers(parts.isEmpty() ? null : parts.getLast());
            addPart(parts, name);
            addPart(parts, local);
            name = inner;
        }
        return name;
    }

    private void addPart(List<PendingModifier> parts, Component part) {
        if (parts.size() >= MAX_NAME_PARTS) {
            throw new DemangleFailure();
        }
        PendingModifier pending = pending(printer.modifiers(), part);
        parts.add(pending);
        printer.setModifiers(pending);
    }

    private void printModified(Modified modified) {
        if (modified.modifier().isQualifier() && isPendingAlready(modified.modifier())) {
            printer.print(modified.inner());
            return;
        }
        if (modified.modifier() == Modifier.REFERENCE || modified.modifier() == Modifier.RVALUE_REFERENCE) {
            printReference(modified);
            return;
        }
        printBelow(modified, modified.inner());
    }

    /** Whether the same qualifier is pending for the same type, as happens with arrays. */
    private boolean isPendingAlready(Modifier qualifier) {
        for (PendingModifier p = printer.modifiers(); p != null; p = p.outer()) {
            if (p.isPrinted()) {
                continue;
            }
            if (!p.isTypeQualifier()) {
                return false;
            }
            if (p.component() instanceof Modified other && other.modifier() == qualifier) {
                return true;
            }
        }
        return false;
    }

    /** References to references collapse: {@code &} wins over {@code &&}. */
    private void printReference(Modified reference) {
        TemplateScope held = printer.templates();
        Component target = reference.inner();
        if (!printer.isInLambda() && target instanceof Component.TemplateParameter parameter) {
            restoreScope(reference, parameter);
            target = printer.arguments().valueOf(parameter);
        }
        Modified written = reference;
        Component inner = reference.inner();
        if (target instanceof Modified collapsed) {
            if (collapsed.modifier() == Modifier.REFERENCE || collapsed.modifier() == reference.modifier()) {
                written = collapsed;
                inner = collapsed.inner();
            } else if (collapsed.modifier() == Modifier.RVALUE_REFERENCE) {
                inner = collapsed.inner();
            }
        }
        printBelow(written, inner);
        printer.setTemplates(held);
    }

    /**
     * A parameter that is reached again through a substitution, outside of where it was first written, means what it
     * meant there.
     */
    // Equal components at different places of the name mean different things: identity is what counts.
    @SuppressWarnings("ReferenceEquality")
    private void restoreScope(Component reference, Component parameter) {
        Optional<TemplateScope> first = firstScopes.get(parameter);
        if (first == null) {
            firstScopes.put(parameter, Optional.ofNullable(printer.templates()));
            return;
        }
        List<Component> path = printer.path();
        for (int i = path.size() - 1; i >= 0; i--) {
            if (path.get(i) == parameter || (path.get(i) == reference && i != path.size() - 1)) {
                return;
            }
        }
        printer.setTemplates(first.orElse(null));
    }

    private void printFunction(Component.Function function) {
        PendingModifier held = printer.modifiers();
        if (function.returnType() != null) {
            // The parameters may have to go inside the return type, if that is a pointer to a function.
            PendingModifier pending = pending(held, function);
            printer.setModifiers(pending);
            printer.print(function.returnType());
            printer.setModifiers(held);
            if (pending.isPrinted()) {
                return;
            }
            out().append(' ');
        }
        printParameters(function, held);
    }

    private void printArray(Component.Array array) {
        PendingModifier held = printer.modifiers();
        PendingModifier pending = pending(held, array);
        List<PendingModifier> qualifiers = new ArrayList<>();
        printer.setModifiers(pending);
        // A qualified array has qualified elements.
        for (PendingModifier p = held; p != null && p.isTypeQualifier(); p = p.outer()) {
            if (!p.isPrinted()) {
                if (qualifiers.size() + 1 >= MAX_NAME_PARTS) {
                    throw new DemangleFailure();
                }
                PendingModifier copy = new PendingModifier(printer.modifiers(), p.component(), p.templates());
                qualifiers.add(copy);
                printer.setModifiers(copy);
                p.markPrinted();
            }
        }
        printer.print(array.element());
        printer.setModifiers(held);
        if (pending.isPrinted()) {
            return;
        }
        for (PendingModifier qualifier : qualifiers.reversed()) {
            printModifier(qualifier.component());
        }
        printSize(array, held);
    }

    /** Writes the pending modifiers, those after a function's parameters only if {@code suffix}. */
    private void printPending(@Nullable PendingModifier first, boolean suffix) {
        for (PendingModifier p = first; p != null; p = p.outer()) {
            printer.step();
            if (p.isPrinted() || (!suffix && p.isFunctionQualifier())) {
                continue;
            }
            p.markPrinted();
            TemplateScope held = printer.templates();
            printer.setTemplates(p.templates());
            boolean more = printPendingPart(p);
            printer.setTemplates(held);
            if (!more) {
                return;
            }
        }
    }

    /** Writes one; returns false if it wrote those around it too. */
    private boolean printPendingPart(PendingModifier pending) {
        return switch (pending.component()) {
            case Component.Function function -> {
                printParameters(function, pending.outer());
                yield false;
            }
            case Component.Array array -> {
                printSize(array, pending.outer());
                yield false;
            }
            case Component.Local local -> {
                printLocal(local);
                yield false;
            }
            default -> {
                printModifier(pending.component());
                yield true;
            }
        };
    }

    /** A local name whose qualifiers are pending by themselves. */
    private void printLocal(Component.Local local) {
        PendingModifier held = printer.modifiers();
        printer.setModifiers(null);
        printer.print(local.function());
        printer.setModifiers(held);
        out().append("::");
        Component name = local.name();
        if (name instanceof Component.DefaultArgument argument) {
            printer.printDefaultArgument(argument);
            name = argument.name();
        }
        while (name instanceof Modified(Modifier modifier, Component inner, var _) && modifier.isOfFunction()) {
            name = inner;
        }
        printer.print(name);
    }

    private void printModifier(Component component) {
        switch (component) {
            case Modified(Modifier modifier, Component _, var argument) -> {
                out().append(modifier.text());
                if (modifier == Modifier.VENDOR && argument != null) {
                    printer.print(argument);
                } else if (argument != null) {
                    out().append('(');
                    printer.print(argument);
                    out().append(')');
                }
            }
            case Component.MemberPointer pointer -> {
                if (out().last() != '(') {
                    out().append(' ');
                }
                printer.print(pointer.owner());
                out().append("::*");
            }
            case Component.Vector vector -> {
                out().append(" __vector(");
                printer.print(vector.size());
                out().append(')');
            }
            case Component.Typed typed -> printer.print(typed.name());
            default -> printer.print(component);
        }
    }

    /** The parameters of a function, after the modifiers that belong in parentheses before them. */
    private void printParameters(Component.Function function, @Nullable PendingModifier outer) {
        boolean parentheses = false;
        boolean space = false;
        for (PendingModifier p = outer; p != null && !p.isPrinted() && !parentheses; p = p.outer()) {
            boolean sign = p.component() instanceof Modified modified && isSign(modified.modifier());
            boolean word = p.component() instanceof Component.MemberPointer
                    || (p.component() instanceof Modified modified && isWord(modified.modifier()));
            parentheses = sign || word;
            space = word;
        }
        if (parentheses) {
            char last = out().last();
            if ((space || (last != '(' && last != '*')) && last != ' ') {
                out().append(' ');
            }
            out().append('(');
        }
        PendingModifier held = printer.modifiers();
        printer.setModifiers(null);
        printPending(outer, false);
        if (parentheses) {
            out().append(')');
        }
        out().append('(');
        printer.print(function.parameters());
        out().append(')');
        printPending(outer, true);
        printer.setModifiers(held);
    }

    private static boolean isSign(Modifier modifier) {
        return modifier == Modifier.POINTER || modifier == Modifier.REFERENCE || modifier == Modifier.RVALUE_REFERENCE;
    }

    private static boolean isWord(Modifier modifier) {
        return !modifier.isOfFunction() && !isSign(modifier);
    }

    /** The brackets of an array, after the modifiers that belong in parentheses before them. */
    private void printSize(Component.Array array, @Nullable PendingModifier outer) {
        boolean space = true;
        if (outer != null) {
            PendingModifier first = outer;
            while (first != null && first.isPrinted()) {
                first = first.outer();
            }
            boolean parentheses = first != null && !(first.component() instanceof Component.Array);
            space = first == null || parentheses;
            if (parentheses) {
                out().append(" (");
            }
            printPending(outer, false);
            if (parentheses) {
                out().append(')');
            }
        }
        if (space) {
            out().append(' ');
        }
        out().append('[');
        if (array.size() != null) {
            printer.print(array.size());
        }
        out().append(']');
    }
}
