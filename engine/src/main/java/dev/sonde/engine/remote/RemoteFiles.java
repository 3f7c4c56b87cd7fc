package dev.sonde.engine.remote;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.rsp.PacketCursor;
import dev.sonde.engine.syscall.Errno;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file system behind a stub. What is copied from there is kept until the connection ends.
 *
 * <p>Source: "Debugging with GDB", appendix E.7, "Host I/O Packets"; the numbers of errors and the structure of {@code
 * fstat} are those of appendix E.13.
 */
public final class RemoteFiles implements AutoCloseable {
    private static final int READ_ONLY = 0;
    private static final int WRITE_CREATE_TRUNCATE = 0x1 | 0x200 | 0x400;
    private static final int ANYBODY_READS = 0755;
    private static final int HEADER = 64;
    private static final int NAME_TOO_LONG = 91;
    private static final int ENAMETOOLONG = 36;
    /** Offsets in {@code struct stat} of the protocol, whose numbers are big-endian. */
    private static final int STAT_SIZE = 28;

    private static final int STAT_MODIFIED = 56;
    private static final int STAT_BYTES = 64;
    /** What files of the system, which do not tell their size, have at most. */
    private static final int LARGEST_SMALL_FILE = 64 << 20;

    private final RemoteStub stub;
    private final Map<String, Optional<Path>> copies = new HashMap<>();
    private @Nullable Path directory;

    RemoteFiles(RemoteStub stub) {
        this.stub = stub;
    }

    /** What a request has led to: a number, -1 for an error, and what was read. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Reply(long result, int error, byte[] attachment) {}

    private Optional<Reply> request(byte[] packet) {
        return stub.tryAsk("vFile", packet).map(RemoteFiles::parse);
    }

    private static Reply parse(byte[] reply) {
        PacketCursor cursor = new PacketCursor(reply);
        cursor.expect("F");
        long result = cursor.signedNumber();
        int error = cursor.accept(",") ? cursor.number(Integer.MAX_VALUE) : 0;
        byte[] attachment = cursor.accept(";") ? cursor.binary() : new byte[0];
        return new Reply(result, error, attachment);
    }

    private Reply require(byte[] packet) {
        Reply reply =
                request(packet).orElseThrow(() -> new DebugException("Remote I/O error: Function not implemented"));
        if (reply.result < 0) {
            throw new DebugException("Remote I/O error: " + (reply.error == 0 ? "Unknown error" : reason(reply.error)));
        }
        return reply;
    }

    /** The protocol's numbers are Linux's, but for that of a name that is too long. */
    private static String reason(int error) {
        int number = error == NAME_TOO_LONG ? ENAMETOOLONG : error;
        return Errno.numbered(number).map(Errno::text).orElse("error " + number);
    }

    /** All of a small file, such as those of {@code /proc}; empty when it cannot be read. On the link's thread. */
    Optional<byte[]> read(String path) {
        Optional<Reply> opened = request(open(path, READ_ONLY)).filter(reply -> reply.result >= 0);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try {
            copy(opened.get().result, whole, LARGEST_SMALL_FILE);
        } catch (IOException | DebugException e) {
            return Optional.empty(); // as good as not there
        } finally {
            closeFile(opened.get().result);
        }
        return Optional.of(whole.toByteArray());
    }

    private static byte[] open(String path, int flags) {
        return PacketBuilder.of("vFile:open:")
                .hexText(path)
                .text(",")
                .number(flags)
                .text(",")
                .number(ANYBODY_READS)
                .toBytes();
    }

    private void closeFile(long file) {
        request(PacketBuilder.of("vFile:close:").number(file).toBytes());
    }

    private long copy(long file, OutputStream to, long most) throws IOException {
        int length = Math.max(64, stub.packetSize() - HEADER);
        long done = 0;
        while (done < most) {
            Reply reply = require(PacketBuilder.of("vFile:pread:")
                    .number(file)
                    .text(",")
                    .number(length)
                    .text(",")
                    .number(done)
                    .toBytes());
            if (reply.attachment.length == 0) {
                break;
            }
            to.write(reply.attachment);
            done += reply.attachment.length;
        }
        return done;
    }

