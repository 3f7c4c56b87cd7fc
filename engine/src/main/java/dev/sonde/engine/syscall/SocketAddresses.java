package dev.sonde.engine.syscall;

import org.jspecify.annotations.Nullable;

/** Socket addresses: unix(7), ip(7), ipv6(7), netlink(7). */
final class SocketAddresses {
    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int AF_NETLINK = 16;
    /** The size of {@code struct sockaddr_storage}: no address is longer. */
    private static final int LONGEST = 128;

    private SocketAddresses() {}

    static @Nullable String format(Call call, long address, long length) {
        if (length < 2) {
            return null;
        }
        byte[] bytes = call.memory().bytes(address, (int) Math.min(length, LONGEST));
        return bytes == null ? null : format(bytes);
    }

    static String format(byte[] bytes) {
        int family = TracedMemory.uint16(bytes, 0);
        String rest;
        if (family == AF_UNIX) {
            rest = unix(bytes);
        } else if (family == AF_INET && bytes.length >= 16) {
            rest = ", sin_port=htons(" + port(bytes) + "), sin_addr=" + inet(TracedMemory.unsigned(bytes, 4, 4));
        } else if (family == AF_INET6 && bytes.length >= 24) {
            rest = inet6(bytes);
        } else if (family == AF_NETLINK && bytes.length >= 12) {
            rest = ", nl_pid=" + TracedMemory.unsigned(bytes, 4, 4) + ", nl_groups="
                    + String.format("%08x", TracedMemory.int32(bytes, 8));
        } else {
            rest = bytes.length > 2 ? ", sa_data=" + Quoted.whole(bytes, 2, bytes.length - 2) : "";
        }
        return "{sa_family=" + Scalars.constant("addrfamily", family) + rest + "}";
    }

    private static String unix(byte[] bytes) {
        if (bytes.length <= 2) {
            return "";
        }
        // An abstract name begins with a NUL and is as long as the address says.
        if (bytes[2] == 0) {
            return ", sun_path=@" + Quoted.whole(bytes, 3, bytes.length - 3);
        }
        int end = 2;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return ", sun_path=" + Quoted.whole(bytes, 2, end - 2);
    }

    private static int port(byte[] bytes) {
        return bigEndian(bytes, 2);
    }

    private static int bigEndian(byte[] bytes, int offset) {
        return Integer.reverseBytes(TracedMemory.uint16(bytes, offset)) >>> 16;
    }

    /** An IPv4 address in network order, read little-endian. */
    static String inet(long address) {
        return "inet_addr(\"" + dotted((int) address) + "\")";
    }

    private static String dotted(int address) {
        return (address & 0xff) + "." + ((address >>> 8) & 0xff) + "." + ((address >>> 16) & 0xff) + "."
                + (address >>> 24);
    }

    private static String inet6(byte[] bytes) {
        String scope = bytes.length >= 28 ? ", sin6_scope_id=" + TracedMemory.unsigned(bytes, 24, 4) : "";
        return ", sin6_port=htons(" + port(bytes) + "), sin6_flowinfo=htonl("
                + Integer.toUnsignedString(Integer.reverseBytes(TracedMemory.int32(bytes, 4)))
                + "), inet_pton(AF_INET6, \"" + inet6Text(bytes, 8) + "\", &sin6_addr)" + scope;
    }

    /** The text form of RFC 5952: the longest run of zero groups becomes {@code ::}. */
    static String inet6Text(byte[] bytes, int offset) {
        var groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = bigEndian(bytes, offset + 2 * i);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int run = i;
            while (run < 8 && groups[run] == 0) {
                run++;
            }
            if (run - i > length) {
                start = i;
                length = run - i;
            }
        }
        // ::1.2.3.4 and ::ffff:1.2.3.4 show the IPv4 address that they carry, as inet_ntop(3) does.
        boolean ipv4 = start == 0 && (length == 6 || (length == 5 && groups[5] == 0xffff));
        var text = new StringBuilder();
        for (int i = 0; i < (ipv4 ? 6 : 8); i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        if (ipv4) {
            text.append(text.charAt(text.length() - 1) == ':' ? "" : ":")
                    .append(dotted(TracedMemory.int32(bytes, offset + 12)));
        }
        return text.toString();
    }
}
