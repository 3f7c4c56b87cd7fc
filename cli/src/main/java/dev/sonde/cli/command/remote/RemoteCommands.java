package dev.sonde.cli.command.remote;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import dev.sonde.cli.command.SubcommandList;
import java.util.List;

/** The commands of this package. */
public final class RemoteCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of(
                "target",
                "target remote",
                "target extended-remote",
                "disconnect",
                "monitor",
                "remote",
                "remote put",
                "remote get",
                "remote delete",
                "maintenance,mt",
                "maintenance packet");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "target", "remote", "maintenance" -> new SubcommandList(name);
            case "target remote" -> new Connect(false);
            case "target extended-remote" -> new Connect(true);
            case "disconnect" -> new Disconnect();
            case "monitor" -> new Monitor();
            case "remote put" -> new CopyFile(true);
            case "remote get" -> new CopyFile(false);
            case "remote delete" -> new DeleteFile();
            case "maintenance packet" -> new SendPacket();
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }
}
