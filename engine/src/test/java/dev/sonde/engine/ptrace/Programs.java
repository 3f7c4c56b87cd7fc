package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.engine.inferior.AuxiliaryVector;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.linux.ProcFs;
import dev.sonde.engine.x86_64.Register;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What the tests of this package share: launching test programs with pipes, finding their symbols, reading their words. */
final class Programs {
    /** Longer than any stop takes; reaching it is a failure. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private Programs() {}

    static LaunchOptions options(Path program, String... arguments) {
        return LaunchOptions.of(program.toString(), arguments).withStdio(Stdio.pipes());
    }

    static Inferior launch(Path program, String... arguments) {
        return PtraceBackend.launch(options(program, arguments));
    }

    static StopEvent next(Inferior inferior) {
        try {
            return inferior.waitForStop(LIMIT).orElseThrow(() -> new AssertionError("nothing stopped"));
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for a stop", e);
        }
    }

    /** Lets every thread run until something happens. */
    static StopEvent run(Inferior inferior) {
        return run(inferior, Resumption.continueAll());
    }

    static StopEvent run(Inferior inferior, Resumption resumption) {
        inferior.resume(resumption);
        return next(inferior);
    }

    /** Lets every thread run until the process stops. */
    static StopEvent.Stopped runToStop(Inferior inferior) {
        return stopped(run(inferior));
    }

    static StopEvent.Stopped stopped(StopEvent event) {
        assertThat(event).isInstanceOf(StopEvent.Stopped.class);
        return (StopEvent.Stopped) event;
    }

    /** The causes of the thread that stopped first. */
    static List<StopCause> causes(StopEvent event) {
        return stopped(event).first().causes();
    }

    static InferiorThread thread(StopEvent event) {
        return stopped(event).first().thread();
    }

    /** Runs to a symbol of the program, with a breakpoint there that is gone afterwards. */
    static InferiorThread runTo(Inferior inferior, Path program, String symbol) {
        StopPoint point = breakpoint(inferior, program, symbol);
        inferior.plant(point, thread -> true);
        StopEvent event = run(inferior);
        assertThat(causes(event)).containsExactly(new StopCause.Hit(point));
        inferior.unplant(point);
        return thread(event);
    }

    static long pc(InferiorThread thread) {
        return thread.registers().readLong(Register.RIP);
    }

    /** Everything that the program wrote to its output; it must have ended. */
    static String output(Inferior inferior) {
        try {
            return new String(inferior.streams().output().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line of the program's output. */
    static String line(Inferior inferior) {
        StringBuilder line = new StringBuilder();
        try {
            for (int c = inferior.streams().output().read();
                    c != '\n';
                    c = inferior.streams().output().read()) {
                if (c < 0) {
                    throw new AssertionError("the output ended after " + line);
                }
                line.append((char) c);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    /** Gives the program {@code text} to read. */
    static void type(Inferior inferior, String text) {
        try {
            inferior.streams().input().write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the program's input. */
    static void endInput(Inferior inferior) {
        try {
            inferior.streams().input().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The run-time address of a symbol of the program. */
    static long symbol(Inferior inferior, Path program, String name) {
        ElfFile elf = open(program);
        long entry = inferior.info()
                .auxiliaryVector()
                .value(AuxiliaryVector.AT_ENTRY)
                .orElseThrow();
        long bias = entry - elf.header().entry();
        return bias + elf.symbols().named(name).getFirst().value();
    }

    /** The run-time address of a symbol of a program that is not being debugged. */
    static long symbolOf(int pid, Path program, String name) {
        ElfFile elf = open(program);
        String base = ProcFs.text(pid, "maps")
                .orElseThrow()
                .lines()
                .filter(line -> line.endsWith(program.toString()))
                .findFirst()
                .orElseThrow();
        return Long.parseUnsignedLong(base.substring(0, base.indexOf('-')), 16)
                + elf.symbols().named(name).getFirst().value();
    }

    static StopPoint.Execute breakpoint(Inferior inferior, Path program, String symbol) {
        return new StopPoint.Execute(symbol(inferior, program, symbol), false);
    }

    static StopPoint.Execute hardware(Inferior inferior, Path program, String symbol) {
        return new StopPoint.Execute(symbol(inferior, program, symbol), true);
    }

    /** The letter of a process's or thread's state in {@code /proc}; {@code '-'} when it is gone. */
    static char state(int pid) {
        return ProcFs.statusField(pid, "State").map(state -> state.charAt(0)).orElse('-');
    }

    static int tracerOf(int pid) {
        return ProcFs.statusNumber(pid, "TracerPid").orElse(-1);
    }

    /** Waits until the kernel has come to a state that nothing reports. */
    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time until the condition holds").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static ElfFile open(Path program) {
        try {
            return ElfFile.open(program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
