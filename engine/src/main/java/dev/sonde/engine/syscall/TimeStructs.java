package dev.sonde.engine.syscall;

/** Times with values of special meaning. */
final class TimeStructs {
    private static final long UTIME_NOW = (1L << 30) - 1;
    private static final long UTIME_OMIT = (1L << 30) - 2;

    private TimeStructs() {}

    /** The timespec of utimensat(2). */
    static final class UtimeStamp implements ElementFormat {
        @Override
        public int size() {
            return 16;
        }

        @Override
        public String format(Call call, byte[] bytes, int offset) {
            long nanoseconds = TracedMemory.int64(bytes, offset + 8);
            if (nanoseconds == UTIME_NOW) {
                return "UTIME_NOW";
            }
            return nanoseconds == UTIME_OMIT
                    ? "UTIME_OMIT"
                    : "{tv_sec=" + TracedMemory.int64(bytes, offset) + ", tv_nsec=" + nanoseconds + "}";
        }
    }
}
