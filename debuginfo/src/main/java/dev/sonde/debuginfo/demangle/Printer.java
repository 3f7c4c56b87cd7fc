package dev.sonde.debuginfo.demangle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a parsed C++ name the way binutils does: the state of writing, names and templates. {@link TypePrinter} and
 * {@link ExpressionPrinter} write the rest.
 */
final class Printer {
    private static final int MAX_DEPTH = 2048;
    /** Substitutions let a short name describe a huge one; what is read needs far fewer. */
    private static final int MAX_STEPS = 1 << 20;

    private final Output out = new Output();
    private final TemplateArguments arguments = new TemplateArguments(this);
    private final TypePrinter types = new TypePrinter(this);
    private final ExpressionPrinter expressions = new ExpressionPrinter(this);
    /** The components being written, the outermost first. */
    private final List<Component> path = new ArrayList<>();

    private @Nullable PendingModifier modifiers;
    private @Nullable TemplateScope templates;
    private Component.@Nullable Template currentTemplate;
    private int packIndex;
    private int lambdaDepth;
    private List<Component.HeadParameter> lambdaHead = List.of();
    private int steps;

    String text() {
        return out.toString();
    }

    Output out() {
        return out;
    }

    TemplateArguments arguments() {
        return arguments;
    }

    TypePrinter types() {
        return types;
    }

    List<Component> path() {
        return path;
    }

    @Nullable
    PendingModifier modifiers() {
        return modifiers;
    }

    void setModifiers(@Nullable PendingModifier value) {
        modifiers = value;
    }

    @Nullable
    TemplateScope templates() {
        return templates;
    }

    void setTemplates(@Nullable TemplateScope value) {
        templates = value;
    }

    /** Which element of a parameter pack is being written, -1 for all. */
    int packIndex() {
        return packIndex;
    }

    void setPackIndex(int value) {
        packIndex = value;
    }

    boolean isInLambda() {
        return lambdaDepth > 0;
    }

    /** Counts work against the budget. */
    void step() {
        if (++steps > MAX_STEPS) {
            throw new DemangleFailure();
        }
    }

    void print(Component component) {
        step();
        if (path.size() >= MAX_DEPTH) {
            throw new DemangleFailure();
        }
        path.add(component);
        printHere(component);
        path.removeLast();
    }

    private void printHere(Component component) {
        switch (component) {
            case Component.Name name -> out.append(name.text());
            case Component.StandardName name -> out.append(name.text());
            case Component.Builtin builtin -> out.append(builtin.type().text());
            case Component.VendorType type -> print(type.name());
            case Component.Numeral number -> out.append(Long.toString(number.value()));
            case Component.Qualified qualified -> {
                print(qualified.scope());
                out.append("::");
                print(qualified.name());
            }
            case Component.Local local -> {
                print(local.function());
                out.append("::");
                print(local.name());
            }
            case Component.DefaultArgument argument -> {
                printDefaultArgument(argument);
                print(argument.name());
            }
            case Component.Structor structor -> {
                if (structor.destructor()) {
                    out.append('~');
                }
                print(structor.name());
            }
            case Component.Tagged tagged -> {
                print(tagged.name());
                out.append("[abi:");
                print(tagged.tag());
                out.append(']');
            }
            case Component.StructuredBinding binding -> {
                out.append('[');
                printList(binding.names());
                out.append(']');
            }
            case Component.Module module -> printModule(module);
            case Component.ModuleEntity entity -> {
                print(entity.name());
                out.append('@');
                print(entity.module());
            }
            case Component.Special special -> {
                out.append(special.prefix());
                print(special.entity());
            }
            case Component.SpecialPair special -> {
                out.append(special.prefix());
                print(special.first());
                out.append(special.separator());
                print(special.second());
            }
            case Component.Clone clone -> {
                print(clone.function());
                out.append(" [clone ");
                print(clone.suffix());
                out.append(']');
            }
            case Component.Unnamed unnamed ->
                out.append("{unnamed type#")
                        .append(Long.toString(unnamed.index() + 1))
                        .append('}');
            case Component.Lambda lambda -> printLambda(lambda);
            case Component.HeadParameter _ -> throw new DemangleFailure();
            case Component.Template template -> printTemplate(template);
            case Component.TemplateParameter parameter -> printTemplateParameter(parameter);
            case Component.Arguments list -> printList(list.items());
            case Component.Items list -> printList(list.items());
            case Component.Typed _,
                    Component.Modified _,
                    Component.Function _,
                    Component.Array _,
                    Component.MemberPointer _,
                    Component.Vector _ -> types.print(component);
            default -> expressions.print(component);
        }
    }

