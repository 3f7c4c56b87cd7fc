package dev.sonde.engine.expression;

/** The arguments of templates in the text of an expression. */
final class TemplateText {
    private TemplateText() {}

    /** Where the arguments end that start with a {@code <} at {@code start}, -1 when they do not end. */
    static int end(String text, int start) {
        int depth = 0;
        int round = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(' || c == '[') {
                round++;
            } else if (c == ')' || c == ']') {
                round--;
                if (round < 0) {
                    return -1;
                }
            } else if (round == 0 && c == '<') {
                depth++;
            } else if (round == 0 && c == '>') {
                depth--;
                if (depth == 0) {
                    return i + 1;
                }
            } else if (c == ';' || c == '"' || c == '=') {
                return -1;
            }
        }
        return -1;
    }

    /** One blank behind each comma, between words and between closing brackets, and no other. */
    static String normalized(String text) {
        StringBuilder result = new StringBuilder();
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                blank = true;
                continue;
            }
            char last = result.isEmpty() ? 0 : result.charAt(result.length() - 1);
            boolean words = blank && Character.isJavaIdentifierPart(last) && Character.isJavaIdentifierPart(c);
            boolean pointer = (c == '*' || c == '&') && (Character.isJavaIdentifierPart(last) || last == '>');
            if (last == ',' || words || pointer || (last == '>' && c == '>')) {
                result.append(' ');
            }
            result.append(c);
            blank = false;
        }
        return result.toString();
    }
}