    /** Where a symbolic link leads; empty when there is none, or the stub cannot tell. On the link's thread. */
    Optional<String> link(String path) {
        return request(PacketBuilder.of("vFile:readlink:").hexText(path).toBytes())
                .filter(reply -> reply.result >= 0)
                .map(reply -> RemoteLink.text(reply.attachment));
    }

    /** Copies a file from behind the stub. */
    public void get(String remote, Path local) {
        stub.link().run(() -> {
            long file = require(open(remote, READ_ONLY)).result;
            try (OutputStream out = Files.newOutputStream(local)) {
                copy(file, out, Long.MAX_VALUE);
            } catch (IOException e) {
                throw new DebugException("Could not write " + local + ": " + e.getMessage(), e);
            } finally {
                closeFile(file);
            }
        });
    }

    /** Copies a file to behind the stub. */
    public void put(Path local, String remote) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(local);
        } catch (IOException e) {
            throw new DebugException(local + ": No such file or directory.", e);
        }
        stub.link().run(() -> {
            long file = require(open(remote, WRITE_CREATE_TRUNCATE)).result;
            try {
                int most = Math.max(64, (stub.packetSize() - HEADER) / 2);
                int done = 0;
                while (done < bytes.length) {
                    Reply reply = require(PacketBuilder.of("vFile:pwrite:")
                            .number(file)
                            .text(",")
                            .number(done)
                            .text(",")
                            .binary(bytes, done, Math.min(most, bytes.length - done))
                            .toBytes());
                    if (reply.result == 0) {
                        throw new DebugException("Remote write of " + remote + " returned 0?");
                    }
                    done += (int) Math.min(reply.result, bytes.length - done);
                }
            } finally {
                closeFile(file);
            }
        });
    }

    /** Deletes a file behind the stub. */
    public void delete(String remote) {
        stub.link()
                .run(() -> require(
                        PacketBuilder.of("vFile:unlink:").hexText(remote).toBytes()));
    }

    /** The file of this path here if it is the same as behind the stub, or a copy of that; else the path itself. */
    Path copyUnlessHere(String path) {
        Path here = Path.of(path);
        return stub.link().call(() -> isSame(path, here)) ? here : copy(path).orElse(here);
    }

    /** Whether size and time of the last change are the same; true where the stub cannot tell and there is such a file. */
    private boolean isSame(String path, Path here) {
        if (!Files.isRegularFile(here)) {
            return false;
        }
        Optional<Reply> opened = request(open(path, READ_ONLY));
        if (opened.isEmpty()) {
            return true;
        }
        if (opened.get().result < 0) {
            return false;
        }
        try {
            byte[] stat = require(PacketBuilder.of("vFile:fstat:")
                            .number(opened.get().result)
                            .toBytes())
                    .attachment;
            return stat.length >= STAT_BYTES
                    && number(stat, STAT_SIZE, 8) == Files.size(here)
                    && number(stat, STAT_MODIFIED, 4)
                            == (Files.getLastModifiedTime(here).toMillis() / 1000 & 0xffff_ffffL);
        } catch (IOException | DebugException e) {
            return false;
        } finally {
            closeFile(opened.get().result);
        }
    }

    private static long number(byte[] bytes, int at, int count) {
        long number = 0;
        for (int i = 0; i < count; i++) {
            number = number << 8 | (bytes[at + i] & 0xff);
        }
        return number;
    }

    /** A copy of a file from behind the stub; empty when it cannot be had. */
    Optional<Path> copy(String path) {
        return stub.link().call(() -> {
            Optional<Path> known = copies.get(path);
            if (known == null) {
                known = fetch(path);
                copies.put(path, known);
            }
            return known;
        });
    }

    private Optional<Path> fetch(String path) {
        try {
            Path copy = directory().resolve(copies.size() + "-" + Path.of(path).getFileName());
            stub.link().settings().output().accept("Reading " + path + " from remote target...\n");
            get(path, copy);
            return Optional.of(copy);
        } catch (DebugException e) {
            return Optional.empty();
        }
    }

    private Path directory() {
        Path made = directory;
        if (made == null) {
            try {
                made = Files.createTempDirectory("sonde-remote");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            directory = made;
        }
        return made;
    }

    /** Deletes the copies. */
    @Override
    public void close() {
        Path made = directory;
        if (made != null) {
            directory = null;
            try (Stream<Path> files = Files.walk(made)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                // The system clears its directory of temporary files by itself.
            }
        }
    }
}
