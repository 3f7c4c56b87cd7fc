package dev.sonde.cli.symbols;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.setting.Setting;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.library.LibraryOptions;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes the settings about shared libraries take effect. */
public final class LibrarySettings {
    private static final String OF_THE_PROCESS = "target:";

    private LibrarySettings() {}

    /** From now on, whenever one changes. */
    public static void follow(Session session) {
        Settings settings = session.settings();
        Runnable apply = () -> session.target().libraryOptions(options(settings));
        for (String name : List.of(
                Settings.AUTO_SOLIB_ADD, Settings.STOP_ON_SOLIB_EVENTS, Settings.SYSROOT, Settings.SOLIB_SEARCH_PATH)) {
            settings.setting(name).onChange(apply);
        }
    }

    private static LibraryOptions options(Settings settings) {
        return new LibraryOptions(
                Optional.of(settings.text(Settings.SYSROOT))
                        .filter(root -> !root.isEmpty() && !root.equals(OF_THE_PROCESS))
                        .map(Path::of),
                Arrays.stream(settings.text(Settings.SOLIB_SEARCH_PATH).split(File.pathSeparator))
                        .filter(directory -> !directory.isEmpty())
                        .map(Path::of)
                        .toList(),
                settings.is(Settings.AUTO_SOLIB_ADD),
                settings.setting(Settings.STOP_ON_SOLIB_EVENTS) instanceof Setting.WholeNumber number
                        && number.number() != 0);
    }
}
