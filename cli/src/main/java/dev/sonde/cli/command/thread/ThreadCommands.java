package dev.sonde.cli.command.thread;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import java.util.List;

/** The commands of this package. */
public final class ThreadCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of(
                "thread,t",
                "thread apply",
                "thread apply all",
                "thread name",
                "thread find",
                "info threads",
                "taas",
                "tfaas");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "thread" -> new SelectThread();
            case "thread apply" -> new ThreadApply(false);
            case "thread apply all" -> new ThreadApply(true);
            case "thread name" -> new ThreadName();
            case "thread find" -> new ThreadFind();
            case "info threads" -> new InfoThreads();
            case "taas" ->
                new Shorthand(
                        "taas",
                        "thread apply all -s",
                        "Carry out a command for every thread, silent where it fails or says nothing.");
            case "tfaas" ->
                new Shorthand(
                        "tfaas",
                        "thread apply all -s frame apply all -s",
                        "Carry out a command for every frame of every thread, silent where it fails or says nothing.");
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }
}
