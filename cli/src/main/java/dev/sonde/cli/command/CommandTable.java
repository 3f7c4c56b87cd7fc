package dev.sonde.cli.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All commands in a tree by the words of their names. A word may be any prefix of a name that no other command of the same
 * level has, as in gdb.
 */
public final class CommandTable {
    private final Node root = new Node("");

    /** A word of a name: a command, a prefix of longer names, or both. */
    private static final class Node {
        private final String name;
        private final Map<String, Node> children = new TreeMap<>();
        private @Nullable Entry entry;

        Node(String name) {
            this.name = name;
        }

        /** Whether both lead to the same, so that a prefix of both is not ambiguous. */
        boolean isSameAs(Node other) {
            return this == other
                    || (entry != null && entry == other.entry && children.isEmpty() && other.children.isEmpty());
        }
    }

    /** A command that is made when it is first asked for. */
    private static final class Entry {
        private final List<String> names;
        private final Supplier<Command> maker;
        private @Nullable Command command;

        Entry(List<String> names, Supplier<Command> maker) {
            this.names = names;
            this.maker = maker;
        }

        Command command() {
            Command made = command;
            if (made == null) {
                made = maker.get();
                command = made;
            }
            return made;
        }
    }

    /**
     * What a line asks for.
     *
     * @param name the command's full name
     * @param arguments what follows it, without surrounding blanks
     */
    public record Match(Command command, String name, String arguments) {}

    /**
     * A command with all its names.
     *
     * @param names the first is the one that help uses
     */
    public record Listed(List<String> names, Command command) {
        /** The name that help uses. */
        public String name() {
            return names.getFirst();
        }

        /** The names and the summary, as lists of commands show them. */
        public String line() {
            return String.join(", ", names) + " -- " + command.summary();
        }
    }

    /** Enters the commands of a group. */
    public void add(CommandGroup group) {
        for (String names : group.names()) {
            List<String> all = split(names, ',');
            Entry entry = new Entry(all, () -> group.command(all.getFirst()));
            Node first = enter(all.getFirst(), entry);
            for (String name : all.subList(1, all.size())) {
                if (name.indexOf(' ') < 0 && all.getFirst().indexOf(' ') < 0) {
                    // The very same node, so that the alias is a prefix of longer names as well.
                    share(name, first);
                } else {
                    enter(name, entry);
                }
            }
        }
    }

    private Node enter(String name, Entry entry) {
        Node node = node(name);
        if (node.entry != null) {
            throw new IllegalArgumentException("two commands are called " + name);
        }
        node.entry = entry;
        return node;
    }

    private Node node(String name) {
        Node node = root;
        for (String word : split(name, ' ')) {
            Node parent = node;
            node = parent.children.computeIfAbsent(word, _ -> new Node(join(parent.name, word)));
        }
        return node;
    }

    private void share(String name, Node node) {
        if (root.children.putIfAbsent(name, node) != null) {
            throw new IllegalArgumentException("two commands are called " + name);
        }
    }

    /** Gives {@code name}, of one word or several, a command of the user's; it takes the place of one that had it. */
    public void define(String name, Command command) {
        node(name).entry = new Entry(List.of(name), () -> command);
    }

    /** Lets {@code alias} stand for a word with which names begin, such as {@code i} for {@code info}. */
    public void alias(String alias, String word) {
        Node node = root.children.get(word);
        if (node == null) {
            throw new IllegalArgumentException("no name begins with " + word);
        }
        share(alias, node);
    }

    /**
     * Finds the command of a line.
     *
     * @param line not empty
     * @throws CommandException if there is none, or the line could mean several
     */
    public Match find(String line) {
        Node node = root;
        String rest = line.strip();
        while (true) {
            int end = wordEnd(rest);
            String word = rest.substring(0, end);
            Node next = word.isEmpty() ? null : child(node, word, takesUnknown(node));
            if (next == null) {
                return match(node, rest, word);
            }
            rest = rest.substring(end).strip();
            node = next;
        }
    }

    /**
     * What may follow in an unfinished line: the names of commands, or what the command itself says.
     *
     * @param line up to the cursor
     */
    public List<String> complete(Session session, String line) {
        Node node = root;
        String rest = line.stripLeading();
        while (true) {
            int end = wordEnd(rest);
            Node next = end == 0 || end == rest.length() ? null : childOrNull(node, rest.substring(0, end));
            if (next == null) {
                break;
            }
            rest = rest.substring(end).stripLeading();
            node = next;
        }
        List<String> candidates = new ArrayList<>();
        if (wordEnd(rest) == rest.length()) {
            candidates.addAll(node.children.keySet());
        }
        Entry entry = node.entry;
        if (entry != null) {
            candidates.addAll(entry.command().complete(session, rest));
        }
        return candidates;
    }

