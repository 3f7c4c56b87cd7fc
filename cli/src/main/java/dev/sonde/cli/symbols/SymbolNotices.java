package dev.sonde.cli.symbols;

import dev.sonde.cli.console.Console;
import dev.sonde.cli.setting.Settings;
import dev.sonde.debuginfo.debuginfod.DebuginfodResult;
import dev.sonde.engine.symbols.SymbolFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Prints what becomes of debug files, and asks whether to fetch them. */
final class SymbolNotices implements SymbolFiles.Listener {
    /** What is done sooner needs no word. */
    private static final long PATIENCE_NANOS = 500_000_000;

    private final Console console;
    private final Settings settings;
    private final Map<String, Long> started = new ConcurrentHashMap<>();
    private final Map<String, Integer> shown = new ConcurrentHashMap<>();

    SymbolNotices(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public void refused(Path file, String reason) {
        console.error("warning: the debug file " + file + " does not match: " + reason + ".");
    }

    @Override
    public void indexing(String file, long done, long total) {
        long now = System.nanoTime();
        long since = started.computeIfAbsent(file, _ -> now);
        int percent = total == 0 ? 100 : (int) (done * 100 / total);
        Integer before = shown.get(file);
        if (now - since >= PATIENCE_NANOS && (before == null || before != percent)) {
            shown.put(file, percent);
            console.progress("Reading symbols from " + file + "... " + percent + "%");
        }
    }

    @Override
    public void indexed(String file) {
        started.remove(file);
        if (shown.remove(file) != null) {
            console.progress("");
        }
    }

    @Override
    public boolean mayFetch() {
        return switch (settings.text(Settings.DEBUGINFOD_ENABLED)) {
            case "on" -> true;
            case "ask" -> ask();
            default -> false;
        };
    }

    private boolean ask() {
        console.println("Debug files that this machine does not have can be fetched from:");
        for (String url : settings.text(Settings.DEBUGINFOD_URLS).strip().split("\\s+", -1)) {
            console.println("  <" + url + ">");
        }
        boolean yes = console.queryReluctantly("Enable debuginfod for this session? ");
        console.println(yes ? "Debuginfod has been enabled." : "Debuginfod has been disabled.");
        settings.setting(Settings.DEBUGINFOD_ENABLED).set(yes ? "on" : "off");
        return yes;
    }

    @Override
    public void fetching(String file, long received, OptionalLong total) {
        if (settings.text(Settings.DEBUGINFOD_VERBOSE).equals("0")) {
            return;
        }
        if (started.putIfAbsent(file, System.nanoTime()) == null) {
            console.notice("Downloading separate debug info for " + file + "...");
        }
        if (received > 0) {
            String all = total.isPresent() ? " of " + megabytes(total.getAsLong()) : "";
            console.progress("Downloading separate debug info for " + file + ": " + megabytes(received) + all + " MB");
        }
    }

    private static String megabytes(long bytes) {
        return String.format("%.1f", bytes / 1e6);
    }

    @Override
    public void fetched(String file, DebuginfodResult result) {
        started.remove(file);
        console.progress("");
        if (settings.text(Settings.DEBUGINFOD_VERBOSE).equals("0")) {
            return;
        }
        switch (result) {
            case DebuginfodResult.Fetched(Path path) ->
                console.notice("The separate debug info for " + file + " is there: " + path);
            case DebuginfodResult.NotFound() -> console.notice("No server has separate debug info for " + file + ".");
            case DebuginfodResult.Cancelled() ->
                console.notice("Downloading separate debug info for " + file + " was cancelled.");
            case DebuginfodResult.Disabled() -> {} // nothing was begun
            case DebuginfodResult.Failed(var reasons) ->
                console.error("warning: separate debug info for " + file + " could not be downloaded: "
                        + String.join("; ", reasons));
        }
    }
}
