package dev.sonde.debuginfo.debuginfod;

import dev.sonde.debuginfo.elf.BuildId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The directory in which debuginfod-find(1) keeps what it fetched: {@code BUILD-ID/debuginfo} and so on. An empty file
 * there says that no server had it.
 */
final class DebuginfodCache {
    private static final Duration DEFAULT_MISS_AGE = Duration.ofMinutes(10);
    private static final String MISS_AGE_FILE = "cache_miss_s";

    /** What the cache knows of a file. */
    enum State {
        PRESENT,
        KNOWN_MISSING,
        UNKNOWN
    }

    private final Path directory;
    private final Clock clock;

    DebuginfodCache(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** The directory that debuginfod-find would use. */
    static Optional<Path> directory(Map<String, String> environment) {
        Optional<Path> configured = path(environment, "DEBUGINFOD_CACHE_PATH");
        if (configured.isPresent()) {
            return configured;
        }
        Optional<Path> home = path(environment, "HOME");
        Optional<Path> old =
                home.map(h -> h.resolve(".debuginfod_client_cache")).filter(Files::isDirectory);
        if (old.isPresent()) {
            return old;
        }
        return path(environment, "XDG_CACHE_HOME")
                .or(() -> home.map(h -> h.resolve(".cache")))
                .map(cache -> cache.resolve("debuginfod_client"));
    }

    private static Optional<Path> path(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isEmpty())
                .map(Path::of);
    }

    Path path(BuildId buildId, String name) {
        return directory.resolve(buildId.toString()).resolve(name);
    }

    State state(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return State.UNKNOWN;
        }
        if (Files.size(file) > 0) {
            return State.PRESENT;
        }
        Instant expires = Files.getLastModifiedTime(file).toInstant().plus(missAge());
        return clock.instant().isBefore(expires) ? State.KNOWN_MISSING : State.UNKNOWN;
    }

    void rememberMissing(Path file) throws IOException {
        Files.createDirectories(parent(file));
        Files.deleteIfExists(file);
        Files.createFile(file);
    }

    /** A new file beside {@code file} to download to, so that nobody sees half a file. */
    Path temporary(Path file) throws IOException {
        Files.createDirectories(parent(file));
        return Files.createTempFile(parent(file), file.getFileName() + ".", "");
    }

    void commit(Path temporary, Path file) throws IOException {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? directory : parent;
    }

    private Duration missAge() throws IOException {
        try {
            String text = Files.readString(directory.resolve(MISS_AGE_FILE)).trim();
            return text.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(text)) : DEFAULT_MISS_AGE;
        } catch (NoSuchFileException e) {
            return DEFAULT_MISS_AGE;
        }
    }
}
