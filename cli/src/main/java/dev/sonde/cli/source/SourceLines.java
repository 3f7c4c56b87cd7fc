package dev.sonde.cli.source;

import dev.sonde.engine.error.DebugException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lines of source files, read again when a file has changed. */
final class SourceLines {
    private static final int KEPT = 16;

    private final Map<Path, Read> files = new LinkedHashMap<>();

    private record Read(FileTime modified, long size, List<String> lines) {}

    /**
     * The lines of a file, without their ends.
     *
     * @throws DebugException if it cannot be read
     */
    List<String> of(Path file) {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            long size = Files.size(file);
            Read known = files.get(file);
            if (known == null || !known.modified.equals(modified) || known.size != size) {
                if (files.size() >= KEPT) {
                    files.clear();
                }
                // Sources are in any encoding: what is no UTF-8 must not make the rest unreadable.
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                known = new Read(modified, size, text.lines().toList());
                files.put(file, known);
            }
            return known.lines;
        } catch (IOException e) {
            throw new DebugException(file + ": " + e.getMessage());
        }
    }
}
