package dev.sonde.cli.command;

import java.util.ArrayList;
import java.util.List;

/** Lists of numbers as commands take them: {@code 1 3-5 8}. */
public final class NumberList {
    /** Longer ranges than anyone numbers things are mistakes. */
    private static final int MAX_RANGE = 1_000_000;

    private NumberList() {}

    /**
     * The numbers of a list, separated by blanks or commas, in its order.
     *
     * @throws CommandException if something in it is no positive number or range
     */
    public static List<Integer> parse(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String word : list.strip().split("[\\s,]+", -1)) {
            int dash = word.indexOf('-');
            if (dash > 0) {
                addRange(numbers, number(word.substring(0, dash), word), number(word.substring(dash + 1), word));
            } else {
                numbers.add(number(word, word));
            }
        }
        return numbers;
    }

    private static void addRange(List<Integer> numbers, int first, int last) {
        if (last < first) {
            throw new CommandException("inverted range");
        }
        if (last - first >= MAX_RANGE) {
            throw new CommandException("The range " + first + "-" + last + " is too large.");
        }
        for (int number = first; number <= last; number++) {
            numbers.add(number);
        }
    }

    private static int number(String text, String word) {
        if (text.startsWith("-")) {
            throw new CommandException("negative value");
        }
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
            throw new CommandException("Bad number or range \"" + word + "\".");
        } catch (NumberFormatException e) {
            throw new CommandException("Bad number or range \"" + word + "\".");
        }
    }
}
