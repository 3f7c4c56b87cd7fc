package dev.sonde.engine.inferior;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The debugger's ends of a launched program's pipes or pseudo-terminal. An end that the {@link Stdio} does not ask for is
 * an empty stream.
 *
 * @param input what is written here, the program reads
 * @param output what the program writes; for a pseudo-terminal its errors too
 * @param error what the program writes to standard error
 */
public record ProgramStreams(OutputStream input, InputStream output, InputStream error) implements AutoCloseable {
    /** No stream at all. */
    public static ProgramStreams none() {
        return new ProgramStreams(
                OutputStream.nullOutputStream(), InputStream.nullInputStream(), InputStream.nullInputStream());
    }

    /** Closes all three. The end of the process does not: what it wrote last may still be read. */
    @Override
    public void close() throws IOException {
        try (input;
                output;
                error) {
            input.flush();
        }
    }
}
