package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.WorkingDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The program to debug as users name it. */
public final class ProgramFile {
    private static final String PLAIN = "+-./:=@_%,^";

    private ProgramFile() {}

    /**
     * Loads a program's symbols: a path, or a name that is found in PATH when there is no such file here.
     *
     * @throws dev.sonde.engine.error.DebugException if it is no program
     */
    public static void load(Session session, String name) {
        session.target().load(find(WorkingDirectory.of(session).path(), name));
    }

    /** A file name without the quotes that may surround it. */
    static String unquoted(String name) {
        boolean quoted = name.length() > 1
                && (name.charAt(0) == '"' || name.charAt(0) == '\'')
                && name.charAt(name.length() - 1) == name.charAt(0);
        return quoted ? name.substring(1, name.length() - 1) : name;
    }

    /** The arguments as one line that is taken apart into the same arguments. */
    public static String quoted(List<String> arguments) {
        StringBuilder line = new StringBuilder();
        for (String argument : arguments) {
            if (!line.isEmpty()) {
                line.append(' ');
            }
            line.append(isPlain(argument) ? argument : "'" + argument.replace("'", "'\\''") + "'");
        }
        return line.toString();
    }

    private static Path find(Path directory, String name) {
        Path here = directory.resolve(name).normalize();
        if (name.indexOf('/') >= 0 || Files.isRegularFile(here)) {
            return here;
        }
        String path = System.getenv("PATH");
        if (path != null) {
            int start = 0;
            while (start <= path.length()) {
                int colon = path.indexOf(':', start);
                int end = colon < 0 ? path.length() : colon;
                Path candidate = Path.of(path.substring(start, end), name);
                if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                    return candidate.toAbsolutePath();
                }
                start = end + 1;
            }
        }
        return here;
    }

    private static boolean isPlain(String argument) {
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (!Character.isLetterOrDigit(c) && PLAIN.indexOf(c) < 0) {
                return false;
            }
        }
        return !argument.isEmpty();
    }
}
