package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import dev.sonde.cli.setting.Setting;
import dev.sonde.cli.setting.Settings;
import java.util.ArrayList;
import java.util.List;

/** A {@code set} and a {@code show} command for each setting. */
public final class SettingCommands implements CommandGroup {
    private static final String SET = "set ";
    private static final String SHOW = "show ";
    private static final String PRINT = "print ";

    private final Settings settings;

    /** The commands for {@code settings}. */
    public SettingCommands(Settings settings) {
        this.settings = settings;
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Setting setting : settings.all()) {
            names.add(names(SET, setting.name()));
            names.add(names(SHOW, setting.name()));
        }
        names.add("show");
        return names;
    }

    @Override
    public Command command(String name) {
        if (name.equals("show")) {
            return new ShowAll();
        }
        return name.startsWith(SET)
                ? new SetSetting(settings.setting(name.substring(SET.length())))
                : new ShowSetting(settings.setting(name.substring(SHOW.length())));
    }

    /** gdb lets {@code set p} and {@code set pr} stand for {@code set print}. */
    private static String names(String verb, String name) {
        if (!name.startsWith(PRINT)) {
            return verb + name;
        }
        String rest = name.substring(PRINT.length());
        return verb + name + "," + verb + "p " + rest + "," + verb + "pr " + rest;
    }
}
