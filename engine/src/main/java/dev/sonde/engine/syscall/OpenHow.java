package dev.sonde.engine.syscall;

/** {@code struct open_how} of openat2(2), whose mode counts only for a file that is created. */
final class OpenHow implements ElementFormat {
    private static final long O_CREAT = 0x40;
    private static final long O_TMPFILE = 0x410000;

    @Override
    public int size() {
        return 24;
    }

    @Override
    public String format(Call call, byte[] bytes, int offset) {
        long flags = TracedMemory.int64(bytes, offset);
        boolean creates = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
        String mode = creates ? ", mode=" + Scalars.octal(TracedMemory.int64(bytes, offset + 8)) : "";
        return "{flags=" + Scalars.constant("open", flags) + mode + ", resolve="
                + Scalars.constant("resolve", TracedMemory.int64(bytes, offset + 16)) + "}";
    }
}
