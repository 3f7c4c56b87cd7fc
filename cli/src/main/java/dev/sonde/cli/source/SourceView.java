package dev.sonde.cli.source;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.WorkingDirectory;
import dev.sonde.cli.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints lines of source files, and remembers which ones, so that the next listing goes on. One per session. */
public final class SourceView {
    /** How many lines a listing has. */
    public static final int LINES = 10;

    private final Session session;
    private final SourcePath path;
    private final SourceLines lines;
    private final Set<Path> saidToBeNewer = new HashSet<>();
    private @Nullable SourceRef current;
    private @Nullable SourceRef missing;
    private int line;
    private int first;
    private int last;

    private SourceView(Session session) {
        this.session = session;
        path = new SourcePath(WorkingDirectory.of(session));
        lines = new SourceLines(session.console());
    }

    /** That of {@code session}. */
    public static SourceView of(Session session) {
        return session.shared(SourceView.class, SourceView::new);
    }

    /** Where files are looked for. */
    public SourcePath path() {
        return path;
    }

    /** The file that was shown last. */
    public Optional<SourceRef> current() {
        return Optional.ofNullable(current);
    }

    /** The line that was shown by itself last, or the last of a listing; 0 if there was none. */
    public int line() {
        return line;
    }

    /** The first line of the last listing; 0 when a line was shown by itself since. */
    public int first() {
        return first;
    }

    /** The last line of the last listing. */
    public int last() {
        return last;
    }

    /** The file on this machine, if it is there. */
    public Optional<Path> find(SourceRef file) {
        return path.find(file.name(), file.path(), file.directory());
    }

    /** One line with its number, or that its file is missing; a listing without arguments shows what is around it. */
    public String line(SourceRef file, int number) {
        current = file;
        line = number;
        first = 0;
        last = 0;
        Optional<Path> found = find(file);
        if (found.isEmpty()) {
            boolean said = file.equals(missing);
            missing = file;
            return said ? number + "\tin " + file.name() : number + "\t" + file.name() + ": No such file or directory.";
        }
        missing = null;
        SourceText text = text(file, found.get());
        return number <= text.lines().size() ? numbered(number, text) : number + "\tin " + file.name();
    }

    /**
     * Prints lines, as far as there are any.
     *
     * @throws CommandException if there is not even the first
     */
    public void list(SourceRef file, int from, int to) {
        current = file;
        Optional<Path> found = find(file);
        if (found.isEmpty()) {
            first = from;
            last = to;
            line = from;
            missing = file;
            throw new CommandException(from + "\t" + file.name() + ": No such file or directory.");
        }
        SourceText text = text(file, found.get());
        int count = text.lines().size();
        if (from > count) {
            first = from;
            last = from;
            throw new CommandException(
                    "Line number " + from + " out of range; " + file.name() + " has " + count + " lines.");
        }
        int end = Math.min(to, count);
        for (int number = from; number <= end; number++) {
            session.console().println(numbered(number, text));
        }
        first = from;
        last = end;
        line = end;
    }

    /** Prints lines with their numbers, or that their file is missing; what a listing goes on from stays what it is. */
    public void print(SourceRef file, int from, int to) {
        Optional<Path> found = find(file);
        Optional<SourceText> text = found.map(source -> text(file, source));
        int count = text.map(source -> source.lines().size()).orElse(0);
        for (int number = from; number <= to; number++) {
            session.console()
                    .println(number <= count ? numbered(number, text.orElseThrow()) : number + "\tin " + file.name());
        }
    }

    private SourceText text(SourceRef file, Path found) {
        SourceText text = lines.of(found);
        if (isNewer(text, file.binary()) && saidToBeNewer.add(found)) {
            session.console().error("warning: Source file is more recent than executable.");
        }
        return text;
    }

    private static boolean isNewer(SourceText text, String binary) {
        try {
            return text.modified().compareTo(Files.getLastModifiedTime(Path.of(binary))) > 0;
        } catch (IOException | InvalidPathException e) {
            return false; // a binary that is not there, such as the vDSO, has no time to compare with
        }
    }

    private String numbered(int number, SourceText text) {
        boolean highlighted = session.settings().is(Settings.STYLE_SOURCES);
        return number + "\t"
                + (highlighted ? text.highlighter().line(number) : text.lines().get(number - 1));
    }
}
