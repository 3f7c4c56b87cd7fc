package dev.sonde.cli.command.source;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.source.CurrentLine;
import dev.sonde.cli.source.SourceRef;
import dev.sonde.cli.source.SourceView;
import java.util.List;

/** {@code list} with the forms of the GDB manual, "Printing Source Lines". */
final class ListSource extends Command {
    private static final int BEFORE = 5;

    ListSource() {
        super(Topic.FILES, "List source lines.");
    }

    @Override
    public String details() {
        return """
                Usage: list [LOCATION | FIRST,LAST | FIRST, | ,LAST | -]
                Without an argument, ten lines more, or around the last one that was shown; with -, the ten before.
                LOCATION is a line, FILE:LINE, a function or *ADDRESS.""";
    }

    @Override
    public Repetition repetition() {
        return Repetition.CONTINUE;
    }

    @Override
    public void run(Session session, String arguments) {
        SourceView view = SourceView.of(session);
        if (arguments.isEmpty() || arguments.equals("+")) {
            forward(session, view);
        } else if (arguments.equals("-")) {
            backward(session, view);
        } else if (arguments.indexOf(',') >= 0) {
            range(session, view, arguments);
        } else {
            Places.Place place = Places.parse(session, arguments);
            around(view, place.file(), place.line());
        }
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.functions(session, arguments);
    }

    private static void forward(Session session, SourceView view) {
        SourceRef file = file(session);
        if (view.first() > 0) {
            view.list(file, view.last() + 1, view.last() + SourceView.LINES);
        } else {
            around(view, file, CurrentLine.of(session).line());
        }
    }

    private static void backward(Session session, SourceView view) {
        SourceRef file = file(session);
        int first = view.first() > 0
                ? view.first()
                : Math.max(1, CurrentLine.of(session).line() - BEFORE);
        if (first <= 1) {
            throw new CommandException("Already at the start of " + file.name() + ".");
        }
        view.list(file, Math.max(1, first - SourceView.LINES), first - 1);
    }

    private static void range(Session session, SourceView view, String arguments) {
        int comma = arguments.indexOf(',');
        String first = arguments.substring(0, comma).strip();
        String last = arguments.substring(comma + 1).strip();
        if (first.isEmpty()) {
            Places.Place end = Places.parse(session, last);
            view.list(end.file(), Math.max(1, end.line() - SourceView.LINES + 1), end.line());
            return;
        }
        Places.Place start = Places.parse(session, first);
        if (last.isEmpty()) {
            view.list(start.file(), start.line(), start.line() + SourceView.LINES - 1);
            return;
        }
        boolean plain = last.chars().allMatch(Character::isDigit);
        Places.Place end = Places.parse(session, plain ? start.file().path() + ":" + last : last);
        if (!end.file().path().equals(start.file().path())) {
            throw new CommandException("Specified first and last lines are in different files.");
        }
        view.list(start.file(), start.line(), end.line());
    }

    private static void around(SourceView view, SourceRef file, int line) {
        int first = Math.max(1, line - BEFORE);
        view.list(file, first, first + SourceView.LINES - 1);
    }

    private static SourceRef file(Session session) {
        return CurrentLine.of(session)
                .file()
                .orElseThrow(() -> new CommandException("No symbol table is loaded.  Use the \"file\" command."));
    }
}
