package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.AuxiliaryVector;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.MemoryRegion;
import dev.sonde.engine.inferior.ProcessInfo;
import dev.sonde.engine.linux.ProcFs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** What {@code /proc} tells about a process of this machine. */
final class ProcInfo implements ProcessInfo {
    private final Inferior inferior;

    ProcInfo(Inferior inferior) {
        this.inferior = inferior;
    }

    /** What {@code question} tells of the process; what a leader that has exited tells is as empty as its memory. */
    private <T> Optional<T> ask(IntFunction<Optional<T>> question) {
        if (inferior.state() == Inferior.State.GONE) {
            return Optional.empty(); // its id may be another's by now
        }
        Optional<T> answer = question.apply(inferior.pid());
        for (InferiorThread thread : inferior.threads()) {
            if (answer.isPresent()) {
                break;
            }
            answer = question.apply(thread.tid());
        }
        return answer;
    }

    private Optional<byte[]> bytes(String name) {
        return ask(id -> ProcFs.bytes(id, name).filter(bytes -> bytes.length > 0));
    }

    private Optional<String> text(String name) {
        return bytes(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private Optional<String> link(String name) {
        return ask(id -> ProcFs.link(id, name));
    }

    @Override
    public List<MemoryRegion> regions() {
        return text("maps").map(MemoryRegion::parse).orElse(List.of());
    }

    @Override
    public AuxiliaryVector auxiliaryVector() {
        return AuxiliaryVector.parse(bytes("auxv").orElse(new byte[0]));
    }

    @Override
    public Optional<String> executable() {
        return link("exe");
    }

    @Override
    public Optional<Path> executableFile() {
        return ask(id -> ProcFs.link(id, "exe").map(_ -> ProcFs.path(id, "exe")));
    }

    @Override
    public Path hostPath(Path path) {
        return ask(id ->
                        ProcFs.root(id).map(root -> root.resolve(path.toString().substring(1))))
                .orElse(path);
    }

    @Override
    public Optional<Path> mappedFile(MemoryRegion region) {
        String range = Long.toHexString(region.start()) + "-" + Long.toHexString(region.end());
        return ask(id -> Optional.of(ProcFs.path(id, "map_files/" + range)));
    }

    @Override
    public Optional<String> workingDirectory() {
        return link("cwd");
    }

    @Override
    public List<String> commandLine() {
        return text("cmdline")
                .map(line -> List.of(line.split("\0", -1)))
                .map(words -> words.subList(0, words.size() - 1))
                .orElse(List.of());
    }

    @Override
    public Optional<String> systemFile(String name) {
        return text(name);
    }
}
