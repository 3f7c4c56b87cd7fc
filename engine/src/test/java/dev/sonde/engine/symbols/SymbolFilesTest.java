package dev.sonde.engine.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sonde.debuginfo.debuginfod.DebuginfodClient;
import dev.sonde.debuginfo.debuginfod.DebuginfodLimits;
import dev.sonde.debuginfo.debuginfod.DebuginfodResult;
import dev.sonde.debuginfo.dwarf.index.EntryKind;
import dev.sonde.debuginfo.dwarf.index.IndexEntry;
import dev.sonde.debuginfo.dwarf.index.NameLookup;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.target.Target;
import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Debug files are found where the session looks for them, and fetched without anybody waiting. */
@Timeout(60)
class SymbolFilesTest {
    private static final Path COMPLETE =
            TestProgram.of("recursion.c").flags("-O0", "-Wl,--build-id").compile();

    @TempDir
    Path directory;

    private final ModuleLoader loader = new ModuleLoader();
    private final SymbolFiles files = loader.symbolFiles();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private Path program = Path.of("");
    private Path debug = Path.of("");

    @BeforeEach
    void split() throws IOException, InterruptedException {
        program = directory.resolve("program");
        debug = directory.resolve("program.dbg");
        run("objcopy", "--only-keep-debug", COMPLETE.toString(), debug.toString());
        run("objcopy", "--strip-all", COMPLETE.toString(), program.toString());
        files.listener(new SymbolFiles.Listener() {
            @Override
            public void refused(Path file, String reason) {
                refused.add(file.getFileName() + " " + reason);
            }
        });
    }

    @Test
    void directoriesThatAreSetLaterAreLookedAt() throws IOException {
        LoadedModule module = module();
        assertThat(module.source()).isEmpty();
        String id = buildId();
        Path place = directory.resolve("debug/.build-id/" + id.substring(0, 2) + "/" + id.substring(2) + ".debug");
        Files.createDirectories(place.getParent());
        Files.copy(debug, place);
        assertThat(module.source()).isEmpty();
        files.directories(List.of(directory.resolve("debug")));
        assertThat(module.source()).isPresent();
        assertThat(refused).isEmpty();
    }

    @Test
    void whatDoesNotMatchIsRefusedOnceWithBothBuildIds() throws IOException, InterruptedException {
        String id = buildId();
        Path place = directory.resolve("debug/.build-id/" + id.substring(0, 2) + "/" + id.substring(2) + ".debug");
        Files.createDirectories(place.getParent());
        Path other =
                TestProgram.of("recursion.c").flags("-O1", "-Wl,--build-id").compile();
        Files.copy(other, place);
        files.directories(List.of(directory.resolve("debug")));
        LoadedModule module = module();
        assertThat(module.source()).isEmpty();
        files.directories(List.of(directory.resolve("debug")));
        assertThat(module.source()).isEmpty();
        String theirs = ElfFile.open(other).buildId().orElseThrow().toString();
        assertThat(refused).containsExactly(place.getFileName() + " its build-id is " + theirs + ", expected " + id);
    }

