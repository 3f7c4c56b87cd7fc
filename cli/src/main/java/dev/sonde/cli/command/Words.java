package dev.sonde.cli.command;

/** Takes the words of a command's arguments one by one. */
public final class Words {
    private String rest;

    /** The words of {@code text}. */
    public Words(String text) {
        rest = text.strip();
    }

    /** Whether nothing is left. */
    public boolean isEmpty() {
        return rest.isEmpty();
    }

    /** What is left, without surrounding blanks. */
    public String rest() {
        return rest;
    }

    /** The next word, up to a blank; empty when nothing is left. */
    public String next() {
        String word = peek();
        rest = rest.substring(word.length()).stripLeading();
        return word;
    }

    /** As {@link #next}, without taking it. */
    public String peek() {
        int end = 0;
        while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
            end++;
        }
        return rest.substring(0, end);
    }

    /** Takes the next word if it is {@code word}; whether it was. */
    public boolean take(String word) {
        if (!peek().equals(word)) {
            return false;
        }
        next();
        return true;
    }
}
