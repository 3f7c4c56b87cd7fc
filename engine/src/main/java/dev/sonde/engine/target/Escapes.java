package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.Condition;
import dev.sonde.engine.breakpoint.FrameLeft;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.x86_64.Register;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a thread gets out of a call without returning from it: longjmp(3), and a C++ exception, whose handler
 * begins with a call of {@code __cxa_begin_catch}.
 *
 * <p>Sources: setjmp of glibc for x86-64, which keeps rsp and the pc in words 6 and 7 of the {@code jmp_buf}, rotated by 17
 * bits after an exclusive or with the word at {@code fs:0x30}; Itanium C++ ABI: Exception Handling, section 2.5.3.
 */
final class Escapes {
    private static final String[] JUMPS = {"longjmp", "_longjmp", "siglongjmp", "__longjmp_chk"};
    private static final String CATCH = "__cxa_begin_catch";
    private static final int SAVED_RSP = 6 * Long.BYTES;
    private static final int SAVED_PC = 7 * Long.BYTES;
    private static final int ROTATION = 17;
    private static final int POINTER_GUARD = 0x30;

    private final Target target;
    private final InferiorThread thread;
    private @Nullable Map<Long, Kind> places;

    private enum Kind {
        JUMP,
        CATCH
    }

    /** Where a thread goes on. */
    private record Landing(long pc, long sp) {}

    Escapes(Target target, InferiorThread thread) {
        this.target = target;
        this.thread = thread;
    }

    /**
     * Ends {@code detour} when the thread is about to get into a frame whose stack pointer is at least {@code lowestSp}:
     * frames of deeper calls are below it.
     */
    Detour addTo(Detour detour, long lowestSp) {
        places().forEach((address, kind) ->
                detour.until(address, new Above(thread.tid(), lowestSp, kind), InstructionStepper.DONE));
        return detour;
    }

    /** Whether the thread stands where such an escape begins. */
    boolean isAt(long pc) {
        return places().containsKey(pc);
    }

    /** Runs to where the escape that the thread stands at goes on. */
    Stop follow(InstructionStepper stepper) throws InterruptedException {
        Kind kind = places().get(thread.registers().readLong(Register.RIP));
        if (kind == null) {
            throw new IllegalStateException("no escape begins where the thread stands");
        }
        Landing landing = landing(thread, kind)
                .orElseThrow(() -> new IllegalStateException("the condition has found where the escape leads"));
        return stepper.run(new Detour(target, target.program(thread))
                .until(landing.pc, new FrameLeft(thread.tid(), landing.sp), InstructionStepper.DONE));
    }

    private Map<Long, Kind> places() {
        Map<Long, Kind> known = places;
        if (known == null) {
            known = new HashMap<>();
            for (String name : JUMPS) {
                add(known, name, Kind.JUMP);
            }
            add(known, CATCH, Kind.CATCH);
            places = known;
        }
        return known;
    }

    private void add(Map<Long, Kind> known, String name, Kind kind) {
        target.program(thread).modules().all().stream()
                .flatMap(module -> module.symbolsNamed(name).stream())
                .filter(symbol -> symbol.kind().isCode())
                .map(SymbolPlace::start)
                .forEach(address -> known.put(address, kind));
    }

    private Optional<Landing> landing(InferiorThread escaping, Kind kind) {
        Memory memory = thread.inferior().memory();
        try {
            return switch (kind) {
                case CATCH -> {
                    long sp = escaping.registers().readLong(Register.RSP);
                    yield Optional.of(new Landing(memory.readLong(sp), sp + Long.BYTES));
                }
                case JUMP -> jump(escaping, memory);
            };
        } catch (MemoryFaultException e) {
            return Optional.empty(); // what cannot be read leads nowhere: the program will crash by itself
        }
    }

    private Optional<Landing> jump(InferiorThread escaping, Memory memory) {
        long buffer = escaping.registers().readLong(Register.RDI);
        long guard = memory.readLong(escaping.registers().readLong(Register.FS_BASE) + POINTER_GUARD);
        long sp = memory.readLong(buffer + SAVED_RSP);
        long pc = memory.readLong(buffer + SAVED_PC);
        Modules modules = target.program(thread).modules();
        long plain = Long.rotateRight(pc, ROTATION) ^ guard;
        if (modules.at(plain).isPresent()) {
            return Optional.of(new Landing(plain, Long.rotateRight(sp, ROTATION) ^ guard));
        }
        // Other libraries keep them as they are.
        return modules.at(pc).isPresent() ? Optional.of(new Landing(pc, sp)) : Optional.empty();
    }

    /** True in one thread, if it goes on at or above an address of the stack. */
    private final class Above implements Condition {
        private final int tid;
        private final long lowestSp;
        private final Kind kind;

        Above(int tid, long lowestSp, Kind kind) {
            this.tid = tid;
            this.lowestSp = lowestSp;
            this.kind = kind;
        }

        @Override
        public boolean holds(InferiorThread escaping) {
            return escaping.tid() == tid
                    && landing(escaping, kind)
                            .filter(landing -> Long.compareUnsigned(landing.sp, lowestSp) >= 0)
                            .isPresent();
        }

        @Override
        public String text() {
            return "leaves the frames below 0x" + Long.toHexString(lowestSp);
        }
    }
}
