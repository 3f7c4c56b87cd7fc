package dev.sonde.engine.remote;

import dev.sonde.engine.inferior.Catching;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.rsp.ThreadId;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of the processes that a process behind a stub makes: the stub has them stopped, and waits to be told. On the
 * link's thread.
 */
final class RemoteForks {
    private final RemoteInferior inferior;
    private final RemoteStub stub;
    private final RemoteSites sites;

    RemoteForks(RemoteInferior inferior, RemoteStub stub, RemoteSites sites) {
        this.inferior = inferior;
        this.stub = stub;
        this.sites = sites;
    }

    /** A process was made; the causes if somebody wants to know, or shall have it. */
    List<StopCause> made(RemoteThread maker, ThreadId id, boolean vfork, Catching catching) {
        int pid = (int) id.pid();
        RemoteInferior child = inferior.session().child(inferior, pid, (int) id.tid());
        if (vfork) {
            // What is planted would stop the child, which has the same memory until it execs or ends.
            sites.liftAll();
        } else {
            sites.clean(pid, child.remoteMemory());
        }
        Optional<Inferior> kept = Optional.empty();
        if (catching.keepsChildren()) {
            inferior.session().add(child);
            kept = Optional.of(child);
        } else {
            StubReply.requireOk(
                    stub.link().ask(PacketBuilder.of("D;").number(pid).toBytes()), "Cannot let process " + pid + " go");
            stub.deselect();
        }
        boolean wanted = kept.isPresent() || (vfork ? catching.vforks() : catching.forks());
        return wanted ? List.of(new StopCause.Forked(pid, vfork, kept)) : List.of();
    }
}
