package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.ProgramStreams;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.linux.FileDescriptors;
import dev.sonde.engine.linux.Spawn;
import dev.sonde.engine.linux.SystemCall;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The descriptors that a {@link Stdio} means: the program's ends for {@link Spawn}, and the debugger's as streams. Close
 * it once the program has been spawned, which closes the program's ends here.
 */
final class StdioSetup implements AutoCloseable {
    private static final int INPUT = 0;
    private static final int OUTPUT = 1;
    private static final int ERROR = 2;

    private final List<Integer> programEnds = new ArrayList<>();
    private final List<Spawn.Standard> standard = new ArrayList<>();
    private Optional<String> terminal = Optional.empty();
    private final List<Integer> debuggerEnds = new ArrayList<>();
    private ProgramStreams streams = ProgramStreams.none();

    private StdioSetup() {}

    /**
     * Opens what {@code stdio} asks for.
     *
     * @throws dev.sonde.engine.error.SyscallException if a file cannot be opened
     */
    static StdioSetup open(Stdio stdio) {
        StdioSetup setup = new StdioSetup();
        try {
            if (stdio instanceof Stdio.Terminal(Path path)) {
                setup.terminal = Optional.of(path.toAbsolutePath().toString());
            } else if (stdio instanceof Stdio.PseudoTerminal) {
                setup.openPseudoTerminal();
            } else if (stdio instanceof Stdio.Each(var input, var output, var error)) {
                setup.openEach(input, output, error);
            }
            return setup;
        } catch (RuntimeException e) {
            setup.close();
            throw e;
        }
    }

    List<Spawn.Standard> standard() {
        return standard;
    }

    Optional<String> terminal() {
        return terminal;
    }

    ProgramStreams streams() {
        return streams;
    }

    /** The program was started: the debugger's ends are for whoever has the streams to close. */
    void keepStreams() {
        debuggerEnds.clear();
    }

    @Override
    public void close() {
        programEnds.forEach(FileDescriptors::close);
        debuggerEnds.forEach(FileDescriptors::close);
    }

    private void openPseudoTerminal() {
        FileDescriptors.Pty pty = FileDescriptors.pty();
        terminal = Optional.of(pty.slavePath());
        debuggerEnds.add(pty.master());
        // One descriptor serves both directions; closing the input means no more typing, not the end of the terminal.
        streams = new ProgramStreams(
                FileDescriptors.sharedOutputStream(pty.master()),
                FileDescriptors.inputStream(pty.master()),
                InputStream.nullInputStream());
    }

    private void openEach(Stdio.Place input, Stdio.Place output, Stdio.Place error) {
        OutputStream toProgram = input instanceof Stdio.Place.Pipe
                ? pipeToProgram()
                : withoutStream(input, INPUT, OutputStream.nullOutputStream());
        InputStream fromOutput = output instanceof Stdio.Place.Pipe
                ? pipeFromProgram()
                : withoutStream(output, 1, InputStream.nullInputStream());
        InputStream fromError = error instanceof Stdio.Place.Pipe
                ? pipeFromProgram()
                : withoutStream(error, 2, InputStream.nullInputStream());
        streams = new ProgramStreams(toProgram, fromOutput, fromError);
    }

    private OutputStream pipeToProgram() {
        FileDescriptors.Pipe pipe = FileDescriptors.pipe();
        give(pipe.readEnd());
        debuggerEnds.add(pipe.writeEnd());
        return FileDescriptors.outputStream(pipe.writeEnd());
    }

    private InputStream pipeFromProgram() {
        FileDescriptors.Pipe pipe = FileDescriptors.pipe();
        give(pipe.writeEnd());
        debuggerEnds.add(pipe.readEnd());
        return FileDescriptors.inputStream(pipe.readEnd());
    }

    private <S> S withoutStream(Stdio.Place place, int descriptor, S none) {
        if (place instanceof Stdio.Place.File(Path path, boolean append)) {
            String name = path.toAbsolutePath().toString();
            int flags = descriptor == INPUT ? FileDescriptors.O_RDONLY : FileDescriptors.forWriting(append);
            long opened = FileDescriptors.open(name, flags | FileDescriptors.O_CLOEXEC);
            give(FileDescriptors.outOfTheWay((int) SystemCall.check("open(\"" + name + "\")", opened)));
        } else if (place instanceof Stdio.Place.SameAsOutput) {
            giveOutputAgain();
        } else if (place instanceof Stdio.Place.StandardError) {
            standard.add(new Spawn.Standard.Descriptor(ERROR));
        } else {
            standard.add(new Spawn.Standard.Inherit());
        }
        return none;
    }

    /** Standard output once more, for errors. */
    private void giveOutputAgain() {
        standard.add(
                standard.getLast() instanceof Spawn.Standard.Descriptor output
                        ? output
                        : new Spawn.Standard.Descriptor(OUTPUT));
    }

    private void give(int descriptor) {
        programEnds.add(descriptor);
        standard.add(new Spawn.Standard.Descriptor(descriptor));
    }
}
