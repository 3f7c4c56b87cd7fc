package dev.sonde.engine.syscall;

/** What stat(2) and statx(2) fill, in strace's short form. */
final class FileStatus {
    private static final long TYPE = 0170000;
    private static final long CHARACTER_DEVICE = 0020000;
    private static final long BLOCK_DEVICE = 0060000;

    private FileStatus() {}

    private static boolean isDevice(long mode) {
        return (mode & TYPE) == CHARACTER_DEVICE || (mode & TYPE) == BLOCK_DEVICE;
    }

    /** {@code struct stat}. */
    static final class Stat implements ElementFormat {
        @Override
        public int size() {
            return 144;
        }

        @Override
        public String format(Call call, byte[] bytes, int offset) {
            long mode = TracedMemory.unsigned(bytes, offset + 24, 4);
            String measure = isDevice(mode)
                    ? "st_rdev=" + Scalars.device(TracedMemory.int64(bytes, offset + 40))
                    : "st_size=" + TracedMemory.int64(bytes, offset + 48);
            return "{st_mode=" + Scalars.fileMode(mode) + ", " + measure + ", ...}";
        }
    }

    /** {@code struct statx}. */
    static final class Statx implements ElementFormat {
        @Override
        public int size() {
            return 256;
        }

        @Override
        public String format(Call call, byte[] bytes, int offset) {
            return "{stx_mask=" + Scalars.constant("statxmask", TracedMemory.unsigned(bytes, offset, 4))
                    + ", stx_attributes=" + Scalars.constant("statxattr", TracedMemory.int64(bytes, offset + 8))
                    + ", stx_mode=" + Scalars.fileMode(TracedMemory.uint16(bytes, offset + 28))
                    + ", stx_size=" + Long.toUnsignedString(TracedMemory.int64(bytes, offset + 40)) + ", ...}";
        }
    }
}
