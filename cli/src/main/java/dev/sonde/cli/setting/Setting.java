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

    /** On, off, or as the debugger thinks best, which it is at first. */
    public static final class AutoFlag extends Setting {
        private static final List<String> VALUES = List.of("auto", "on", "off");
        private String value = VALUES.getFirst();

        AutoFlag(String name, String meaning) {
            super(name, meaning);
        }

        @Override
        public String text() {
            return value;
        }

        @Override
        public List<String> values() {
            return VALUES;
        }

        @Override
        void accept(String text) {
            value = switch (text) {
                case "", "1", "on", "yes", "enable", "y" -> "on";
                case "0", "off", "no", "disable", "n", "of" -> "off";
                case "-1", "auto", "a", "au", "aut" -> "auto";
                default -> throw new IllegalArgumentException("\"on\", \"off\" or \"auto\" expected.");
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

    /** A count of which 0 is one, and for which -1 and {@code unlimited} mean that there is no limit. */
    public static final class Depth extends Setting {
        private int depth;

        Depth(String name, String meaning, int depth) {
            super(name, meaning);
            this.depth = depth;
        }

        /** The limit; -1 for none. */
        public int depth() {
            return depth;
        }

        @Override
        public String text() {
            return depth < 0 ? "unlimited" : Integer.toString(depth);
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
                depth = -1;
                return;
            }
            try {
                int value = Integer.decode(text);
                if (value < -1) {
                    throw new IllegalArgumentException("only -1 is allowed to set as unlimited");
                }
                depth = value;
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("Invalid number \"" + text + "\".", e);
            }
        }
    }

    /** A whole number. */
    public static final class WholeNumber extends Setting {
        private int number;

        WholeNumber(String name, String meaning, int number) {
            super(name, meaning);
            this.number = number;
        }

        /** The number. */
        public int number() {
            return number;
        }

        @Override
        public String text() {
            return Integer.toString(number);
        }

        @Override
        void accept(String text) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("Argument required (integer to set it to).");
            }
            try {
                number = Integer.decode(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("Invalid number \"" + text + "\".", e);
            }
        }
    }

    /** Directories, separated by colons. */
    public static final class SearchPath extends Setting {
        private String directories;

        SearchPath(String name, String meaning, String directories) {
            super(name, meaning);
            this.directories = directories;
        }

        @Override
        public String text() {
            return directories;
        }

        @Override
        void accept(String text) {
            directories = text;
        }
    }

    /** Any text. */
    public static final class Text extends Setting {
        private final String whenEmpty;
        private final boolean bare;
        private String value;

        Text(String name, String meaning, String value) {
            this(name, meaning, value, "", false);
        }

        /** One that {@code show} tells without a word around it. */
        static Text bare(String name, String meaning) {
            return new Text(name, meaning, "", "", true);
        }

        /** @param whenEmpty the sentence by which {@code show} tells that nothing is set */
        Text(String name, String meaning, String value, String whenEmpty) {
            this(name, meaning, value, whenEmpty, false);
        }

        private Text(String name, String meaning, String value, String whenEmpty, boolean bare) {
            super(name, meaning);
            this.value = value;
            this.whenEmpty = whenEmpty;
            this.bare = bare;
        }

        @Override
        public String text() {
            return value;
        }

        @Override
        public String shown() {
            if (bare) {
                return value;
            }
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
