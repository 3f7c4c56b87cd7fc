package dev.sonde.cli.setting;

import java.util.ArrayList;
import java.util.List;

/** A named value that the user may change. */
public abstract sealed class Setting {
    private final String name;
    private final String meaning;
    private Runnable listener = () -> {};

    private Setting(String name, String meaning) {
        this.name = name;
        this.meaning = meaning;
    }

    /** Its name, of one or more words: {@code print elements}. */
    public final String name() {
        return name;
    }

    /** What it is, as the beginning of a sentence: {@code Whether to confirm dangerous operations}. */
    public final String meaning() {
        return meaning;
    }

    /** The value as {@link #set} takes it. */
    public abstract String text();

    /**
     * Changes the value.
     *
     * @throws IllegalArgumentException with a sentence for the user if {@code text} is no value of its type
     */
    public final void set(String text) {
        String before = text();
        accept(text.strip());
        try {
            listener.run();
        } catch (RuntimeException e) {
            accept(before); // the listener has refused it
            throw e;
        }
    }

    /** The sentence by which {@code show} tells the value. */
    public String shown() {
        return meaning + " is " + text() + ".";
    }

    /** The words that are values; empty when there are too many to list. */
    public List<String> values() {
        return List.of();
    }

    /** Calls {@code newListener} after each change, and now. */
    public void onChange(Runnable newListener) {
        listener = newListener;
        newListener.run();
    }

    abstract void accept(String text);

    /** On or off. */
    public static final class Flag extends Setting {
        private boolean on;

        Flag(String name, String meaning, boolean on) {
            super(name, meaning);
            this.on = on;
        }

        /** Whether it is on. */
        public boolean isOn() {
            return on;
        }

        @Override
        public String text() {
            return on ? "on" : "off";
        }

        @Override
        public List<String> values() {
            return List.of("on", "off");
        }

        @Override
        void accept(String text) {
            on = switch (text) {
                case "", "1", "on", "yes", "enable", "y" -> true;
                case "0", "off", "no", "disable", "n", "of" -> false;
                default -> throw new IllegalArgumentException("\"on\" or \"off\" expected.");
            };
        }
    }

    /** A count, for which 0 and {@code unlimited} mean that there is no limit. */
    public static final class Limit extends Setting {
        private int limit;

        Limit(String name, String meaning, int limit) {
            super(name, meaning);
            this.limit = limit;
        }

        /** The limit; 0 for none. */
        public int limit() {
            return limit;
        }

        @Override
        public String text() {
            return limit == 0 ? "unlimited" : Integer.toString(limit);
        }

        @Override
        public List<String> values() {
            return List.of("unlimited");
        }

        @Override
        void accept(String text) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("Argument required (integer to set it to, or \"unlimited\".).");
            }
            if ("unlimited".startsWith(text)) {
                limit = 0;
                return;
            }
            try {
                int value = Integer.decode(text);
                if (value < 0) {
                    throw new IllegalArgumentException("integer " + value + " out of range");
                }
                limit = value;
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("Invalid number \"" + text + "\".", e);
            }
        }
    }

    /** Any text. */
    public static final class Text extends Setting {
        private final String whenEmpty;
        private String value;

        Text(String name, String meaning, String value) {
            this(name, meaning, value, "");
        }

        /** @param whenEmpty the sentence by which {@code show} tells that nothing is set */
        Text(String name, String meaning, String value, String whenEmpty) {
            super(name, meaning);
            this.value = value;
            this.whenEmpty = whenEmpty;
        }

        @Override
        public String text() {
            return value;
        }

        @Override
        public String shown() {
            return value.isEmpty() && !whenEmpty.isEmpty() ? whenEmpty : meaning() + " is \"" + value + "\".";
        }

        @Override
        void accept(String text) {
            value = text;
        }
    }

    /** One of a few words. */
    public static final class Choice extends Setting {
        private final List<String> choices;
        private String value;

        Choice(String name, String meaning, List<String> choices) {
            super(name, meaning);
            this.choices = List.copyOf(choices);
            value = choices.getFirst();
        }

        @Override
        public String text() {
            return value;
        }

        @Override
        public String shown() {
            return meaning() + " is \"" + value + "\".";
        }

        @Override
        public List<String> values() {
            return choices;
        }

        @Override
        void accept(String text) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException(
                        "Requires an argument. Valid arguments are " + String.join(", ", choices) + ".");
            }
            List<String> matching = new ArrayList<>();
            for (String choice : choices) {
                if (choice.equals(text)) {
                    value = choice;
                    return;
                }
                if (choice.startsWith(text)) {
                    matching.add(choice);
                }
            }
            if (matching.size() != 1) {
                throw new IllegalArgumentException(
                        (matching.isEmpty() ? "Undefined" : "Ambiguous") + " item: \"" + text + "\".");
            }
            value = matching.getFirst();
        }
    }
}
