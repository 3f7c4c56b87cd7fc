package dev.sonde.engine.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.engine.breakpoint.Catchpoint;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.library.LibraryOptions;
import dev.sonde.engine.library.SharedLibrary;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.ModuleLoader;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Libraries that come and go, whose files are elsewhere, and whose list is damaged. */
@Timeout(120)
class LibraryTest {
    private static final Path PLUGIN =
            TestProgram.of("plugin.c").flags("-shared", "-fPIC", "-nostdlib").compile();
    private static final Path FILES = TestProgram.of("library-files.c").compile();
    private static final Path MANY = TestProgram.of("many-libraries.c").compile();
    private static final LocationSpec WORK = new LocationSpec.Function("plugin_work");

    @TempDir
    private Path directory;

    private static Target launch(Path program, String... arguments) {
        return Target.launch(LaunchOptions.of(program.toString(), arguments).withStdio(Stdio.pipes()));
    }

    private Path copy(String name) throws IOException {
        return Files.copy(PLUGIN, directory.resolve(name));
    }

    private static List<StopReason> reasons(Stop stop) {
        assertThat(stop).isInstanceOf(Stop.Stopped.class);
        return ((Stop.Stopped) stop).reasons();
    }

    /** Lets the program run to the int3 that it contains. */
    private static void runToTrap(Target target) throws InterruptedException {
        Stop stop = target.resume();
        assumeFalse(stop.equals(new Stop.Exited(77)), "the system does not let the program do this");
        assertThat(reasons(stop))
                .singleElement()
                .isInstanceOfSatisfying(
                        StopReason.Other.class,
                        other -> assertThat(other.cause()).isInstanceOf(StopCause.Signalled.class));
    }

    private static List<String> names(List<SharedLibrary> libraries) {
        return libraries.stream().map(SharedLibrary::name).toList();
    }

    private static LoadedModule plugin(Target target) {
        SharedLibrary last = target.libraries().getLast();
        return last.module().orElseThrow(() -> new AssertionError(last + " has no file"));
    }

    private void hitsThePlugin(String name, String... arguments) throws InterruptedException {
        try (Target target = launch(FILES, arguments)) {
            runToTrap(target);
            assertThat(target.libraries().getLast().name()).isEqualTo(name);
            CodeBreakpoint work = target.breakAt(WORK);
            assertThat(work.locations()).hasSize(1);
            assertThat(reasons(target.resume())).containsExactly(new StopReason.BreakpointHit(work));
            long pc = target.selectedThread().registers().readLong(Register.RIP);
            assertThat(target.modules().sourceAt(pc).orElseThrow().file()).endsWith("plugin.c");
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
        }
    }

    @Test
    void aLibraryThatWasDeleted() throws IOException, InterruptedException {
        Path file = copy("gone.so");
        hitsThePlugin(file.toString(), "delete", file.toString());
        assertThat(file).doesNotExist();
    }

    @Test
    void aLibraryWhoseFileIsAnotherOneNow() throws IOException, InterruptedException {
        Path file = copy("old.so");
        Path other = Files.copy(
                TestProgram.of("tls-plugin.c").flags("-shared", "-fPIC").compile(), directory.resolve("new.so"));
        hitsThePlugin(file.toString(), "replace", file.toString(), other.toString());
        assertThat(Files.mismatch(file, PLUGIN)).isNotNegative();
    }

    @Test
    void aLibraryWithoutABuildIdWhoseFileWasReplacedByOneWithTheSameHeaders() throws IOException, InterruptedException {
        Path plain = TestProgram.of("plugin.c")
                .flags("-shared", "-fPIC", "-nostdlib", "-Wl,--build-id=none")
                .compile();
        Path file = Files.copy(plain, directory.resolve("plain.so"));
        byte[] bytes = Files.readAllBytes(plain);
        bytes[bytes.length - 1] ^= 1;
        Path other = Files.write(directory.resolve("other.so"), bytes);
        try (Target target = launch(FILES, "replace", file.toString(), other.toString())) {
            runToTrap(target);
            assertThat(plugin(target).elf().bytes().mismatch(ElfFile.open(plain).bytes()))
                    .isEqualTo(-1);
        }
    }

    @Test
    void aLibraryThatNeverHadAName() throws InterruptedException {
        try (Target target = launch(FILES, "memfd", PLUGIN.toString())) {
            runToTrap(target);
            assertThat(target.libraries().getLast().name()).startsWith("/proc/self/fd/");
            assertThat(plugin(target).symbolsNamed("plugin_work")).isNotEmpty();
        }
    }

    @Test
    void aLibraryInAnotherRootDirectory() throws IOException, InterruptedException {
        copy("jailed.so");
        hitsThePlugin("/jailed.so", "chroot", "/jailed.so", directory.toString());
    }

    @Test
    void aLibraryThatOnlyTheProgramsMountNamespaceHas() throws IOException, InterruptedException {
        Path source = Files.createDirectory(directory.resolve("source"));
        Files.copy(PLUGIN, source.resolve("mounted.so"));
        Path place = Files.createDirectory(directory.resolve("place"));
        Path file = place.resolve("mounted.so");
        hitsThePlugin(file.toString(), "mount", file.toString(), source.toString(), place.toString());
        assertThat(file).doesNotExist();
    }

