package dev.sonde.engine.syscall;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Scattered buffers, readv(2), and messages with their control data, recvmsg(2) and cmsg(3). */
final class Messages {
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int SCM_CREDENTIALS = 2;
    private static final int VECTOR_SIZE = 16;
    private static final int CONTROL_HEADER = 16;
    /** How much control data is looked at: the kernel's usual limit for a send (net.core.optmem_max) is less. */
    private static final int CONTROL_LIMIT = 1 << 17;

    private Messages() {}

    /** The buffers of an array of iovec; after the call only as much of them as the kernel filled. */
    static @Nullable String vectors(Call call, long address, long count) {
        return vectors(call, address, count, call.isReturned() ? call.result() : Long.MAX_VALUE);
    }

    private static @Nullable String vectors(Call call, long address, long count, long filled) {
        var text = new StringJoiner(", ", "[", "]");
        long left = filled;
        for (int i = 0; i < Math.min(count, Quoted.LIMIT); i++) {
            byte[] vector = call.memory().bytes(address + (long) i * VECTOR_SIZE, VECTOR_SIZE);
            if (vector == null) {
                return i == 0
                        ? null
                        : text.add("... /* " + Scalars.pointer(address + (long) i * VECTOR_SIZE) + " */")
                                .toString();
            }
            long base = TracedMemory.int64(vector, 0);
            long length = TracedMemory.int64(vector, 8);
            long shown = Math.min(length < 0 ? Long.MAX_VALUE : length, left);
            text.add("{iov_base=" + data(call, base, shown) + ", iov_len=" + Long.toUnsignedString(length) + "}");
            left -= shown;
        }
        return (count > Quoted.LIMIT ? text.add("...") : text).toString();
    }

    private static String data(Call call, long base, long length) {
        String text = base == 0 ? null : Pointed.bytes(call, base, length);
        return text == null ? Scalars.pointer(base) : text;
    }

    /** {@code struct msghdr}. */
    static final class Header implements ElementFormat {
        @Override
        public int size() {
            return 56;
        }

        @Override
        public String format(Call call, byte[] bytes, int offset) {
            return header(call, bytes, offset, call.isReturned() ? call.result() : Long.MAX_VALUE);
        }
    }

    /** {@code struct mmsghdr}: a message and how many bytes of it were sent or received. */
    static final class CountedHeader implements ElementFormat {
        @Override
        public int size() {
            return 64;
        }

        @Override
        public String format(Call call, byte[] bytes, int offset) {
            long length = TracedMemory.unsigned(bytes, offset + 56, 4);
            String header = header(call, bytes, offset, call.isReturned() ? length : Long.MAX_VALUE);
            return "{msg_hdr=" + header + (call.isReturned() ? ", msg_len=" + length : "") + "}";
        }
    }

    private static String header(Call call, byte[] bytes, int offset, long filled) {
        long name = TracedMemory.int64(bytes, offset);
        int nameLength = TracedMemory.int32(bytes, offset + 8);
        long vectors = TracedMemory.int64(bytes, offset + 16);
        long vectorCount = TracedMemory.int64(bytes, offset + 24);
        String nameText = name == 0 ? null : SocketAddresses.format(call, name, nameLength);
        String vectorText = vectors == 0 ? null : vectors(call, vectors, vectorCount, filled);
        return "{msg_name=" + (nameText == null ? Scalars.pointer(name) : nameText) + ", msg_namelen=" + nameLength
                + ", msg_iov=" + (vectorText == null ? Scalars.pointer(vectors) : vectorText) + ", msg_iovlen="
                + Long.toUnsignedString(vectorCount) + control(call, bytes, offset) + ", msg_flags="
                + Scalars.constant("msg", TracedMemory.unsigned(bytes, offset + 48, 4)) + "}";
    }

    private static String control(Call call, byte[] bytes, int offset) {
        long address = TracedMemory.int64(bytes, offset + 32);
        long length = TracedMemory.int64(bytes, offset + 40);
        if (length == 0) {
            return ", msg_controllen=0";
        }
        byte[] data = length < CONTROL_HEADER || length > CONTROL_LIMIT
                ? null
                : call.memory().bytes(address, (int) length);
        String text = data == null ? Scalars.pointer(address) : controlMessages(data);
        return ", msg_control=" + text + ", msg_controllen=" + Long.toUnsignedString(length);
    }

    private static String controlMessages(byte[] data) {
        var text = new StringJoiner(", ", "[", "]");
        int at = 0;
        for (int i = 0; i < Quoted.LIMIT && at + CONTROL_HEADER <= data.length; i++) {
            long length = TracedMemory.int64(data, at);
            int end = length < CONTROL_HEADER || length > data.length - at ? data.length : at + (int) length;
            text.add(controlMessage(data, at, end, length));
            at = (end + 7) & ~7;
        }
        return text.toString();
    }

    private static String controlMessage(byte[] data, int at, int end, long length) {
        int level = TracedMemory.int32(data, at + 8);
        int type = TracedMemory.int32(data, at + 12);
        int start = at + CONTROL_HEADER;
        String content;
        if (level == SOL_SOCKET && type == SCM_RIGHTS) {
            var descriptors = new StringJoiner(", ", "[", "]");
            for (int i = start; i + 4 <= end; i += 4) {
                descriptors.add(Integer.toString(TracedMemory.int32(data, i)));
            }
            content = descriptors.toString();
        } else if (level == SOL_SOCKET && type == SCM_CREDENTIALS && end - start >= 12) {
            content = "{pid=" + TracedMemory.int32(data, start) + ", uid="
                    + TracedMemory.unsigned(data, start + 4, 4) + ", gid="
                    + TracedMemory.unsigned(data, start + 8, 4) + "}";
        } else {
            content = Quoted.whole(data, start, Math.min(end - start, Quoted.LIMIT))
                    + (end - start > Quoted.LIMIT ? "..." : "");
        }
        return "{cmsg_len=" + Long.toUnsignedString(length) + ", cmsg_level=" + Scalars.constant("socklevel", level)
                + ", cmsg_type=" + typeName(level, type) + ", cmsg_data=" + content + "}";
    }

    private static String typeName(int level, int type) {
        return level == SOL_SOCKET ? Scalars.constant("cmsgtype", type) : Scalars.hex(Integer.toUnsignedLong(type));
    }
}