    /**
     * The full words of a shortened name.
     *
     * @throws CommandException if there is no such command or prefix, or several
     */
    public String fullName(String name) {
        Node node = root;
        for (String word : split(name.strip(), ' ')) {
            Node next = word.isEmpty() ? node : child(node, word, false);
            if (next == null) {
                throw undefined(node, word);
            }
            node = next;
        }
        return node.name;
    }

    /** Every command below {@code prefix}, or all for an empty one, in the order of their first names. */
    public List<Listed> below(String prefix) {
        Node node = root;
        for (String word : split(prefix, ' ')) {
            Node next = childOrNull(node, word);
            if (next == null) {
                return List.of();
            }
            node = next;
        }
        Map<String, Listed> found = new TreeMap<>();
        collect(node.children.values(), found);
        return List.copyOf(found.values());
    }

    /** The command that has exactly this name, aliases included. */
    public Optional<Listed> named(String name) {
        Node node = root;
        for (String word : split(name, ' ')) {
            node = node.children.get(word);
            if (node == null) {
                return Optional.empty();
            }
        }
        Entry entry = node.entry;
        return entry == null ? Optional.empty() : Optional.of(new Listed(entry.names, entry.command()));
    }

    private static void collect(Collection<Node> nodes, Map<String, Listed> found) {
        for (Node node : nodes) {
            Entry entry = node.entry;
            if (entry != null) {
                found.computeIfAbsent(entry.names.getFirst(), _ -> new Listed(entry.names, entry.command()));
            }
            collect(node.children.values(), found);
        }
    }

    private static Match match(Node node, String rest, String word) {
        Entry entry = node.entry;
        if (entry != null
                && (rest.isEmpty() || node.children.isEmpty() || entry.command().takesUnknownWords())) {
            return new Match(entry.command(), entry.names.getFirst(), rest);
        }
        if (rest.isEmpty()) {
            return new Match(new SubcommandList(node.name), node.name, "");
        }
        throw undefined(node, word.isEmpty() ? rest : word);
    }

    private static CommandException undefined(Node node, String word) {
        String level = node.name.isEmpty() ? "" : node.name + " ";
        return new CommandException("Undefined " + level + "command: \"" + word + "\".  Try \"help"
                + (level.isEmpty() ? "" : " " + node.name) + "\".");
    }

    private static boolean takesUnknown(Node node) {
        Entry entry = node.entry;
        return entry != null && !node.children.isEmpty() && entry.command().takesUnknownWords();
    }

    private static @Nullable Node childOrNull(Node node, String word) {
        try {
            return child(node, word, true);
        } catch (CommandException e) {
            return null; // ambiguous: nothing can be said about what follows
        }
    }

    /** @param lenient whether an ambiguous word is left to the command at {@code node} */
    private static @Nullable Node child(Node node, String word, boolean lenient) {
        Node exact = node.children.get(word);
        if (exact != null) {
            return exact;
        }
        Node found = null;
        List<String> names = new ArrayList<>();
        boolean ambiguous = false;
        for (Map.Entry<String, Node> child : node.children.entrySet()) {
            if (child.getKey().startsWith(word)) {
                names.add(child.getKey());
                ambiguous |= found != null && !found.isSameAs(child.getValue());
                found = child.getValue();
            }
        }
        if (!ambiguous) {
            return found;
        }
        if (lenient) {
            return null;
        }
        String level = node.name.isEmpty() ? "" : node.name + " ";
        throw new CommandException(
                "Ambiguous " + level + "command \"" + word + "\": " + String.join(", ", names) + ".");
    }

    /** The end of the command's word: {@code x/4x} and {@code p$rax} are the commands x and p. */
    private static int wordEnd(String text) {
        int end = 0;
        while (end < text.length() && isWordCharacter(text.charAt(end))) {
            end++;
        }
        return end == 0 && text.startsWith("!") ? 1 : end;
    }

    private static boolean isWordCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
    }

    private static String join(String parent, String word) {
        return parent.isEmpty() ? word : parent + " " + word;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>(4);
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf(separator, start);
            end = end < 0 ? text.length() : end;
            parts.add(text.substring(start, end));
            start = end + 1;
        }
        return parts;
    }
}
