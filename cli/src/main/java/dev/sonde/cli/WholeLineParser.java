package dev.sonde.cli;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Leaves a line as it is; for completion, its last word is what follows the last blank or operator. */
final class WholeLineParser implements Parser {
    private static final String SEPARATORS = " \t*&(,=+<>|!";

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        int start = cursor;
        while (start > 0 && SEPARATORS.indexOf(line.charAt(start - 1)) < 0) {
            start--;
        }
        return new Line(line, cursor, line.substring(start, cursor));
    }

    private record Line(String line, int cursor, String word) implements CompletingParsedLine {
        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate; // there is no quoting
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return word.length();
        }

        @Override
        public int wordCursor() {
            return word.length();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word);
        }
    }
}
