package dev.sonde.engine.remote;

import dev.sonde.engine.inferior.AuxiliaryVector;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.MemoryRegion;
import dev.sonde.engine.inferior.ProcessInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a stub, and the file system behind it, tell about a process. */
final class RemoteInfo implements ProcessInfo {
    private final RemoteInferior inferior;
    private final RemoteSession session;
    private final RemoteStub stub;
    private volatile @Nullable AuxiliaryVector vector;
    /** Empty if there is none, null if that was not asked yet. */
    private volatile @Nullable String executable;

    RemoteInfo(RemoteInferior inferior, RemoteSession session, RemoteStub stub) {
        this.inferior = inferior;
        this.session = session;
        this.stub = stub;
    }

    /** The process runs another program. */
    void forget() {
        vector = null;
        executable = null;
    }

    private <T> T ask(Supplier<T> question, T otherwise) {
        if (inferior.state() == Inferior.State.GONE) {
            return otherwise;
        }
        return stub.link().call(() -> inferior.control().whileStopped(question));
    }

    private Optional<byte[]> bytes(String name) {
        return ask(() -> session.files().read("/proc/" + inferior.pid() + "/" + name), Optional.<byte[]>empty())
                .filter(bytes -> bytes.length > 0);
    }

    private Optional<String> link(String name) {
        return ask(() -> session.files().link("/proc/" + inferior.pid() + "/" + name), Optional.empty());
    }

    @Override
    public List<MemoryRegion> regions() {
        return systemFile("maps")
                .or(this::mapsOfAnyThread)
                .map(MemoryRegion::parse)
                .orElse(List.of());
    }

    /** Those of the process are empty once its leader has ended. */
    private Optional<String> mapsOfAnyThread() {
        return inferior.remoteThreads().known().stream()
                .map(thread -> systemFile("task/" + thread.tid() + "/maps"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public AuxiliaryVector auxiliaryVector() {
        AuxiliaryVector known = vector;
        if (known == null) {
            known = AuxiliaryVector.parse(ask(this::transferVector, Optional.<byte[]>empty())
                    .or(() -> bytes("auxv"))
                    .orElse(new byte[0]));
            vector = known;
        }
        return known;
    }

    private Optional<byte[]> transferVector() {
        if (!stub.supports("qXfer:auxv:read")) {
            return Optional.empty();
        }
        List<RemoteThread> threads = inferior.remoteThreads().known();
        if (!threads.isEmpty()) {
            stub.select(inferior.pid(), threads.getFirst().tid());
        }
        return stub.transfer("auxv", "");
    }

    /** The program that the user has chosen, whatever the stub says: it may be the one with the symbols. */
    @Override
    public Optional<String> executable() {
        Optional<Path> chosen = session.program();
        if (chosen.isPresent()) {
            return chosen.map(Path::toString);
        }
        String known = executable;
        if (known == null) {
            known = ask(this::transferExecutable, Optional.<String>empty())
                    .or(() -> link("exe"))
                    .filter(path -> path.startsWith("/"))
                    .orElse("");
            executable = known;
        }
        return known.isEmpty() ? Optional.empty() : Optional.of(known);
    }

    private Optional<String> transferExecutable() {
        return stub.supports("qXfer:exec-file:read")
                ? stub.transferText("exec-file", Integer.toHexString(inferior.pid()))
                : Optional.empty();
    }

    @Override
    public Optional<Path> executableFile() {
        return session.program()
                .or(() -> executable().map(path -> session.files().copyUnlessHere(path)));
    }

    @Override
    public Path hostPath(Path path) {
        return Files.exists(path) ? path : session.files().copyUnlessHere(path.toString());
    }

    @Override
    public Optional<Path> mappedFile(MemoryRegion region) {
        return region.isFile() ? session.files().copy(region.name()) : Optional.empty();
    }

    @Override
    public Optional<String> workingDirectory() {
        return link("cwd");
    }

    @Override
    public List<String> commandLine() {
        return systemFile("cmdline")
                .map(line -> List.of(line.split("\0", -1)))
                .map(words -> words.subList(0, words.size() - 1))
                .orElse(List.of());
    }

    @Override
    public Optional<String> systemFile(String name) {
        return bytes(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
