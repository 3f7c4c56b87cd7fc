package dev.sonde.debuginfo.debuginfod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sonde.debuginfo.elf.BuildId;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebuginfodClientTest {
    private static final BuildId ID = BuildId.parse("0123456789abcdef");
    private static final DebuginfodLimits LIMITS =
            new DebuginfodLimits(Duration.ofSeconds(30), Optional.empty(), OptionalLong.empty());

    @TempDir
    Path cache;

    private LoopbackServer server;
    private URI uri;

    @BeforeEach
    void startServer() throws IOException {
        server = new LoopbackServer(DebuginfodClientTest::answer);
        uri = server.uri();
    }

    @AfterEach
    void stopServer() throws IOException, InterruptedException {
        server.stop();
    }

    @Test
    void fetchesOnceAndThenReadsTheCache() throws IOException {
        try (DebuginfodClient client = client(LIMITS)) {
            Path file = cache.resolve(ID.toString()).resolve("debuginfo");
            assertThat(client.debugInfo(ID, DebuginfodProgress.SILENT)).isEqualTo(new DebuginfodResult.Fetched(file));
            assertThat(Files.readAllBytes(file)).isEqualTo(elf(ID));
            assertThat(client.debugInfo(ID, DebuginfodProgress.SILENT)).isEqualTo(new DebuginfodResult.Fetched(file));
            assertThat(server.requests()).containsExactly("/buildid/" + ID + "/debuginfo");
            assertOnlyFile("debuginfo");
        }
    }

    @Test
    void fetchesExecutablesAndSources() throws IOException {
        try (DebuginfodClient client = client(LIMITS)) {
            assertThat(client.executable(ID, DebuginfodProgress.SILENT)).isInstanceOf(DebuginfodResult.Fetched.class);
            DebuginfodResult source = client.source(ID, "/src/a b+c/é.c", DebuginfodProgress.SILENT);
            assertThat(source)
                    .isInstanceOfSatisfying(
                            DebuginfodResult.Fetched.class,
                            fetched -> assertThat(fetched.path())
                                    .hasContent("int x;")
                                    .hasFileName("source#src#a#b#c##.c"));
            assertThat(server.requests())
                    .containsExactly(
                            "/buildid/" + ID + "/executable", "/buildid/" + ID + "/source/src/a%20b%2Bc/%C3%A9.c");
            assertThatIllegalArgumentException().isThrownBy(() -> client.source(ID, "a.c", DebuginfodProgress.SILENT));
        }
    }

    @Test
    void remembersWhatNobodyHas() throws IOException {
        BuildId missing = BuildId.parse("00");
        try (DebuginfodClient client = client(LIMITS)) {
            assertThat(client.debugInfo(missing, DebuginfodProgress.SILENT))
                    .isInstanceOf(DebuginfodResult.NotFound.class);
            assertThat(client.debugInfo(missing, DebuginfodProgress.SILENT))
                    .isInstanceOf(DebuginfodResult.NotFound.class);
            assertThat(server.requests()).hasSize(1);

            Path marker = cache.resolve(missing.toString()).resolve("debuginfo");
            assertThat(marker).isEmptyFile();
            Files.setLastModifiedTime(marker, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
            assertThat(client.debugInfo(missing, DebuginfodProgress.SILENT))
                    .isInstanceOf(DebuginfodResult.NotFound.class);
            assertThat(server.requests()).hasSize(2);

            Files.writeString(cache.resolve("cache_miss_s"), "0\n");
            assertThat(client.debugInfo(missing, DebuginfodProgress.SILENT))
                    .isInstanceOf(DebuginfodResult.NotFound.class);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void asksTheNextServerAfterAFailure() {
        URI broken = URI.create(uri + "/broken");
        try (DebuginfodClient client = DebuginfodClient.of(List.of(broken, uri), cache, LIMITS)) {
            assertThat(client.debugInfo(ID, DebuginfodProgress.SILENT)).isInstanceOf(DebuginfodResult.Fetched.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void reportsFailuresAndKeepsNothing() throws IOException {
        URI broken = URI.create(uri + "/broken");
        try (DebuginfodClient client = DebuginfodClient.of(List.of(broken), cache, LIMITS)) {
            assertThat(client.debugInfo(ID, DebuginfodProgress.SILENT))
                    .isEqualTo(new DebuginfodResult.Failed(List.of(broken + ": HTTP status 500")));
        }
        assertNothingKept(ID);
    }

    @Test
    void refusesAFileWithAnotherBuildId() throws IOException {
        BuildId wrong = BuildId.parse("ee");
        try (DebuginfodClient client = client(LIMITS)) {
            assertThat(client.debugInfo(wrong, DebuginfodProgress.SILENT))
                    .isEqualTo(new DebuginfodResult.Failed(
                            List.of(uri + ": sent a file with build-id " + ID + ", expected ee")));
        }
        assertNothingKept(wrong);
    }

    @Test
    void refusesAFileAboveTheSizeLimit() throws IOException {
        DebuginfodLimits small = new DebuginfodLimits(Duration.ofSeconds(30), Optional.empty(), OptionalLong.of(10));
        try (DebuginfodClient client = client(small)) {
            assertThat(client.debugInfo(ID, DebuginfodProgress.SILENT))
                    .isEqualTo(new DebuginfodResult.Failed(List.of(uri + ": larger than the limit of 10 bytes")));
        }
        assertNothingKept(ID);
    }

    @Test
    void givesUpOnAServerThatStalls() {
        BuildId slow = BuildId.parse("51");
        DebuginfodLimits impatient =
                new DebuginfodLimits(Duration.ofMillis(200), Optional.empty(), OptionalLong.empty());
        try (DebuginfodClient client = client(impatient)) {
            assertThat(client.debugInfo(slow, DebuginfodProgress.SILENT))
                    .isInstanceOfSatisfying(
                            DebuginfodResult.Failed.class,
                            failed -> assertThat(failed.reasons())
                                    .singleElement()
                                    .asString()
                                    .contains("nothing received"));
        }
    }

    @Test
    void reportsProgressAndCanBeCancelled() throws IOException {
        BuildId slow = BuildId.parse("51");
        AtomicLong seen = new AtomicLong();
        AtomicLong size = new AtomicLong();
        try (DebuginfodClient client = client(LIMITS)) {
            DebuginfodResult result = client.debugInfo(slow, (received, total) -> {
                seen.set(received);
                size.set(total.orElse(-1));
                return received == 0;
            });
            assertThat(result).isInstanceOf(DebuginfodResult.Cancelled.class);
            assertThat(seen.get()).isPositive();
            assertThat(size.get()).isEqualTo(1000);
        }
        assertNothingKept(slow);
    }

    @Test
    void asksNobodyUnlessToldTo() {
        try (DebuginfodClient client = DebuginfodClient.fromEnvironment(Map.of("HOME", cache.toString()))) {
            assertThat(client.isEnabled()).isFalse();
            assertThat(client.debugInfo(ID, DebuginfodProgress.SILENT)).isInstanceOf(DebuginfodResult.Disabled.class);
        }
    }

    @Test
    void readsTheEnvironment() {
        Map<String, String> environment = Map.of(
                "DEBUGINFOD_URLS",
                "  " + uri + "/  nonsense ftp://host/ " + uri + "/two ",
                "DEBUGINFOD_CACHE_PATH",
                cache.resolve("own").toString());
        try (DebuginfodClient client = DebuginfodClient.fromEnvironment(environment)) {
            assertThat(client.servers()).containsExactly(uri, URI.create(uri + "/two"));
            assertThat(client.debugInfo(ID, DebuginfodProgress.SILENT))
                    .isEqualTo(new DebuginfodResult.Fetched(
                            cache.resolve("own").resolve(ID.toString()).resolve("debuginfo")));
        }
        assertThat(DebuginfodLimits.fromEnvironment(
                        Map.of("DEBUGINFOD_TIMEOUT", "5", "DEBUGINFOD_MAXTIME", "60", "DEBUGINFOD_MAXSIZE", "1000")))
                .isEqualTo(new DebuginfodLimits(
                        Duration.ofSeconds(5), Optional.of(Duration.ofSeconds(60)), OptionalLong.of(1000)));
        assertThat(DebuginfodLimits.fromEnvironment(Map.of("DEBUGINFOD_TIMEOUT", "soon")))
                .isEqualTo(new DebuginfodLimits(Duration.ofSeconds(90), Optional.empty(), OptionalLong.empty()));
    }

    @Test
    void usesTheCacheThatDebuginfodFindUses() throws IOException {
        assertThat(DebuginfodCache.directory(Map.of())).isEmpty();
        assertThat(DebuginfodCache.directory(Map.of("HOME", cache.toString())))
                .contains(cache.resolve(".cache/debuginfod_client"));
        assertThat(DebuginfodCache.directory(Map.of("HOME", cache.toString(), "XDG_CACHE_HOME", "/xdg")))
                .contains(Path.of("/xdg/debuginfod_client"));
        Path old = Files.createDirectory(cache.resolve(".debuginfod_client_cache"));
        assertThat(DebuginfodCache.directory(Map.of("HOME", cache.toString(), "XDG_CACHE_HOME", "/xdg")))
                .contains(old);
    }

    private DebuginfodClient client(DebuginfodLimits limits) {
        return DebuginfodClient.of(List.of(uri), cache, limits);
    }

    private void assertNothingKept(BuildId buildId) throws IOException {
        Path directory = cache.resolve(buildId.toString());
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files).isEmpty();
            }
        }
    }

    private void assertOnlyFile(String name) throws IOException {
        try (Stream<Path> files = Files.list(cache.resolve(ID.toString()))) {
            assertThat(files)
                    .extracting(file -> String.valueOf(file.getFileName()))
                    .containsExactly(name);
        }
    }

    private static LoopbackServer.Answer answer(String path) {
        if (path.startsWith("/broken")) {
            return answer(500, "");
        }
        if (path.contains("/source/")) {
            return answer(200, "int x;");
        }
        if (path.contains("/" + ID + "/") || path.contains("/ee/")) {
            return answer(200, new String(elf(ID), StandardCharsets.ISO_8859_1));
        }
        return path.contains("/51/") ? new LoopbackServer.Answer(200, "x".repeat(100), 1000) : answer(404, "");
    }

    private static LoopbackServer.Answer answer(int status, String body) {
        return new LoopbackServer.Answer(status, body, body.length());
    }

    /** An ELF header, one program header, and a note with the build-id. */
    private static byte[] elf(BuildId buildId) {
        byte[] id = buildId.bytes();
        ByteBuffer file = ByteBuffer.allocate(120 + 16 + id.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        file.putShort(16, (short) 3).putShort(18, (short) 62).putLong(32, 64).putShort(54, (short) 56);
        file.putShort(56, (short) 1);
        file.putInt(64, 4).putLong(72, 120).putLong(96, 16 + id.length).putLong(112, 4);
        file.putInt(120, 4).putInt(124, id.length).putInt(128, 3);
        file.put(132, "GNU\0".getBytes(StandardCharsets.US_ASCII)).put(136, id);
        return file.array();
    }
}
