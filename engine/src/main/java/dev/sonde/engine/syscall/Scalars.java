package dev.sonde.engine.syscall;

import dev.sonde.engine.signal.Signal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The kinds of numbers that arguments and fields are: the decoder's own, and one for each set of constants. */
final class Scalars {
    private static final int AT_FDCWD = -100;
    private static final Map<String, Scalar> OF_CONSTANTS = new ConcurrentHashMap<>();

    private static final Map<String, Scalar> OWN = Map.ofEntries(
            Map.entry("byte", new Scalar(1, Long::toString)),
            Map.entry("short", new Scalar(2, value -> Integer.toString((short) value))),
            Map.entry("ushort", new Scalar(2, Long::toString)),
            Map.entry("int", new Scalar(4, Scalars::signed)),
            Map.entry("uint", new Scalar(4, Long::toString)),
            Map.entry("hexint", new Scalar(4, Scalars::hex)),
            Map.entry("long", new Scalar(8, Long::toString)),
            Map.entry("ulong", new Scalar(8, Long::toUnsignedString)),
            Map.entry("size", new Scalar(8, Long::toUnsignedString)),
            Map.entry("off", new Scalar(8, Long::toString)),
            Map.entry("hex", new Scalar(8, Scalars::hex)),
            Map.entry("ptr", new Scalar(8, Scalars::pointer)),
            Map.entry("fd", new Scalar(4, Scalars::signed)),
            Map.entry("atfd", new Scalar(4, value -> (int) value == AT_FDCWD ? "AT_FDCWD" : signed(value))),
            Map.entry("pid", new Scalar(4, Scalars::signed)),
            Map.entry("uid", new Scalar(4, value -> (int) value == -1 ? "-1" : Long.toString(value))),
            Map.entry("mode", new Scalar(4, Scalars::octal)),
            Map.entry("filemode", new Scalar(4, Scalars::fileMode)),
            Map.entry("dev", new Scalar(8, Scalars::device)),
            Map.entry("signal", new Scalar(4, value -> signalName((int) value))),
            Map.entry("rlim", new Scalar(8, Scalars::limit)),
            Map.entry("ipv4", new Scalar(4, SocketAddresses::inet)),
            Map.entry("errno", new Scalar(4, Scalars::errno)),
            Map.entry("futexwakeop", new Scalar(4, FutexWakeOperation::format)),
            Map.entry("ioctl", new Scalar(4, Scalars::ioctl)),
            Map.entry("personality", new Scalar(4, Scalars::personality)));

    private Scalars() {}

    /** The scalar of that name, or null if it is something else. */
    static @Nullable Scalar named(String name) {
        Scalar own = OWN.get(name);
        if (own != null) {
            return own;
        }
        Scalar known = OF_CONSTANTS.get(name);
        if (known != null) {
            return known;
        }
        ConstantSet set = ConstantSets.named(name);
        return set == null ? null : OF_CONSTANTS.computeIfAbsent(name, _ -> new Scalar(4, set::format));
    }

    /** The text of {@code value} as one of {@code set}. */
    static String constant(String set, long value) {
        ConstantSet constants = ConstantSets.named(set);
        return constants == null ? hex(value) : constants.format(value);
    }

    static String hex(long value) {
        return value == 0 ? "0" : "0x" + Long.toHexString(value);
    }

    static String pointer(long value) {
        return value == 0 ? "NULL" : "0x" + Long.toHexString(value);
    }

    /** Permissions: octal with a leading 0, at least three digits. */
    static String octal(long value) {
        String digits = Long.toOctalString(value);
        return value == 0 ? "000" : digits.length() < 2 ? "00" + digits : "0" + digits;
    }

    /** A signal as strace spells it: {@code SIGINT}, {@code SIGRTMIN}, {@code SIGRT_2}, or the number. */
    static String signalName(int number) {
        if (number < 1 || number > 64) {
            return Integer.toString(number);
        }
        if (number >= 32) {
            return number == 32 ? "SIGRTMIN" : "SIGRT_" + (number - 32);
        }
        return Signal.numbered(number).map(Signal::name).orElseGet(() -> Integer.toString(number));
    }

    /** A file's type and permissions, such as {@code S_IFREG|0644}. */
    static String fileMode(long mode) {
        long type = mode & 0170000;
        String permissions = octal(mode & 07777);
        return type == 0 ? permissions : constant("filetype", type) + "|" + permissions;
    }

    /** The kernel's 64-bit encoding of major and minor number, as makedev(3) makes it. */
    static String device(long device) {
        long major = ((device >>> 8) & 0xfff) | ((device >>> 32) & 0xffff_f000L);
        long minor = (device & 0xff) | ((device >>> 12) & 0xffff_ff00L);
        return makedev(major, minor);
    }

    static String makedev(long major, long minor) {
        return "makedev(" + hex(major) + ", " + hex(minor) + ")";
    }

    private static String signed(long value) {
        return Integer.toString((int) value);
    }

    private static String limit(long value) {
        if (value == -1) {
            return "RLIM64_INFINITY";
        }
        return Long.compareUnsigned(value, 1024) > 0 && Long.remainderUnsigned(value, 1024) == 0
                ? Long.toUnsignedString(Long.divideUnsigned(value, 1024)) + "*1024"
                : Long.toUnsignedString(value);
    }

    private static String errno(long value) {
        return Errno.numbered((int) value).map(Errno::name).orElseGet(() -> signed(value));
    }

    private static String personality(long value) {
        // All ones asks for the present personality, and is none itself.
        return value == 0xffff_ffffL ? hex(value) : constant("execdomain", value);
    }

    private static String ioctl(long request) {
        ConstantSet known = ConstantSets.named("ioctlrequest");
        String text = known == null ? "" : known.format(request);
        if (!text.isEmpty() && !text.startsWith("0")) {
            return text;
        }
        String direction = switch ((int) (request >>> 30)) {
            case 0 -> "_IOC_NONE";
            case 1 -> "_IOC_WRITE";
            case 2 -> "_IOC_READ";
            default -> "_IOC_READ|_IOC_WRITE";
        };
        return "_IOC(" + direction + ", " + hex((request >>> 8) & 0xff) + ", " + hex(request & 0xff) + ", "
                + hex((request >>> 16) & 0x3fff) + ")";
    }
}