    @Test
    void aProgramThatHasClosedItsDescriptors() throws IOException, InterruptedException {
        Path file = copy("plugin.so");
        hitsThePlugin(file.toString(), "close", file.toString());
    }

    @Test
    void aCopyUnderTheSystemRootStandsForTheLibrary() throws IOException, InterruptedException {
        Path file = copy("plugin.so");
        Path copied = directory.resolve("root" + file);
        Files.createDirectories(copied.getParent());
        Files.copy(PLUGIN, copied);
        try (Target target = launch(FILES, "none", file.toString())) {
            runToTrap(target);
            LibraryOptions options = target.libraryOptions();
            target.libraryOptions(new LibraryOptions(Optional.of(directory.resolve("root")), List.of(), true, false));
            assertThat(plugin(target).elf().name()).isEqualTo(copied.toString());
            assertThat(target.libraries().getFirst().module()).isEmpty();
            target.libraryOptions(
                    new LibraryOptions(Optional.of(directory.resolve("nowhere")), List.of(directory), true, false));
            assertThat(plugin(target).elf().name()).isEqualTo(file.toString());
            target.libraryOptions(options);
            assertThat(target.libraries()).allMatch(library -> library.module().isPresent());
            assertThat(names(target.libraries()))
                    .as("in the order of the list, as after an attach")
                    .element(1)
                    .isEqualTo("/lib64/ld-linux-x86-64.so.2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cycle", "self", "pointer", "name", "no-name", "base", "head", "none"})
    void aDamagedListIsReadAsFarAsItGoes(String damage) throws InterruptedException {
        Path program = TestProgram.of("damaged-list.c").compile();
        try (Target target = launch(program, damage)) {
            runToTrap(target);
            assertThat(target.libraries()).isNotEmpty();
            assertThat(target.modules().symbolsNamed("main")).isNotEmpty();
            assertThat(target.modules().symbolsNamed("dlopen")).isNotEmpty();
            assertThat(target.backtrace().frames(10)).isNotEmpty();
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
        }
    }

    @Test
    void breakpointsFollowALibraryThatIsUnloadedAndLoadedAgain() throws InterruptedException {
        Path host = TestProgram.of("tls-loader.c").flags("-pthread").compile();
        Path plugin = TestProgram.of("tls-plugin.c").flags("-shared", "-fPIC").compile();
        try (Target target = launch(host, plugin.toString())) {
            CodeBreakpoint work = target.breakAt(WORK);
            Catchpoint unload = target.breakpoints().addCatchpoint(new Catchpoint.Event.Library(false, "", _ -> true));
            for (int round = 0; round < 2; round++) {
                assertThat(work.isPending()).isTrue();
                assertThat(reasons(target.resume())).containsExactly(new StopReason.BreakpointHit(work));
                assertThat(names(target.libraries())).endsWith(plugin.toString());
                assertThat(reasons(target.resume()))
                        .singleElement()
                        .isInstanceOfSatisfying(StopReason.LibraryEvent.class, event -> {
                            assertThat(event.catchpoint()).contains(unload);
                            assertThat(names(event.change().unloaded())).containsExactly(plugin.toString());
                        });
                assertThat(names(target.libraries())).doesNotContain(plugin.toString());
            }
            assertThat(work.isPending()).isTrue();
            assertThat(work.hits()).isEqualTo(2);
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
        }
    }

    @Test
    void aPendingBreakpointStopsInTheLibraryBelowItsCaller() throws InterruptedException {
        Path loader = TestProgram.of("loader.c").flags("-ldl").compile();
        try (Target target = launch(loader, PLUGIN.toString())) {
            CodeBreakpoint work = target.breakAt(WORK);
            assertThat(work.isPending()).isTrue();
            assertThat(reasons(target.resume())).containsExactly(new StopReason.BreakpointHit(work));
            List<Frame> frames = target.backtrace(target.selectedThread()).all();
            assertThat(frames.stream().map(frame -> frame.symbol().orElseThrow().name()))
                    .startsWith("plugin_work", "main");
            assertThat(frames.stream().filter(frame -> frame.source().isPresent()))
                    .as("what has sources: the library's frame and its caller's")
                    .hasSize(2);
            assertThat(target.modules().at(frames.getFirst().pc())).contains(plugin(target));
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
        }
    }

    @Test
    void aNamespaceOfItsOwn() throws InterruptedException {
        try (Target target = launch(TestProgram.of("namespaces.c").compile(), PLUGIN.toString())) {
            CodeBreakpoint work = target.breakAt(WORK);
            assertThat(reasons(target.resume())).containsExactly(new StopReason.BreakpointHit(work));
            assertThat(names(target.libraries())).contains(PLUGIN.toString());
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
        }
    }

    @Test
    void beforeTheLoaderHasRunThereIsOnlyTheLoader() {
        try (Target target = launch(FILES)) {
            assertThat(names(target.libraries())).containsExactly("/lib64/ld-linux-x86-64.so.2");
            assertThat(target.modules().all().stream().map(LoadedModule::name))
                    .containsExactly(FILES.toString(), "/lib64/ld-linux-x86-64.so.2", "[vdso]");
            assertThat(target.modules().symbolsNamed("__vdso_gettimeofday"))
                    .extracting(SymbolPlace::module)
                    .isNotEmpty();
        }
    }

    @Test
    void aStaticProgramHasNoLibraries() throws InterruptedException {
        for (String kind : List.of("-static", "-static-pie")) {
            Path program = TestProgram.of("static-tls.c").flags(kind).compile();
            try (Target target = launch(program)) {
                CodeBreakpoint marker = target.breakAt(new LocationSpec.Function("marker"));
                assertThat(reasons(target.resume())).containsExactly(new StopReason.BreakpointHit(marker));
                assertThat(target.libraries()).isEmpty();
                assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
            }
        }
    }

    /** Names, files and places that were looked at until all libraries are loaded, and until half are unloaded. */
    private List<Long> work(int count) throws IOException, InterruptedException {
        Path libraries = Files.createDirectory(directory.resolve("libraries" + count));
        for (int i = 0; i < count; i++) {
            Files.copy(PLUGIN, libraries.resolve("lib" + i + ".so"));
        }
        try (Target target = launch(MANY, libraries.toString(), Integer.toString(count))) {
            CodeBreakpoint work = target.breakAt(WORK);
            target.breakAt(new LocationSpec.Function("never_defined"));
            CodeBreakpoint loaded = target.breakAt(new LocationSpec.Function("loaded"));
            assertThat(reasons(target.resume())).containsExactly(new StopReason.BreakpointHit(loaded));
            assertThat(work.locations()).hasSize(count);
            List<Long> counts = new ArrayList<>(counts(target));
            assertThat(reasons(target.resume())).containsExactly(new StopReason.BreakpointHit(loaded));
            assertThat(work.locations()).hasSize(count - count / 2);
            assertThat(target.libraries()).hasSize(2 + count - count / 2);
            assertThat(counts(target)).isEqualTo(counts);
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
            return counts;
        }
    }

    private static List<Long> counts(Target target) {
        return List.of(target.program().libraryWatch().libraries().namesRead(), target.filesOpened());
    }

    @Test
    void workGrowsWithTheLibrariesAndNotWithTheirSquare() throws IOException, InterruptedException {
        List<Long> few = work(20);
        List<Long> many = work(120);
        assertThat(many).containsExactly(few.get(0) + 100, few.get(1) + 100);
    }

    @Test
    void theProbesOfALoaderAreUsedWhereItHasThem() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/objcopy")));
        Path own = TestProgram.of("loader.c").compile().resolveSibling("ld-with-probes.so");
        addProbes(Path.of("/lib64/ld-linux-x86-64.so.2"), own);
        Path program = TestProgram.of("loader.c")
                .flags("-ldl", "-Wl,--dynamic-linker=" + own)
                .compile();
        try (Target target = launch(program, PLUGIN.toString())) {
            CodeBreakpoint work = target.breakAt(WORK);
            assertThat(target.program().libraryWatch().plantedAt())
                    .hasSize(3)
                    .doesNotContain(target.modules()
                            .symbolsNamed("_dl_debug_state")
                            .getFirst()
                            .start());
            assertThat(reasons(target.resume())).containsExactly(new StopReason.BreakpointHit(work));
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
        }
    }

