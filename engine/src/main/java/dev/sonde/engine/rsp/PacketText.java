package dev.sonde.engine.rsp;

/** Payloads as text for logs and messages. */
public final class PacketText {
    private static final int LONGEST = 512;

    private PacketText() {}

    /** The payload, with bytes that are no printable ASCII as {@code \xHH}; long ones are cut. */
    public static String of(byte[] payload) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(payload.length, LONGEST); i++) {
            int c = payload[i] & 0xff;
            if (c >= ' ' && c < 0x7f) {
                text.append((char) c);
            } else {
                text.append("\\x%02x".formatted(c));
            }
        }
        if (payload.length > LONGEST) {
            text.append("[").append(payload.length - LONGEST).append(" bytes omitted]");
        }
        return text.toString();
    }
}
