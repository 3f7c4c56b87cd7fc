package dev.sonde.cli;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.LineSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines from an input that no user edits. It takes no more than it gives: what follows may be for the program. */
final class StandardInput implements LineSource {
    private final InputStream in;

    StandardInput(InputStream in) {
        this.in = in;
    }

    @Override
    public Optional<String> next(String prompt) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int b = in.read();
            if (b < 0) {
                return Optional.empty();
            }
            while (b >= 0 && b != '\n') {
                line.write(b);
                b = in.read();
            }
        } catch (IOException e) {
            throw new CommandException("Cannot read commands: " + e.getMessage());
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8));
    }
}