    /** glibc as Debian builds it has none: they are put where it is called once a library is loaded. */
    private void addProbes(Path loader, Path copy) throws IOException, InterruptedException {
        List<SymbolPlace> places = new ModuleLoader().ofFile(loader).symbolsNamed("_dl_init");
        assumeFalse(places.isEmpty(), "the loader's debug file is not installed");
        long place = places.getFirst().start();
        ByteBuffer notes = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        for (String name : List.of("init_complete", "reloc_complete", "unmap_complete")) {
            byte[] strings = ("rtld\0" + name + "\0" + "-8@%rax\0").getBytes(StandardCharsets.US_ASCII);
            notes.putInt(8).putInt(24 + strings.length).putInt(3);
            notes.put("stapsdt\0".getBytes(StandardCharsets.US_ASCII));
            notes.putLong(place).putLong(0).putLong(0).put(strings);
            notes.position(notes.position() + 3 & -4);
        }
        Path section = Files.write(directory.resolve("notes"), Arrays.copyOf(notes.array(), notes.position()));
        Path made = directory.resolve("ld.so");
        Process objcopy = new ProcessBuilder(
                        "objcopy", "--add-section", ".note.stapsdt=" + section, loader.toString(), made.toString())
                .inheritIO()
                .start();
        assertThat(objcopy.waitFor()).isZero();
        assertThat(made.toFile().setExecutable(true)).isTrue();
        Files.move(made, copy, StandardCopyOption.REPLACE_EXISTING);
    }
}
