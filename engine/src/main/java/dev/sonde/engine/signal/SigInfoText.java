package dev.sonde.engine.signal;

/** The one-line text of a {@link SigInfo}. */
final class SigInfoText {
    private static final int SIGSEGV = 11;
    private static final int CLD_EXITED = 1;

    private SigInfoText() {}

    static String describe(SigInfo info) {
        String name = info.signal().map(Signal::name).orElseGet(() -> "signal " + info.number());
        return name + ": " + reason(info);
    }

    private static String reason(SigInfo info) {
        String meaning =
                SigCode.of(info.number(), info.code()).map(SigCode::meaning).orElseGet(() -> "code " + info.code());
        return switch (info.detail()) {
            case SigInfo.Detail.None _ -> meaning;
            case SigInfo.Detail.Fault(long address) -> fault(info, meaning, address);
            case SigInfo.Detail.Bounds(long address, long lower, long upper) ->
                meaning + " " + hex(lower) + " to " + hex(upper) + ", at " + hex(address);
            case SigInfo.Detail.ProtectionKey(long address, int key) ->
                "forbidden by protection key " + key + ", at " + hex(address);
            case SigInfo.Detail.Sender(int pid, int uid) -> meaning + sender(pid, uid);
            case SigInfo.Detail.Queued(int pid, int uid, long value) ->
                meaning + sender(pid, uid) + ", with value " + hex(value);
            case SigInfo.Detail.Timer timer ->
                "timer " + timer.id() + " expired"
                        + (timer.overrun() == 0 ? "" : ", " + timer.overrun() + " times more before this was seen");
            case SigInfo.Detail.Child child -> child(info, child, meaning);
            case SigInfo.Detail.Poll poll -> meaning + ", on descriptor " + poll.descriptor();
            case SigInfo.Detail.SystemCall call ->
                meaning + ", call " + call.number() + " at " + hex(call.callAddress());
        };
    }

    private static String fault(SigInfo info, String meaning, long address) {
        if (info.code() == SigCode.SI_KERNEL) {
            // The processor gives no address for a general protection fault, and the kernel then reports 0.
            return info.number() == SIGSEGV
                    ? "general protection fault (a non-canonical address or a privileged instruction?)"
                    : meaning;
        }
        return meaning + ", at " + hex(address);
    }

    private static String child(SigInfo info, SigInfo.Detail.Child child, String meaning) {
        String end = info.code() == CLD_EXITED
                ? " with code " + child.status()
                : ", signal "
                        + Signal.numbered(child.status())
                                .map(Signal::name)
                                .orElseGet(() -> Integer.toString(child.status()));
        return "child process " + child.pid() + " " + meaning + end;
    }

    private static String sender(int pid, int uid) {
        return " from process " + pid + " of user " + Integer.toUnsignedString(uid);
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
