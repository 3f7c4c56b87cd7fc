package dev.sonde.server.gdbserver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/** A {@code struct stat} as the protocol has it. Source: "Debugging with GDB", section E.10.8.5, "struct stat". */
final class FileStatus {
    private static final int SIZE = 64;
    private static final long BLOCK = 512;

    private FileStatus() {}

    /** @param length of the file, which may have been unlinked since it was opened */
    static byte[] of(Path path, long length) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:*");
        return ByteBuffer.allocate(SIZE)
                .putInt((int) number(attributes, "dev"))
                .putInt((int) number(attributes, "ino"))
                .putInt((int) number(attributes, "mode"))
                .putInt((int) number(attributes, "nlink"))
                .putInt((int) number(attributes, "uid"))
                .putInt((int) number(attributes, "gid"))
                .putInt((int) number(attributes, "rdev"))
                .putLong(length)
                .putLong(4096)
                .putLong((length + BLOCK - 1) / BLOCK)
                .putInt(seconds(attributes, "lastAccessTime"))
                .putInt(seconds(attributes, "lastModifiedTime"))
                .putInt(seconds(attributes, "ctime"))
                .array();
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static int seconds(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof FileTime time ? (int) (time.toMillis() / 1000) : 0;
    }
}
