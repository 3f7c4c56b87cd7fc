package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.BreakpointSpace;
import dev.sonde.engine.breakpoint.BreakpointTable;
import dev.sonde.engine.breakpoint.Catchpoint;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.Condition;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.library.Libraries;
import dev.sonde.engine.library.LibraryChange;
import dev.sonde.engine.library.LoaderPlace;
import dev.sonde.engine.library.LoaderPlace.Effect;
import dev.sonde.engine.library.LoaderPlaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows the dynamic loader of a process by breakpoints where it tells of what it does.
 *
 * <p>Nobody stops there who has no need to: on the thread that drives the process it is only noted that the libraries have
 * changed, and whether by loading alone. They are read when somebody wants to know.
 */
final class LibraryWatch {
    private final BreakpointTable breakpoints;
    private final BreakpointSpace space;
    private final Libraries libraries;
    private final List<CodeBreakpoint> planted = new ArrayList<>();
    private volatile boolean stale;
    private volatile boolean onlyGrown;
    private volatile boolean wanted;
    private volatile boolean everyEvent;
    private volatile Effect announced = Effect.CHANGED;

    /** @param space where the program's breakpoints are */
    LibraryWatch(BreakpointTable breakpoints, BreakpointSpace space, Libraries libraries) {
        this.breakpoints = breakpoints;
        this.space = space;
        this.libraries = libraries;
    }

    Libraries libraries() {
        return libraries;
    }

    /** A process is there, or another program in it. */
    void follow(Inferior process) {
        planted.clear();
        libraries.follow(process);
        stale = true;
        onlyGrown = false;
        announced = Effect.CHANGED;
    }

    /** The process is gone. */
    void forget() {
        planted.clear();
        libraries.forget();
        stale = false;
    }

    /** Plants the breakpoints; where the loader has none, or they cannot be planted, each stop looks anew. */
    void plant() {
        try {
            for (LoaderPlace place : LoaderPlaces.find(libraries)) {
                planted.add(breakpoints.addInternal(space, place.address(), Optional.of(new Event(place.effect()))));
            }
        } catch (DebugException e) {
            planted.forEach(breakpoints::delete);
            planted.clear(); // a damaged r_brk leads to no code
        }
    }

    boolean has(CodeBreakpoint breakpoint) {
        return planted.contains(breakpoint);
    }

    /** Where the dynamic loader is listened to. */
    List<Long> plantedAt() {
        return planted.stream()
                .map(breakpoint -> breakpoint.locations().getFirst().address())
                .toList();
    }

    /** The process is about to run. */
    void resuming() {
        if (planted.isEmpty()) {
            stale = true;
            onlyGrown = false;
        }
        everyEvent = libraries.options().stopAtEvents()
                || breakpoints.catches().stream()
                        .anyMatch(catchpoint -> catchpoint.event() instanceof Catchpoint.Event.Library);
        wanted = everyEvent || breakpoints.all().stream().anyMatch(CodeBreakpoint.class::isInstance);
    }

    /** Reads the libraries, if they may have changed since the last time. */
    LibraryChange update() {
        if (!stale) {
            return LibraryChange.NONE;
        }
        stale = false;
        LibraryChange change = libraries.update(onlyGrown);
        onlyGrown = true;
        return change;
    }

    /** What the loader tells of at a place; asked on the thread that drives the process. */
    private final class Event implements Condition {
        private final Effect effect;

        Event(Effect effect) {
            this.effect = effect;
        }

        @Override
        public boolean holds(InferiorThread thread) {
            Effect now = effect == Effect.AS_STATE_TELLS ? byState() : effect;
            if (now != Effect.NONE) {
                if (now == Effect.CHANGED) {
                    onlyGrown = false;
                }
                stale = true;
            }
            return libraries.options().stopAtEvents() || (now != Effect.NONE && wanted);
        }

        /** The function is called before a change, when the state tells which, and after it. */
        private Effect byState() {
            Optional<Effect> next = libraries.announced();
            if (next.isPresent()) {
                announced = next.get();
                // As in gdb, what is caught is caught when it is in the list, before it is ready.
                return everyEvent && announced == Effect.LOADED ? Effect.LOADED : Effect.NONE;
            }
            Effect done = announced;
            announced = Effect.CHANGED;
            return done;
        }

        @Override
        public String text() {
            return "the dynamic loader has changed its lists";
        }
    }
}
