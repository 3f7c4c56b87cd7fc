package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code echo TEXT}. */
final class Echo extends Command {
    Echo() {
        super(Topic.SUPPORT, "Print a text, without a line end.");
    }

    @Override
    public String details() {
        return "Usage: echo TEXT\n\\n, \\t, \\\\, \\\", \\a, \\e and octal \\NNN are as in C; a backslash before another\n"
                + "character stands for it, so that \"\\ \" keeps a blank at either end.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < arguments.length()) {
            char c = arguments.charAt(at++);
            if (c != '\\') {
                text.append(c);
            } else if (at < arguments.length()) {
                at = escape(arguments, at, text);
            }
        }
        session.console().print(text.toString());
    }

    /** Appends what the escape at {@code at} means; where it ends. */
    private static int escape(String text, int at, StringBuilder into) {
        char c = text.charAt(at);
        if (c >= '0' && c <= '7') {
            int value = 0;
            int end = at;
            while (end < text.length() && end < at + 3 && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
                value = value * 8 + text.charAt(end) - '0';
                end++;
            }
            into.append((char) value);
            return end;
        }
        into.append(switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'a' -> '\007';
            case 'b' -> '\b';
            case 'e' -> '\033';
            case 'f' -> '\f';
            case 'v' -> '\013';
            default -> c;
        });
        return at + 1;
    }
}
