package dev.sonde.cli.command.memory;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What went wrong with a file, in words. */
final class FileErrors {
    private FileErrors() {}

    /** The reason without the file's name and without a full stop. */
    static String reason(IOException error) {
        return switch (error) {
            case NoSuchFileException _ -> "No such file or directory";
            case AccessDeniedException _ -> "Permission denied";
            default -> String.valueOf(error.getMessage());
        };
    }
}
