package dev.sonde.engine.syscall;

import java.util.ArrayList;

/** The three sets of capset(2) in its two halves of 32 bits, {@code _LINUX_CAPABILITY_VERSION_3}. */
final class Capabilities implements ElementFormat {
    @Override
    public int size() {
        return 24;
    }

    @Override
    public String format(Call call, byte[] bytes, int offset) {
        return "{effective=" + set(bytes, offset) + ", permitted=" + set(bytes, offset + 4) + ", inheritable="
                + set(bytes, offset + 8) + "}";
    }

    private static String set(byte[] bytes, int offset) {
        long bits = TracedMemory.unsigned(bytes, offset, 4) | TracedMemory.unsigned(bytes, offset + 12, 4) << 32;
        var names = new ArrayList<String>();
        for (int bit = 0; bit < 64; bit++) {
            if (((bits >>> bit) & 1) != 0) {
                names.add("1<<" + Scalars.constant("capability", bit));
            }
        }
        return names.isEmpty() ? "0" : String.join("|", names);
    }
}
