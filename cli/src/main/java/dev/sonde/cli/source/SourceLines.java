package dev.sonde.cli.source;

import dev.sonde.cli.console.Console;
import dev.sonde.engine.error.DebugException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Source files, read again when they have changed. */
final class SourceLines {
    private static final int KEPT = 16;

    private final Console console;
    private final Map<Path, SourceText> files = new LinkedHashMap<>();

    SourceLines(Console console) {
        this.console = console;
    }

    /**
     * The text of a file.
     *
     * @throws DebugException if it cannot be read
     */
    SourceText of(Path file) {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            long size = Files.size(file);
            SourceText known = files.get(file);
            if (known == null || !known.modified().equals(modified) || known.size() != size) {
                if (files.size() >= KEPT) {
                    files.clear();
                }
                // Sources are in any encoding: what is no UTF-8 must not make the rest unreadable.
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                List<String> lines = text.lines().toList();
                known = new SourceText(lines, new Highlighter(console, file.toString(), lines), modified, size);
                files.put(file, known);
            }
            return known;
        } catch (IOException e) {
            throw new DebugException(file + ": " + e.getMessage());
        }
    }
}
