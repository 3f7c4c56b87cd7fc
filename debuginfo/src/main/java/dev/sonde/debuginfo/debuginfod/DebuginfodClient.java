package dev.sonde.debuginfo.debuginfod;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.elf.BuildId;
import dev.sonde.debuginfo.elf.ElfFile;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches files by build-id from debuginfod servers, through a cache that it shares with debuginfod-find(1).
 *
 * <p>Servers are asked in turn until one has the file. Nothing is sent unless a server is configured. A debug file or
 * executable whose build-id is not the one asked for is refused. Thread-safe.
 */
public final class DebuginfodClient implements AutoCloseable {
    private final List<URI> servers;
    private final Optional<DebuginfodCache> cache;
    private final DebuginfodLimits limits;
    private final HttpClient http;

    private DebuginfodClient(List<URI> servers, Optional<DebuginfodCache> cache, DebuginfodLimits limits) {
        this.servers = servers;
        this.cache = cache;
        this.limits = limits;
        this.http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(limits.stall())
                .build();
    }

    /**
     * A client as the environment describes it: {@code DEBUGINFOD_URLS} (servers, separated by spaces),
     * {@code DEBUGINFOD_CACHE_PATH}, {@code DEBUGINFOD_TIMEOUT}, {@code DEBUGINFOD_MAXTIME},
     * {@code DEBUGINFOD_MAXSIZE}; see debuginfod-client-config(7). Words that are no HTTP URL are passed over.
     */
    public static DebuginfodClient fromEnvironment(Map<String, String> environment) {
        List<URI> servers = Arrays.stream(
                        environment.getOrDefault("DEBUGINFOD_URLS", "").split("\\s+", -1))
                .flatMap(word -> server(word).stream())
                .toList();
        Optional<DebuginfodCache> cache = DebuginfodCache.directory(environment)
                .map(directory -> new DebuginfodCache(directory, Clock.systemUTC()));
        return new DebuginfodClient(servers, cache, DebuginfodLimits.fromEnvironment(environment));
    }

    /** A client of these servers that caches below {@code directory}. */
    public static DebuginfodClient of(List<URI> servers, Path directory, DebuginfodLimits limits) {
        return new DebuginfodClient(
                List.copyOf(servers), Optional.of(new DebuginfodCache(directory, Clock.systemUTC())), limits);
    }

    /** Whether any server is configured. */
    public boolean isEnabled() {
        return !servers.isEmpty();
    }

    /** The servers, in the order in which they are asked. */
    public List<URI> servers() {
        return servers;
    }

    /** The separate debug file of the program or library with this build-id. */
    public DebuginfodResult debugInfo(BuildId buildId, DebuginfodProgress progress) {
        return fetch(buildId, "debuginfo", "debuginfo", progress);
    }

    /** The program or library with this build-id. */
    public DebuginfodResult executable(BuildId buildId, DebuginfodProgress progress) {
        return fetch(buildId, "executable", "executable", progress);
    }

    /**
     * A source file of the program or library with this build-id.
     *
     * @param sourcePath the absolute path that the debug information gives it
     * @throws IllegalArgumentException if {@code sourcePath} is not absolute
     */
    public DebuginfodResult source(BuildId buildId, String sourcePath, DebuginfodProgress progress) {
        if (!sourcePath.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path: " + sourcePath);
        }
        String cacheName = "source" + sourcePath.replaceAll("[^A-Za-z0-9._-]", "#");
        return fetch(buildId, "source" + encoded(sourcePath), cacheName, progress);
    }

    /** Ends what is still under way. */
    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private DebuginfodResult fetch(BuildId buildId, String request, String cacheName, DebuginfodProgress progress) {
        if (servers.isEmpty()) {
            return new DebuginfodResult.Disabled();
        }
        if (cache.isEmpty()) {
            return new DebuginfodResult.Failed(
                    List.of("neither DEBUGINFOD_CACHE_PATH nor HOME says where to keep files"));
        }
        try {
            Path file = cache.get().path(buildId, cacheName);
            return switch (cache.get().state(file)) {
                case PRESENT -> new DebuginfodResult.Fetched(file);
                case KNOWN_MISSING -> new DebuginfodResult.NotFound();
                case UNKNOWN -> download(cache.get(), buildId, request, file, progress);
            };
        } catch (IOException e) {
            return new DebuginfodResult.Failed(List.of("the cache cannot be used: " + e));
        }
    }

    private DebuginfodResult download(
            DebuginfodCache files, BuildId buildId, String request, Path file, DebuginfodProgress progress)
            throws IOException {
        List<String> failures = new ArrayList<>();
        for (URI server : servers) {
            Path temporary = files.temporary(file);
            try {
                URI uri = URI.create(server + "/buildid/" + buildId + "/" + request);
                Download.Outcome outcome = new Download(http, limits, progress).run(uri, temporary);
                if (outcome == Download.Outcome.CANCELLED) {
                    return new DebuginfodResult.Cancelled();
                }
                if (outcome == Download.Outcome.COMPLETE) {
                    check(temporary, buildId, request);
                    files.commit(temporary, file);
                    return new DebuginfodResult.Fetched(file);
                }
            } catch (IOException | FormatException e) {
                failures.add(server + ": " + e.getMessage());
            } finally {
                Files.deleteIfExists(temporary);
            }
        }
        if (failures.isEmpty()) {
            files.rememberMissing(file);
            return new DebuginfodResult.NotFound();
        }
        return new DebuginfodResult.Failed(List.copyOf(failures));
    }

    private static void check(Path file, BuildId buildId, String request) throws IOException {
        if (request.startsWith("source")) {
            return;
        }
        Optional<BuildId> theirs = ElfFile.open(file).buildId();
        if (!theirs.equals(Optional.of(buildId))) {
            throw new IOException("sent a file with build-id "
                    + theirs.map(BuildId::toString).orElse("none") + ", expected " + buildId);
        }
    }

    private static Optional<URI> server(String word) {
        String trimmed = word.endsWith("/") ? word.substring(0, word.length() - 1) : word;
        try {
            URI uri = new URI(trimmed);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            // Documented to be passed over, as debuginfod-find does with servers that it cannot use.
            return Optional.empty();
        }
    }

    /** Percent-encodes all but slashes and what RFC 3986 calls unreserved. */
    private static String encoded(String path) {
        StringBuilder result = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c == '/' || (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0));
            result.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return result.toString();
    }
}
