package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.AuxiliaryVector;
import dev.sonde.engine.inferior.MemoryRegion;
import dev.sonde.engine.inferior.ProcessInfo;
import dev.sonde.engine.linux.ProcFs;
import java.util.List;
import java.util.Optional;

/** What {@code /proc} tells about a process of this machine. */
final class ProcInfo implements ProcessInfo {
    private final int pid;

    ProcInfo(int pid) {
        this.pid = pid;
    }

    @Override
    public List<MemoryRegion> regions() {
        return ProcFs.text(pid, "maps").map(MemoryRegion::parse).orElse(List.of());
    }

    @Override
    public AuxiliaryVector auxiliaryVector() {
        return AuxiliaryVector.parse(ProcFs.bytes(pid, "auxv").orElse(new byte[0]));
    }

    @Override
    public Optional<String> executable() {
        return ProcFs.link(pid, "exe");
    }

    @Override
    public Optional<String> workingDirectory() {
        return ProcFs.link(pid, "cwd");
    }

    @Override
    public List<String> commandLine() {
        return ProcFs.text(pid, "cmdline")
                .filter(line -> !line.isEmpty())
                .map(line -> List.of(line.split("\0", -1)))
                .map(words -> words.subList(0, words.size() - 1))
                .orElse(List.of());
    }

    @Override
    public Optional<String> systemFile(String name) {
        return ProcFs.text(pid, name);
    }
}
