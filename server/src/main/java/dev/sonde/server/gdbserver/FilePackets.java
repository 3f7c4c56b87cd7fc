package dev.sonde.server.gdbserver;

import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.rsp.PacketCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file system of this machine, or of a process. Source: "Debugging with GDB", sections E.7, "Host I/O Packets", and
 * E.10, "File-I/O Remote Protocol Extension", for the numbers.
 */
final class FilePackets {
    private static final int O_ACCESS = 3;
    private static final int O_WRONLY = 1;
    private static final int O_RDWR = 2;
    private static final int O_APPEND = 0x8;
    private static final int O_CREAT = 0x200;
    private static final int O_TRUNC = 0x400;
    private static final int O_EXCL = 0x800;

    private static final int ENOENT = 2;
    private static final int EBADF = 9;
    private static final int EACCES = 13;
    private static final int EEXIST = 17;
    private static final int EISDIR = 21;
    private static final int EINVAL = 22;
    private static final int UNKNOWN_ERROR = 9999;

    private final Session session;
    private final Map<Integer, Opened> files = new HashMap<>();
    private int next = 3;
    private Optional<ServedProcess> owner = Optional.empty();

    /** A file that is open. */
    private record Opened(Path path, FileChannel channel, boolean appends) {}

    /** What is done about a file; its answer, or an error. */
    @FunctionalInterface
    private interface FileRequest {
        Reply handle(PacketCursor packet) throws IOException;
    }

    FilePackets(Session session) {
        this.session = session;
    }

    void addTo(PacketTable table) {
        add(table, "setfs:", this::chooseFileSystem);
        add(table, "open:", this::open);
        add(table, "close:", this::close);
        add(table, "pread:", this::read);
        add(table, "pwrite:", this::write);
        add(table, "fstat:", this::status);
        add(table, "unlink:", this::unlink);
        add(table, "readlink:", this::readLink);
    }

    private static void add(PacketTable table, String name, FileRequest request) {
        table.prefix("vFile:" + name, packet -> {
            try {
                return request.handle(packet);
            } catch (IOException e) {
                return error(number(e));
            } catch (InvalidPathException e) {
                return error(EINVAL);
            }
        });
    }

    private static Reply error(int number) {
        return Reply.text("F-1," + Integer.toHexString(number));
    }

    private static int number(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> ENOENT;
            case AccessDeniedException _ -> EACCES;
            case FileAlreadyExistsException _ -> EEXIST;
            case NotLinkException _ -> EINVAL;
            case DirectoryNotEmptyException _ -> EISDIR;
            case FileSystemException failed
            when String.valueOf(failed.getReason()).contains("directory") -> EISDIR;
            default -> UNKNOWN_ERROR;
        };
    }

    private static Reply result(long value) {
        return Reply.of(PacketBuilder.of("F").number(value));
    }

    private static Reply attachment(byte[] bytes, int count) {
        return Reply.of(PacketBuilder.of("F").number(count).text(";").binary(bytes, 0, count));
    }

    private Reply chooseFileSystem(PacketCursor packet) {
        long pid = packet.number();
        owner = session.processes().find(pid);
        return result(0);
    }

    private Path path(PacketCursor packet) {
        Path path = Path.of(new String(packet.hexBytes(), StandardCharsets.UTF_8));
        return owner.isPresent() && path.isAbsolute()
                ? owner.get().inferior().info().hostPath(path)
                : path;
    }

    private Reply open(PacketCursor packet) throws IOException {
        Path path = path(packet);
        packet.expect(",");
        int flags = packet.number(Integer.MAX_VALUE);
        packet.expect(",");
        int mode = packet.number(Integer.MAX_VALUE);
        Set<OpenOption> options = new HashSet<>();
        int access = flags & O_ACCESS;
        if (access != O_WRONLY) {
            options.add(StandardOpenOption.READ);
        }
        if (access == O_WRONLY || access == O_RDWR) {
            options.add(StandardOpenOption.WRITE);
            addIf(options, flags & O_TRUNC, StandardOpenOption.TRUNCATE_EXISTING);
            addIf(options, flags & O_CREAT, StandardOpenOption.CREATE);
            addIf(options, (flags & O_CREAT) == 0 ? 0 : flags & O_EXCL, StandardOpenOption.CREATE_NEW);
        }
        if (Files.isDirectory(path) && access != 0) {
            return error(EISDIR);
        }
        FileChannel channel = FileChannel.open(path, options, PosixFilePermissions.asFileAttribute(permissions(mode)));
        files.put(next, new Opened(path, channel, (flags & O_APPEND) != 0));
        return result(next++);
    }

    private static void addIf(Set<OpenOption> options, int bit, OpenOption option) {
        if (bit != 0) {
            options.add(option);
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        StringBuilder text = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            text.append((mode >> bit & 1) != 0 ? "rwx".charAt((8 - bit) % 3) : '-');
        }
        return PosixFilePermissions.fromString(text.toString());
    }

    private @Nullable Opened opened(PacketCursor packet) {
        return files.get(packet.number(Integer.MAX_VALUE));
    }

    private Reply close(PacketCursor packet) throws IOException {
        @Nullable Opened file = files.remove(packet.number(Integer.MAX_VALUE));
        if (file == null) {
            return error(EBADF);
        }
        file.channel.close();
        return result(0);
    }

    private Reply read(PacketCursor packet) throws IOException {
        @Nullable Opened file = opened(packet);
        packet.expect(",");
        int count = Math.min(packet.number(Integer.MAX_VALUE), Features.PACKET_SIZE - 32);
        packet.expect(",");
        long offset = packet.number();
        if (file == null) {
            return error(EBADF);
        }
        if (offset < 0) {
            return error(EINVAL);
        }
        ByteBuffer bytes = ByteBuffer.allocate(count);
        int n = file.channel.read(bytes, offset);
        return attachment(bytes.array(), Math.max(0, n));
    }

    private Reply write(PacketCursor packet) throws IOException {
        @Nullable Opened file = opened(packet);
        packet.expect(",");
        long offset = packet.number();
        packet.expect(",");
        if (file == null) {
            return error(EBADF);
        }
        if (offset < 0) {
            return error(EINVAL);
        }
        ByteBuffer bytes = ByteBuffer.wrap(packet.binary());
        return result(file.channel.write(bytes, file.appends ? file.channel.size() : offset));
    }

    private Reply status(PacketCursor packet) throws IOException {
        @Nullable Opened file = opened(packet);
        if (file == null) {
            return error(EBADF);
        }
        byte[] status = FileStatus.of(file.path, file.channel.size());
        return attachment(status, status.length);
    }

    private Reply unlink(PacketCursor packet) throws IOException {
        Path path = path(packet);
        if (Files.isDirectory(path)) {
            return error(EISDIR);
        }
        Files.delete(path);
        return result(0);
    }

    private Reply readLink(PacketCursor packet) throws IOException {
        byte[] target = Files.readSymbolicLink(path(packet)).toString().getBytes(StandardCharsets.UTF_8);
        return attachment(target, target.length);
    }
}
