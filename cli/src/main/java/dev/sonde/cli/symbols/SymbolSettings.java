package dev.sonde.cli.symbols;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.setting.Settings;
import dev.sonde.debuginfo.debuginfod.DebuginfodClient;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.SourceInformation;
import dev.sonde.engine.symbols.SymbolFiles;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings about symbols, and what is done about symbols while the user types. One per session. */
public final class SymbolSettings {
    private final Session session;
    private Optional<String> prepared = Optional.empty();
    private int resolved;

    private SymbolSettings(Session session) {
        this.session = session;
    }

    /** That of {@code session}. */
    public static SymbolSettings of(Session session) {
        return session.shared(SymbolSettings.class, SymbolSettings::new);
    }

    /** Makes the settings take effect, and the user hear of symbols. */
    public void follow() {
        Settings settings = session.settings();
        SymbolFiles files = session.target().symbolFiles();
        files.listener(new SymbolNotices(session.console(), settings));
        settings.setting(Settings.DEBUG_FILE_DIRECTORY)
                .onChange(() -> files.directories(directories(settings.text(Settings.DEBUG_FILE_DIRECTORY))));
        Runnable client = () -> files.client(client(settings));
        settings.setting(Settings.DEBUGINFOD_ENABLED).onChange(client);
        settings.setting(Settings.DEBUGINFOD_URLS).onChange(client);
        resolved = files.version();
    }

    private static List<Path> directories(String text) {
        return Arrays.stream(text.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .toList();
    }

    private static Optional<DebuginfodClient> client(Settings settings) {
        String urls = settings.text(Settings.DEBUGINFOD_URLS);
        if (urls.isBlank() || settings.text(Settings.DEBUGINFOD_ENABLED).equals("off")) {
            return Optional.empty();
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("DEBUGINFOD_URLS", urls);
        return Optional.of(DebuginfodClient.fromEnvironment(environment));
    }

    /**
     * Without a user there is no prompt to block: waits for what is being fetched before a command needs it.
     *
     * @throws InterruptedException if interrupted, which stops fetching
     */
    public void awaitFiles() throws InterruptedException {
        if (session.console().isInteractive() || client(session.settings()).isEmpty()) {
            return;
        }
        session.target().modules().all().forEach(LoadedModule::source);
        session.target().symbolFiles().awaitFetching();
        resolve();
    }

    private void resolve() {
        int now = session.target().symbolFiles().version();
        if (now != resolved) {
            resolved = now;
            session.target().resolveBreakpoints();
        }
    }

    /**
     * The user is about to type: breakpoints get the symbols that came meanwhile, and the names of a program that is new
     * are read while the user thinks.
     */
    public void prepare() {
        resolve();
        Optional<LoadedModule> program =
                session.target().modules().all().stream().findFirst();
        Optional<String> name = program.map(LoadedModule::name);
        if (!name.equals(prepared)) {
            prepared = name;
            program.flatMap(LoadedModule::source).ifPresent(SourceInformation::readNames);
        }
    }
}
