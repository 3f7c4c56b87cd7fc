package dev.sonde.server.gdbserver;

import dev.sonde.server.gdbserver.ServerOptions.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the command line, which is gdbserver's. */
final class ServerOptionParser {
    private static final String DISABLE = "--disable-packet=";
    private static final String STDIO = "-";
    private static final Set<String> DISABLEABLE = Set.of("vCont", "T", "Tthread", "qC", "qfThreadInfo", "threads");
    private static final Set<String> WITHOUT_MEANING = Set.of("--debug", "--event-loop-debug");

    private final Deque<String> words;
    private Request request = Request.SERVE;
    private boolean attaches;
    private boolean multi;
    private boolean once;
    private List<String> wrapper = List.of();
    private boolean throughShell = true;
    private boolean randomize;
    private boolean tracePackets;
    private List<String> disabled = List.of();
    private String comm = "";

    private ServerOptionParser(List<String> words) {
        this.words = new ArrayDeque<>(words);
    }

    static ServerOptions parse(List<String> words) throws UsageException {
        return new ServerOptionParser(words).parse();
    }

    private ServerOptions parse() throws UsageException {
        while (!words.isEmpty() && words.peek().startsWith("-") && comm.isEmpty() && request == Request.SERVE) {
            option(words.pop());
        }
        if (request != Request.SERVE) {
            return options(List.of(), OptionalInt.empty());
        }
        if (comm.isEmpty()) {
            comm = next();
        }
        if ("--attach".equals(words.peek())) { // gdbserver takes it here, too
            words.pop();
            attaches = true;
        }
        List<String> rest = new ArrayList<>(words);
        if (attaches) {
            return options(List.of(), OptionalInt.of(pid(rest)));
        }
        if (rest.isEmpty() && !multi) {
            throw new UsageException("");
        }
        return options(rest, OptionalInt.empty());
    }

    private void option(String word) throws UsageException {
        switch (word) {
            case "--help" -> request = Request.SHOW_HELP;
            case "--version" -> request = Request.SHOW_VERSION;
            case "--attach" -> attaches = true;
            case "--multi" -> multi = true;
            case "--once" -> once = true;
            case "--wrapper" -> wrapper = wrapper();
            case "--disable-randomization" -> randomize = false;
            case "--no-disable-randomization" -> randomize = true;
            case "--startup-with-shell" -> throughShell = true;
            case "--no-startup-with-shell" -> throughShell = false;
            case "--remote-debug" -> tracePackets = true;
            case "--disable-packet" -> request = Request.SHOW_DISABLEABLE;
            case STDIO -> comm = STDIO;
            default -> {
                if (word.startsWith(DISABLE)) {
                    disable(List.of(word.substring(DISABLE.length()).split(",")));
                } else if (!WITHOUT_MEANING.contains(word)
                        && !word.startsWith("--debug-format=")
                        && !word.startsWith("--debug-file=")) {
                    throw new UsageException("Unknown argument: " + word);
                }
            }
        }
    }

    private List<String> wrapper() throws UsageException {
        List<String> command = new ArrayList<>();
        String word = next();
        while (!word.equals("--")) {
            command.add(word);
            word = next();
        }
        if (command.isEmpty()) {
            throw new UsageException("");
        }
        return command;
    }

    private void disable(List<String> packets) throws UsageException {
        for (String packet : packets) {
            if (!DISABLEABLE.contains(packet)) {
                throw new UsageException("Don't know how to disable \"" + packet + "\".");
            }
        }
        disabled = packets.contains("threads") ? List.of("vCont", "Tthread", "qC", "qfThreadInfo") : packets;
    }

    private String next() throws UsageException {
        if (words.isEmpty()) {
            throw new UsageException("");
        }
        return words.pop();
    }

    private static int pid(List<String> words) throws UsageException {
        try {
            int pid = words.size() == 1 ? Integer.decode(words.getFirst()) : 0;
            if (pid > 0) {
                return pid;
            }
        } catch (NumberFormatException e) {
            throw new UsageException("'" + words.getFirst() + "' is not a process ID");
        }
        throw new UsageException("");
    }

    private ServerOptions options(List<String> program, OptionalInt attach) {
        return new ServerOptions(
                request, comm, multi, once, wrapper, throughShell, randomize, tracePackets, disabled, program, attach);
    }
}
