package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.BreakpointTable;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.symbols.ModuleLoader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The programs of a session, never none, and which one is selected. */
final class Programs {
    private final ModuleLoader loader;
    private final BreakpointTable breakpoints;
    private final Consumer<Notice> tell;
    private final List<Program> all = new CopyOnWriteArrayList<>();
    private volatile Program selected;
    private int lastNumber;

    Programs(ModuleLoader loader, BreakpointTable breakpoints, Consumer<Notice> tell) {
        this.loader = loader;
        this.breakpoints = breakpoints;
        this.tell = tell;
        selected = add();
    }

    /** One more, without a file. */
    Program add() {
        lastNumber++;
        Program program = new Program(lastNumber, loader, breakpoints, tell);
        all.add(program);
        return program;
    }

    void remove(Program program) {
        if (program == selected) {
            throw new DebugException("Can not remove current inferior " + program.number() + ".");
        }
        if (program.hasProcess()) {
            throw new DebugException("Can not remove active inferior " + program.number() + ".");
        }
        all.remove(program);
        breakpoints.removeSpace(program.space());
    }

    /** Removes those that came with a process that was made, and that has ended. */
    void prune() {
        for (Program program : all()) {
            if (program.isRemovable() && program != selected && !program.hasProcess()) {
                remove(program);
            }
        }
    }

    List<Program> all() {
        return List.copyOf(all);
    }

    /** Those that run. */
    List<Program> withProcess() {
        return all.stream().filter(Program::hasProcess).toList();
    }

    Program selected() {
        return selected;
    }

    void select(Program program) {
        selected = program;
        breakpoints.select(program.space());
    }

    /** The one whose process {@code thread} belongs to; the selected one when it is gone. */
    Program of(InferiorThread thread) {
        return of(thread.inferior()).orElse(selected);
    }

    /** The one that runs as {@code process}. */
    Optional<Program> of(Inferior process) {
        return all.stream()
                .filter(program -> process.equals(program.lastInferior()))
                .findFirst();
    }
}
