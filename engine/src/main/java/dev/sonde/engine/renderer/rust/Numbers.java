package dev.sonde.engine.renderer.rust;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.value.Rendering;
import java.math.BigDecimal;

/** Numbers in structures that say more of them. */
final class Numbers {
    private static final int NANOSECOND_DIGITS = 9;
    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;

    private Numbers() {}

    static Rendering nonZero(ObjectView number) {
        return Rendering.as(number.unwrapped().value());
    }

    /** As the type's own Debug writes it. */
    static Rendering duration(ObjectView duration) {
        long seconds = duration.member("secs").number();
        long nanos = duration.member("nanos").unwrapped().number();
        BigDecimal number;
        String unit;
        if (seconds != 0) {
            number = new BigDecimal(Long.toUnsignedString(seconds)).add(BigDecimal.valueOf(nanos, NANOSECOND_DIGITS));
            unit = "s";
        } else if (nanos >= MILLISECOND) {
            number = BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(MILLISECOND));
            unit = "ms";
        } else if (nanos >= MICROSECOND) {
            number = BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(MICROSECOND));
            unit = "\u00b5s";
        } else {
            number = BigDecimal.valueOf(nanos);
            unit = "ns";
        }
        BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return Rendering.text(plain.toPlainString() + unit);
    }
}
