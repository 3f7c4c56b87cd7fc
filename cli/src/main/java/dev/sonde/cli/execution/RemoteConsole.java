package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.target.RemoteTarget;
import java.time.Duration;

/** Makes the settings about remote debugging take effect, and shows what a stub has to say. */
public final class RemoteConsole {
    private RemoteConsole() {}

    /** From now on. */
    public static void follow(Session session) {
        Settings settings = session.settings();
        RemoteTarget remote = session.target().remote();
        settings.setting(Settings.REMOTE_TIMEOUT)
                .onChange(() ->
                        remote.timeout(Duration.ofSeconds(Math.max(1, settings.number(Settings.REMOTE_TIMEOUT)))));
        settings.setting(Settings.REMOTE_EXEC_FILE)
                .onChange(() -> remote.executable(settings.text(Settings.REMOTE_EXEC_FILE)));
        settings.setting(Settings.DEBUG_REMOTE)
                .onChange(() -> remote.trace(
                        settings.is(Settings.DEBUG_REMOTE)
                                ? text -> session.console().error("[remote] " + text)
                                : null));
        remote.output(text -> {
            session.console().print(text);
            session.console().flush();
        });
        remote.givesUp(() -> session.console().query("Interrupted while waiting for the program.\nGive up waiting? "));
    }
}