    @Test
    void aServersFileComesWhileNobodyWaits() throws IOException, InterruptedException {
        var asked = new CountDownLatch(1);
        var mayAnswer = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server, asked, mayAnswer));
            allow(server, new CopyOnWriteArrayList<>());
            LoadedModule module = module();
            assertThat(module.source()).isEmpty();
            asked.await();
            // The server has said nothing yet, and still there is an answer.
            assertThat(module.source()).isEmpty();
            assertThat(files.isFetching()).isTrue();
            int before = files.version();
            mayAnswer.countDown();
            files.awaitFetching();
            assertThat(files.version()).isGreaterThan(before);
            assertThat(module.source()).isPresent();
            assertThat(module.functionsNamed("factorial")).hasSize(1);
        }
    }

    @Test
    void fetchingCanBeCancelled() throws IOException, InterruptedException {
        var asked = new CountDownLatch(1);
        List<DebuginfodResult> results = new CopyOnWriteArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server, asked, new CountDownLatch(1)));
            allow(server, results);
            LoadedModule module = module();
            assertThat(module.source()).isEmpty();
            asked.await();
            files.cancelFetching();
            files.awaitFetching();
            assertThat(results).containsExactly(new DebuginfodResult.Cancelled());
            assertThat(module.source()).isEmpty();
            assertThat(files.isFetching()).isFalse();
        }
    }

    @Test
    void nothingIsAskedUnlessAllowed() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            files.client(Optional.of(client(server)));
            assertThat(module().source()).isEmpty();
            assertThat(files.isFetching()).isFalse();
        }
    }

    @Test
    void aBacktraceNeedsNoIndex() throws InterruptedException {
        try (Target target = Target.launch(LaunchOptions.of(COMPLETE.toString()))) {
            // By address: a name would be looked for in the index.
            long address = target.modules().symbolsNamed("factorial").getFirst().start();
            target.breakAt(new LocationSpec.Address(address));
            target.resume();
            target.resume();
            assertThat(target.backtrace().all())
                    .extracting(frame -> frame.source().orElseThrow().text())
                    .allMatch(place -> place.matches(".*recursion.c:\\d+"))
                    .hasSize(3);
            assertThat(target.modules().all())
                    .allMatch(module -> module.source()
                            .filter(SourceInformation::readsNames)
                            .isEmpty());
            assertThat(target.modules().functionsNamed("factorial")).hasSize(1);
            assertThat(target.modules().all().getFirst().source().orElseThrow().readsNames())
                    .isTrue();
        }
    }

    @Test
    void waitingForNamesCanBeInterrupted() throws InterruptedException {
        var mayGoOn = new CountDownLatch(1);
        List<String> ended = new CopyOnWriteArrayList<>();
        var listener = new SymbolFiles.Listener() {
            @Override
            public void indexed(String file) {
                ended.add(file);
            }
        };
        var indexing = new Indexing("file", listener, progress -> {
            while (!progress.cancelled()) {
                Thread.onSpinWait();
            }
            mayGoOn.countDown();
            throw new CancellationException();
        });
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(indexing::await);
        assertThat(Thread.interrupted()).isTrue();
        mayGoOn.await();
        assertThat(indexing.isStarted()).isFalse();
        var second = new Indexing("file", listener, progress -> {
            progress.advanced(1, 1);
            return new NoNames();
        });
        assertThat(second.await().find("x")).isEmpty();
        assertThat(second.isStarted()).isTrue();
        assertThat(ended).contains("file");
    }

    private record NoNames() implements NameLookup {
        @Override
        public List<IndexEntry> find(String name) {
            return List.of();
        }

        @Override
        public void forEach(EntryKind kind, Predicate<String> wanted, Consumer<IndexEntry> action) {}
    }

    private LoadedModule module() {
        return loader.ofFile(program).all().getFirst();
    }

    private String buildId() throws IOException {
        return ElfFile.open(program).buildId().orElseThrow().toString();
    }

    private void allow(ServerSocket server, List<DebuginfodResult> results) {
        files.listener(new SymbolFiles.Listener() {
            @Override
            public boolean mayFetch() {
                return true;
            }

            @Override
            public void fetched(String file, DebuginfodResult result) {
                results.add(result);
            }
        });
        files.client(Optional.of(client(server)));
    }

    private DebuginfodClient client(ServerSocket server) {
        return DebuginfodClient.of(
                List.of(URI.create("http://127.0.0.1:" + server.getLocalPort())),
                directory.resolve("cache"),
                new DebuginfodLimits(Duration.ofSeconds(30), Optional.empty(), OptionalLong.empty()));
    }

    private void serve(ServerSocket server, CountDownLatch asked, CountDownLatch mayAnswer) {
        try (Socket socket = server.accept();
                OutputStream out = socket.getOutputStream()) {
            while (socket.getInputStream().read() != '\r') {
                // The request says which file; there is only one.
            }
            asked.countDown();
            mayAnswer.await();
            byte[] content = Files.readAllBytes(debug);
            out.write(("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + content.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(content);
        } catch (IOException | InterruptedException e) {
            // The client went away, which is what some tests are about.
            asked.countDown();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
