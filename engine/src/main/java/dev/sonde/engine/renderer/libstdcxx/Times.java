package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.renderer.Durations;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.value.Rendering;

/** Durations and points in time, as the printers of later versions of libstdc++ write them. */
final class Times {
    private Times() {}

    static Rendering duration(ObjectView duration) {
        return Durations.duration(duration, duration.member("__r"));
    }

    static Rendering timePoint(ObjectView point) {
        return Durations.timePoint(point, point.member("__d"), point.member("__d", "__r"));
    }
}
