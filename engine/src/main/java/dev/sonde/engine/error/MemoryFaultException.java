package dev.sonde.engine.error;

/** Memory of the debuggee that cannot be read or written. */
public final class MemoryFaultException extends DebugException {
    private static final long serialVersionUID = 1L;

    private final long address;
    private final long length;

    /**
     * @param address the first byte that cannot be accessed
     * @param length how many bytes were asked for from there
     */
    public MemoryFaultException(long address, long length) {
        super("Cannot access memory at address 0x" + Long.toHexString(address));
        this.address = address;
        this.length = length;
    }

    /** The first byte that cannot be accessed. */
    public long address() {
        return address;
    }

    /** How many bytes were asked for from {@link #address()} on. */
    public long length() {
        return length;
    }
}
