package dev.sonde.debuginfo.dwarf.index;

import java.util.ArrayList;
import java.util.List;

/**
 * A name as a user writes it, cut into its components.
 *
 * @param components from the outermost scope to the name itself
 * @param absolute whether it started with {@code ::}, so that no scope may be around the first component
 */
record QualifiedName(List<String> components, boolean absolute) {
    /**
     * Cuts a name at the {@code ::} outside of brackets, such as those of template arguments, and drops the list of
     * parameters of a function.
     */
    static QualifiedName parse(String text) {
        var components = new ArrayList<String>();
        String rest = text.strip();
        boolean absolute = rest.startsWith("::");
        int start = absolute ? 2 : 0;
        int depth = 0;
        int at = start;
        while (at < rest.length()) {
            char c = rest.charAt(at);
            if (rest.startsWith("operator", at) && (at == start)) {
                // What follows is the operator, whose characters are no brackets; only parameters may come behind.
                int end = endOfOperator(rest, at + "operator".length());
                components.add(rest.substring(at, end));
                return new QualifiedName(List.copyOf(components), absolute);
            }
            if (c == '(' && depth == 0 && at > start) {
                break;
            }
            if (c == '<' || c == '(' || c == '{' || c == '[') {
                depth++;
            } else if (c == ')' || c == '}' || c == ']' || (c == '>' && at > 0 && rest.charAt(at - 1) != '-')) {
                depth--;
            } else if (depth <= 0 && rest.startsWith("::", at)) {
                components.add(rest.substring(start, at));
                at += 2;
                start = at;
                continue;
            }
            at++;
        }
        components.add(rest.substring(start, at).strip());
        return new QualifiedName(List.copyOf(components), absolute);
    }

    private static int endOfOperator(String text, int start) {
        int parameters = text.indexOf('(', text.startsWith("()", start) ? start + 2 : start);
        return parameters < 0 ? text.length() : parameters;
    }

    /** The name itself, without its scopes. */
    String last() {
        return components.getLast();
    }

    /** Whether a name of the program is the one that a component asks for; template arguments may be left out. */
    static boolean matches(String component, String name) {
        if (name.equals(component)) {
            return true;
        }
        return name.length() > component.length()
                && name.charAt(component.length()) == '<'
                && name.startsWith(component)
                && !component.startsWith("operator");
    }
}
