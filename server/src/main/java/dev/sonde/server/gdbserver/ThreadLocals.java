package dev.sonde.server.gdbserver;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.library.Libraries;
import dev.sonde.engine.library.ThreadLocalStorage;
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.rsp.PacketCursor;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.ModuleLoader;
import dev.sonde.engine.symbols.Modules;
import java.util.OptionalLong;

/** Where thread-local variables are. The one question for which the server itself reads the program's files. */
final class ThreadLocals {
    private final Session session;
    private final ModuleLoader loader = new ModuleLoader();

    ThreadLocals(Session session) {
        this.session = session;
    }

    /** {@code THREAD,OFFSET,LINK-MAP}, where the executable's link map may be 0. */
    Reply address(PacketCursor packet) {
        InferiorThread thread = session.thread(packet.thread());
        packet.expect(",");
        long offset = packet.number();
        packet.expect(",");
        long linkMap = packet.number();
        Libraries libraries = new Libraries(loader);
        libraries.follow(thread.inferior());
        libraries.update(false);
        Modules modules = libraries.modules();
        LoadedModule module = modules.all().stream()
                .filter(one -> one.linkMap().equals(OptionalLong.of(linkMap)))
                .findFirst()
                .or(() -> modules.all().stream().findFirst())
                .orElseThrow(() -> new DebugException("The program's files cannot be read"));
        long address = new ThreadLocalStorage(modules).address(module, thread, offset);
        return Reply.of(new PacketBuilder().number(address));
    }
}
