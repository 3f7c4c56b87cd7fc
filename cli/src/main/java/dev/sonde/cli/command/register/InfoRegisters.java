package dev.sonde.cli.command.register;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code info registers [NAME | GROUP]...} and its relatives, which differ in what they list without a name. */
final class InfoRegisters extends Command {
    private final String usage;
    private final Function<RegisterTable, List<Register>> all;

    /** @param all what is listed without a name */
    InfoRegisters(Topic topic, String summary, String usage, Function<RegisterTable, List<Register>> all) {
        super(topic, summary);
        this.usage = usage;
        this.all = all;
    }

    @Override
    public String details() {
        return "Usage: " + usage + "\nThe groups are general, float, vector, system and all.";
    }

    @Override
    public void run(Session session, String arguments) {
        RegisterListing listing = RegisterListing.of(session);
        if (arguments.isEmpty()) {
            all.apply(listing.table()).forEach(listing::row);
            return;
        }
        Words words = new Words(arguments);
        while (!words.isEmpty()) {
            String word = words.next();
            String name = word.startsWith("$") ? word.substring(1) : word;
            if (name.isEmpty()) {
                throw new CommandException("Missing register name");
            }
            Optional<Register> register = listing.table().find(name);
            if (register.isPresent()) {
                listing.row(register.get(), name);
            } else {
                RegisterGroups.named(name, listing.table())
                        .orElseThrow(() -> new CommandException("Invalid register `" + name + "'"))
                        .forEach(listing::row);
            }
        }
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return session.target().hasProcess()
                ? session.target().inferior().registerTable().names().toList()
                : List.of();
    }
}
