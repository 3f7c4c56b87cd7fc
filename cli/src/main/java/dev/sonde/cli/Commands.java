package dev.sonde.cli;

import dev.sonde.cli.command.CommandTable;
import dev.sonde.cli.command.breakpoint.BreakpointCommands;
import dev.sonde.cli.command.core.CoreCommands;
import dev.sonde.cli.command.data.DataCommands;
import dev.sonde.cli.command.frame.FrameCommands;
import dev.sonde.cli.command.inferior.InferiorCommands;
import dev.sonde.cli.command.library.LibraryCommands;
import dev.sonde.cli.command.memory.MemoryCommands;
import dev.sonde.cli.command.process.ProcessCommands;
import dev.sonde.cli.command.register.RegisterCommands;
import dev.sonde.cli.command.run.RunCommands;
import dev.sonde.cli.command.script.ScriptCommands;
import dev.sonde.cli.command.sdb.SdbCommands;
import dev.sonde.cli.command.session.SessionCommands;
import dev.sonde.cli.command.session.SettingCommands;
import dev.sonde.cli.command.signal.SignalCommands;
import dev.sonde.cli.command.source.SourceCommands;
import dev.sonde.cli.command.thread.ThreadCommands;
import dev.sonde.cli.command.variable.VariableCommands;
import dev.sonde.cli.setting.Settings;

/** Every group of commands. */
final class Commands {
    private Commands() {}

    /** Enters all commands into {@code table}. */
    static void addTo(CommandTable table, Settings settings) {
        table.add(new RunCommands());
        table.add(new CoreCommands());
        table.add(new InferiorCommands());
        table.add(new BreakpointCommands());
        table.add(new ThreadCommands());
        table.add(new SignalCommands());
        table.add(new SdbCommands());
        table.add(new SessionCommands());
        table.add(new ScriptCommands());
        table.add(new LibraryCommands());
        table.add(new FrameCommands());
        table.add(new SourceCommands());
        table.add(new SettingCommands(settings));
        table.alias("i", "info");
        table.alias("inf", "info");
        table.add(new DataCommands());
        table.add(new VariableCommands());
        table.add(new MemoryCommands());
        table.add(new RegisterCommands());
        table.add(new ProcessCommands());
    }
}
