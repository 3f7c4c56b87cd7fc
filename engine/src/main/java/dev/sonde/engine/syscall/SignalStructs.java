package dev.sonde.engine.syscall;

import dev.sonde.engine.signal.SigInfo;
import dev.sonde.engine.signal.SigInfo.Detail;
import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Signal sets, and the structures of sigaction(2) and sigevent(7) in the kernel's layout. */
final class SignalStructs {
    private static final int SIGNALS = 64;
    private static final long SA_RESTORER = 0x4000000;

    private SignalStructs() {}

    /** The set as strace writes it: {@code [INT TERM]}, or {@code ~[...]} with the missing ones if most are in. */
    static String set(long bits) {
        boolean inverted = Long.bitCount(bits) >= SIGNALS * 2 / 3;
        long shown = inverted ? ~bits : bits;
        var names = new StringJoiner(" ", inverted ? "~[" : "[", "]");
        for (int signal = 1; signal <= SIGNALS; signal++) {
            if (((shown >>> (signal - 1)) & 1) != 0) {
                names.add(Scalars.signalName(signal).substring("SIG".length()));
            }
        }
        return names.toString();
    }

    /** A pointed-to set of {@code size} bytes, 8 where none is declared. */
    static @Nullable String pointedSet(Call call, long address, long size) {
        Long bits = size == 0 || size == 8 ? call.memory().int64(address) : null;
        return bits == null ? null : set(bits);
    }

    /** {@code struct kernel_sigaction}. */
    static final class Action implements ElementFormat {
        @Override
        public int size() {
            return 32;
        }

        @Override
        public String format(Call call, byte[] bytes, int offset) {
            long flags = TracedMemory.int64(bytes, offset + 8);
            String restorer = (flags & SA_RESTORER) == 0
                    ? ""
                    : ", sa_restorer=" + Scalars.pointer(TracedMemory.int64(bytes, offset + 16));
            return "{sa_handler=" + handler(TracedMemory.int64(bytes, offset)) + ", sa_mask="
                    + set(TracedMemory.int64(bytes, offset + 24)) + ", sa_flags="
                    + Scalars.constant("sigactionflags", flags) + restorer + "}";
        }

        private static String handler(long handler) {
            return switch (Math.clamp(handler, -2, 2)) {
                case 0 -> "SIG_DFL";
                case 1 -> "SIG_IGN";
                case -1 -> "SIG_ERR";
                default -> Scalars.pointer(handler);
            };
        }
    }

    /** {@code struct sigevent}. */
    static final class Event implements ElementFormat {
        private static final int SIGEV_SIGNAL = 0;
        private static final int SIGEV_THREAD_ID = 4;

        @Override
        public int size() {
            return 64;
        }

        @Override
        public String format(Call call, byte[] bytes, int offset) {
            int notify = TracedMemory.int32(bytes, offset + 12);
            int signal = TracedMemory.int32(bytes, offset + 8);
            String thread = notify == SIGEV_THREAD_ID
                    ? ", sigev_notify_thread_id=" + TracedMemory.int32(bytes, offset + 16)
                    : "";
            return "{sigev_value=" + value(TracedMemory.int64(bytes, offset)) + ", sigev_signo="
                    + (notify == SIGEV_SIGNAL || notify == SIGEV_THREAD_ID
                            ? Scalars.signalName(signal)
                            : Integer.toString(signal))
                    + ", sigev_notify=" + Scalars.constant("sigevnotify", notify) + thread + "}";
        }
    }

    static String value(long value) {
        return "{sival_int=" + (int) value + ", sival_ptr=" + Scalars.pointer(value) + "}";
    }

    /** {@code siginfo_t}. */
    static final class SignalInfo implements ElementFormat {
        @Override
        public int size() {
            return SigInfo.SIZE;
        }

        @Override
        public String format(Call call, byte[] bytes, int offset) {
            SigInfo info = SigInfo.decode(Arrays.copyOfRange(bytes, offset, offset + SigInfo.SIZE));
            if (info.number() == 0) {
                return "{}";
            }
            String errno = info.errno() == 0
                    ? ""
                    : ", si_errno="
                            + Errno.numbered(info.errno())
                                    .map(Errno::name)
                                    .orElseGet(() -> Integer.toString(info.errno()));
            return "{si_signo=" + Scalars.signalName(info.number()) + errno + ", si_code=" + info.codeName()
                    + detail(info) + "}";
        }

        private static String detail(SigInfo info) {
            return switch (info.detail()) {
                case Detail.None _ -> "";
                case Detail.Fault(long address) -> ", si_addr=" + Scalars.pointer(address);
                case Detail.Bounds(long address, long lower, long upper) ->
                    ", si_addr=" + Scalars.pointer(address) + ", si_lower=" + Scalars.pointer(lower) + ", si_upper="
                            + Scalars.pointer(upper);
                case Detail.ProtectionKey(long address, int key) ->
                    ", si_addr=" + Scalars.pointer(address) + ", si_pkey=" + key;
                case Detail.Sender(int pid, int uid) -> sender(pid, uid);
                case Detail.Queued(int pid, int uid, long value) -> sender(pid, uid) + ", si_value=" + value(value);
                case Detail.Timer(int id, int overrun, long value) ->
                    ", si_timerid=" + Scalars.hex(id) + ", si_overrun=" + overrun + ", si_value=" + value(value);
                case Detail.Child child ->
                    sender(child.pid(), child.uid()) + ", si_status="
                            + (info.codeName().equals("CLD_EXITED")
                                    ? Integer.toString(child.status())
                                    : Scalars.signalName(child.status()))
                            + ", si_utime=" + child.userTime() + ", si_stime=" + child.systemTime();
                case Detail.Poll(long band, int descriptor) -> ", si_band=" + band + ", si_fd=" + descriptor;
                case Detail.SystemCall(long address, int number, int arch) ->
                    ", si_call_addr=" + Scalars.pointer(address) + ", si_syscall=" + SyscallTable.nameOf(number)
                            + ", si_arch=" + Scalars.hex(Integer.toUnsignedLong(arch));
            };
        }

        private static String sender(int pid, int uid) {
            return ", si_pid=" + pid + ", si_uid=" + Integer.toUnsignedString(uid);
        }
    }
}
