package dev.sonde.engine.ptrace;

import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** What the tests of this package share: launching test programs with pipes, finding their symbols, reading their words. */
final class Programs {
    /** Longer than any stop takes; reaching it is a failure. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private Programs() {}

    static Inferior launch(Path program, String... arguments) {
        return PtraceBackend.launch(
                LaunchOptions.of(program.toString(), arguments).withStdio(Stdio.pipes()));
    }

    static StopEvent next(Inferior inferior) {
        try {
            return inferior.waitForStop(LIMIT).orElseThrow(() -> new AssertionError("nothing stopped"));
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for a stop", e);
        }
    }

    /** Everything that the program wrote to its output; it must have ended. */
    static String output(Inferior inferior) {
        try {
            return new String(inferior.streams().output().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The run-time address of a symbol of the launched program. */
    static long symbol(Inferior inferior, Path program, String name) {
        ElfFile elf = open(program);
        long entry = inferior.info()
                .auxiliaryVector()
                .value(dev.sonde.engine.inferior.AuxiliaryVector.AT_ENTRY)
                .orElseThrow();
        long bias = entry - elf.header().entry();
        return bias + elf.symbols().named(name).getFirst().value();
    }

    static StopPoint breakpoint(Inferior inferior, Path program, String symbol) {
        return new StopPoint.Execute(symbol(inferior, program, symbol), false);
    }

    private static ElfFile open(Path program) {
        try {
            return ElfFile.open(program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
