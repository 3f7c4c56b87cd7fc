package dev.sonde.engine.remote;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a user chooses about remote debugging; may be changed while connected. */
public final class RemoteSettings {
    /** How long an answer may take by default. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    private volatile Duration timeout = DEFAULT_TIMEOUT;
    private volatile String executable = "";
    private volatile Consumer<String> output = text -> {};
    private volatile BooleanSupplier givesUp = () -> true;
    private volatile @Nullable Consumer<String> trace;

    /** The defaults. */
    public RemoteSettings() {}

    /** How long an answer may take before the question is repeated; after the third time the connection is given up. */
    public Duration timeout() {
        return timeout;
    }

    /** Chooses how long an answer may take. */
    public void timeout(Duration limit) {
        timeout = limit;
    }

    /** The path, as the stub knows it, of the program that it is to start; empty for that of the debugger. */
    public String executable() {
        return executable;
    }

    /** Chooses the program that the stub is to start. */
    public void executable(String path) {
        executable = path;
    }

    /** Where the text goes that the stub has for the user's console. */
    public Consumer<String> output() {
        return output;
    }

    /** Chooses where the stub's text for the console goes. Called on the thread that speaks to the stub. */
    public void output(Consumer<String> console) {
        output = console;
    }

    /** Whether to give up a stub that has not stopped when it was asked to, and is asked again. */
    public BooleanSupplier givesUp() {
        return givesUp;
    }

    /** Chooses who decides whether to give up a stub that does not stop. */
    public void givesUp(BooleanSupplier judge) {
        givesUp = judge;
    }

    /** Who is told of each packet, if somebody is. */
    public @Nullable Consumer<String> trace() {
        return trace;
    }

    /** Chooses who is told of each packet; null for nobody. */
    public void trace(@Nullable Consumer<String> listener) {
        trace = listener;
    }
}
