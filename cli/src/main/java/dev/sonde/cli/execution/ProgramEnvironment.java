package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The environment that the program will be started with: the debugger's own, with the user's changes. */
public final class ProgramEnvironment {
    private final Map<String, String> variables = new TreeMap<>(System.getenv());

    private ProgramEnvironment() {}

    /** That of {@code session}. */
    public static ProgramEnvironment of(Session session) {
        return session.shared(ProgramEnvironment.class, _ -> new ProgramEnvironment());
    }

    /** Sets a variable. */
    public void set(String name, String value) {
        variables.put(name, value);
    }

    /** Removes a variable. */
    public void unset(String name) {
        variables.remove(name);
    }

    /** Removes all variables. */
    public void clear() {
        variables.clear();
    }

    /** The value of a variable. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** All variables, each {@code NAME=value}. */
    public List<String> all() {
        List<String> all = new ArrayList<>(variables.size());
        variables.forEach((name, value) -> all.add(name + "=" + value));
        return all;
    }
}