    /** Separates by commas what writes anything at all: an empty pack at the end takes its comma back. */
    void printList(List<? extends Component> items) {
        if (items.isEmpty()) {
            return;
        }
        int[] lengths = new int[items.size()];
        print(items.getFirst());
        for (int i = 1; i < items.size(); i++) {
            out.append(", ");
            lengths[i] = out.length();
            print(items.get(i));
        }
        for (int i = items.size() - 1; i > 0 && out.length() == lengths[i]; i--) {
            out.truncate(lengths[i] - 2);
        }
    }

    void printDefaultArgument(Component.DefaultArgument argument) {
        out.append("{default arg#").append(Long.toString(argument.index() + 1)).append("}::");
    }

    private void printModule(Component.Module module) {
        if (module.parent() != null) {
            print(module.parent());
        }
        if (module.partition()) {
            out.append(':');
        } else if (module.parent() != null) {
            out.append('.');
        }
        print(module.name());
    }

    private void printTemplate(Component.Template template) {
        Component.Template outer = currentTemplate;
        currentTemplate = template;
        // Modifiers belong to the whole, not to its name or an argument.
        PendingModifier held = modifiers;
        modifiers = null;
        print(template.name());
        printArguments(template.arguments());
        modifiers = held;
        currentTemplate = outer;
    }

    private void printArguments(Component.Arguments list) {
        if (out.last() == '<') {
            out.append(' ');
        }
        out.append('<');
        print(list);
        if (out.last() == '>') {
            out.append(' ');
        }
        out.append('>');
    }

    private void printTemplateParameter(Component.TemplateParameter parameter) {
        if (isInLambda()) {
            printLambdaParameter(parameter.index());
            return;
        }
        Component argument = arguments.valueOf(parameter);
        TemplateScope held = templates;
        // An argument may itself name parameters: those of an outer template.
        templates = held == null ? null : held.outer();
        print(argument);
        templates = held;
    }

    /** A parameter of a generic lambda has no argument to stand for it. */
    private void printLambdaParameter(long index) {
        if (index < lambdaHead.size()) {
            printHeadName(lambdaHead.get((int) index), index);
        } else {
            out.append("auto:").append(Long.toString(index - lambdaHead.size() + 1));
        }
    }

    private void printLambda(Component.Lambda lambda) {
        out.append("{lambda");
        List<Component.HeadParameter> outer = lambdaHead;
        lambdaHead = lambda.head();
        lambdaDepth++;
        if (!lambda.head().isEmpty()) {
            printHead(lambda.head());
        }
        out.append('(');
        print(lambda.parameters());
        lambdaDepth--;
        lambdaHead = outer;
        out.append(")#").append(Long.toString(lambda.index() + 1)).append('}');
    }

    private void printHead(List<Component.HeadParameter> head) {
        out.append('<');
        for (int i = 0; i < head.size(); i++) {
            if (i > 0) {
                out.append(", ");
            }
            printHeadDeclaration(head.get(i));
            out.append(' ');
            printHeadName(head.get(i), i);
        }
        out.append('>');
    }

    private void printHeadDeclaration(Component.HeadParameter parameter) {
        step();
        switch (parameter.kind()) {
            case TYPE -> out.append("typename");
            case NON_TYPE -> {
                if (parameter.type() != null) {
                    print(parameter.type());
                }
            }
            case TEMPLATE -> {
                out.append("template<");
                for (int i = 0; i < parameter.head().size(); i++) {
                    if (i > 0) {
                        out.append(", ");
                    }
                    printHeadDeclaration(parameter.head().get(i));
                }
                out.append("> class");
            }
        }
        if (parameter.pack()) {
            out.append("...");
        }
    }

    private void printHeadName(Component.HeadParameter parameter, long index) {
        String prefix = switch (parameter.kind()) {
            case TYPE -> "$T";
            case NON_TYPE -> "$N";
            case TEMPLATE -> "$TT";
        };
        out.append(prefix).append(Long.toString(index));
    }

    /** The type of a conversion operator may name the parameters of the template that the operator is in. */
    void printConversion(Component.Conversion conversion) {
        TemplateScope held = templates;
        if (currentTemplate != null) {
            templates = new TemplateScope(held, currentTemplate);
        }
        if (conversion.type() instanceof Component.Template(Component name, Component.Arguments list)) {
            print(name);
            // These are the operator's own arguments, outside of its scope.
            templates = held;
            printArguments(list);
        } else {
            print(conversion.type());
            templates = held;
        }
    }
}
