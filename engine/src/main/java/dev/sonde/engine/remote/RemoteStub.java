package dev.sonde.engine.remote;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.rsp.PacketCursor;
import dev.sonde.engine.rsp.RemoteSignal;
import dev.sonde.engine.rsp.ThreadId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a stub can do, and the requests that are made of several packets. On the thread of the link, but for what is said. */
final class RemoteStub {
    /** What we understand. */
    private static final String ASK_FEATURES = "qSupported:multiprocess+;swbreak+;hwbreak+;qRelocInsn-;fork-events+;"
            + "vfork-events+;exec-events+;vContSupported+;QThreadEvents+;no-resumed+;xmlRegisters=i386";

    private static final int SMALLEST_PACKET = 400;
    private static final int LARGEST_PACKET = 1 << 20;
    private static final int LARGEST_OBJECT = 64 << 20;
    /** Attaching and starting take the stub longer than looking something up. */
    private static final int SLOW = 10;

    private final RemoteLink link;
    private final Map<String, String> features = new HashMap<>();
    private final Map<String, Boolean> known = new HashMap<>();
    private @Nullable RegisterLayout layout;
    private String actions = "";
    private boolean extended;
    private boolean hostSignals;
    /** The thread that requests about registers concern. */
    private @Nullable ThreadId selected;

    RemoteStub(RemoteLink link) {
        this.link = link;
    }

    RemoteLink link() {
        return link;
    }

    /**
     * Finds out what the stub can do.
     *
     * @param wantsExtended whether it is to stay when a process ends, and start others
     */
    void negotiate(boolean wantsExtended) {
        String reply = link.ask(ASK_FEATURES);
        for (String feature : reply.split(";", -1)) {
            int equals = feature.indexOf('=');
            if (equals > 0) {
                features.put(feature.substring(0, equals), feature.substring(equals + 1));
            } else if (!feature.isEmpty()) {
                features.put(feature.substring(0, feature.length() - 1), feature.substring(feature.length() - 1));
            }
        }
        if (supports("QStartNoAckMode") && StubReply.isOk(link.ask(RemoteLink.bytes("QStartNoAckMode")))) {
            link.withoutAcknowledgements();
        }
        if (wantsExtended) {
            StubReply.requireOk(
                    link.ask(RemoteLink.bytes("!")), "The target does not support \"target extended-remote\"");
            extended = true;
        }
        String continuing = link.ask("vCont?");
        actions = continuing.startsWith("vCont") ? continuing.substring("vCont".length()) + ";" : "";
        // lldb-server, which says this, has the numbers of the system that it runs on.
        hostSignals = supports("QThreadSuffixSupported");
    }

    /** Whether the stub has said that it has this feature. */
    boolean supports(String feature) {
        return "+".equals(features.get(feature));
    }

    /** Whether {@code vCont} has this action. */
    boolean hasAction(String action) {
        return actions.contains(";" + action + ";");
    }

    boolean hasContinue() {
        return !actions.isEmpty();
    }

    boolean isExtended() {
        return extended;
    }

    /** Whether several processes can be told apart. */
    boolean isMultiprocess() {
        return supports("multiprocess");
    }

    /** How long a packet may be that the stub takes, in bytes. */
    int packetSize() {
        String size = features.get("PacketSize");
        if (size == null) {
            return SMALLEST_PACKET;
        }
        long stated = new PacketCursor(size).number();
        return (int) Math.max(SMALLEST_PACKET, Math.min(LARGEST_PACKET, stated < 0 ? LARGEST_PACKET : stated));
    }

    /** The registers. */
    RegisterLayout layout() {
        RegisterLayout found = layout;
        if (found == null) {
            found = RegisterLayout.of(
                    supports("qXfer:features:read")
                            ? DescriptionReader.read(name -> transferText("features", name))
                            : Optional.empty());
            layout = found;
        }
        return found;
    }

    /** Another program is there, which may have other registers. */
    void forgetLayout() {
        layout = null;
        selected = null;
    }

    /** Linux's number for a signal that the stub tells of. */
    int signalFromStub(int number) {
        return hostSignals ? number : RemoteSignal.toLinux(number);
    }

    /** The stub's number for a signal of Linux. */
    int signalToStub(int number) {
        return hostSignals ? number : RemoteSignal.ofLinux(number);
    }

    /** How packets call a thread. */
    ThreadId id(long pid, long tid) {
        return isMultiprocess() ? ThreadId.of(pid, tid) : ThreadId.of(tid);
    }

    /** Lets requests about registers and memory concern a thread. */
    void select(long pid, long tid) {
        ThreadId wanted = id(pid, tid);
        if (!wanted.equals(selected)) {
            byte[] reply = link.ask(PacketBuilder.of("Hg").thread(wanted).toBytes());
            // A stub that knows a single thread need not know the packet.
            if (StubReply.isError(reply)) {
                throw StubReply.failure(reply, "Could not select thread " + tid);
            }
            selected = wanted;
        }
    }

    /** Nothing is known of what requests concern. */
    void deselect() {
        selected = null;
    }

    /**
     * Asks something that the stub may not know: then it is not asked again.
     *
     * @param name by which the request is remembered
     * @return the reply; empty if the stub does not know the request
     */
    Optional<byte[]> tryAsk(String name, byte[] packet) {
        if (!known.getOrDefault(name, true)) {
            return Optional.empty();
        }
        byte[] reply = link.ask(packet);
        if (StubReply.isUnknown(reply)) {
            known.put(name, false);
            return Optional.empty();
        }
        return Optional.of(reply);
    }

    /** Asks for what takes longer than a look. */
    byte[] askSlowly(byte[] packet) {
        return link.ask(packet, link.settings().timeout().multipliedBy(SLOW));
    }

    /** How long slow requests may take. */
    Duration slowly() {
        return link.settings().timeout().multipliedBy(SLOW);
    }

    /**
     * An object of the stub's, such as the auxiliary vector; empty when it has none.
     *
     * <p>Source: "Debugging with GDB", appendix E.4, {@code qXfer}.
     */
    Optional<byte[]> transfer(String object, String annex) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int length = packetSize() - 4;
        while (whole.size() < LARGEST_OBJECT) {
            byte[] reply = link.ask("qXfer:" + object + ":read:" + annex + ":" + Integer.toHexString(whole.size()) + ","
                            + Integer.toHexString(length))
                    .getBytes(StandardCharsets.ISO_8859_1);
            if (reply.length == 0 || (reply[0] != 'm' && reply[0] != 'l')) {
                return Optional.empty();
            }
            whole.write(reply, 1, reply.length - 1);
            if (reply[0] == 'l') {
                return Optional.of(whole.toByteArray());
            }
            if (reply.length == 1) {
                throw new DebugException(
                        "The remote stub sends nothing of \"" + object + "\" but says that there is more");
            }
        }
        throw new DebugException("The remote stub sends more than " + LARGEST_OBJECT + " bytes of \"" + object + "\"");
    }

    Optional<String> transferText(String object, String annex) {
        return transfer(object, annex).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
