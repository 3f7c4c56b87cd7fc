package dev.sonde.engine.unwind;

import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.MemoryRegion;
import java.util.List;
import java.util.OptionalLong;

/** Tells words that may be return addresses from others: they point behind a call in executable memory, or to a signal trampoline. */
final class ReturnAddresses {
    private static final int LONGEST_CALL = 7;
    private static final int CALL_RELATIVE = 0xe8;
    private static final int CALL_RELATIVE_LENGTH = 5;
    private static final int GROUP_5 = 0xff;
    private static final int GROUP_5_CALL = 2;

    private final StackReader memory;
    private final List<MemoryRegion> regions;

    ReturnAddresses(StackReader memory, List<MemoryRegion> regions) {
        this.memory = memory;
        this.regions = regions;
    }

    /** Whether {@code address} can be executed. */
    boolean isExecutable(long address) {
        int low = 0;
        int high = regions.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            MemoryRegion region = regions.get(middle);
            if (region.contains(address)) {
                return region.isExecutable();
            }
            if (Long.compareUnsigned(address, region.start()) < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return false;
    }

    /** Whether a call, or the kernel for a signal handler, may have pushed {@code address}. */
    boolean isPlausible(long address) {
        return isExecutable(address - 1) && (callBefore(address).length > 0 || SignalTrampoline.isAt(memory, address));
    }

    /** The target of the direct call before {@code address}; empty if there is another call or none. */
    OptionalLong directTarget(long address) {
        if (!isExecutable(address - 1)) {
            return OptionalLong.empty();
        }
        byte[] code = callBefore(address);
        if (code.length < CALL_RELATIVE_LENGTH || (code[code.length - CALL_RELATIVE_LENGTH] & 0xff) != CALL_RELATIVE) {
            return OptionalLong.empty();
        }
        int displacement = 0;
        for (int i = 1; i <= Integer.BYTES; i++) {
            displacement = (displacement << 8) | (code[code.length - i] & 0xff);
        }
        return OptionalLong.of(address + displacement);
    }

    /** The bytes before {@code address} if they end in a call instruction, else none. */
    private byte[] callBefore(long address) {
        byte[] code;
        try {
            code = memory.readBytes(address - LONGEST_CALL, LONGEST_CALL);
        } catch (MemoryFaultException e) {
            return new byte[0]; // no call is where nothing can be read
        }
        if ((code[LONGEST_CALL - CALL_RELATIVE_LENGTH] & 0xff) == CALL_RELATIVE) {
            return code;
        }
        for (int length = 2; length <= LONGEST_CALL; length++) {
            int at = LONGEST_CALL - length;
            if ((code[at] & 0xff) == GROUP_5 && indirectCallLength(code, at) == length) {
                return code;
            }
        }
        return new byte[0];
    }

    /** The length of the instruction of opcode ff /2 at an offset, 0 if it is another (Intel SDM volume 2, section 2.1). */
    private static int indirectCallLength(byte[] code, int at) {
        int modrm = code[at + 1] & 0xff;
        if (((modrm >> 3) & 7) != GROUP_5_CALL) {
            return 0;
        }
        int mode = modrm >> 6;
        int base = modrm & 7;
        if (mode == 3) {
            return 2;
        }
        int length = 2;
        if (base == 4) {
            length++;
            boolean noBase = at + 2 < code.length && (code[at + 2] & 7) == 5;
            if (mode == 0 && noBase) {
                return length + Integer.BYTES;
            }
        } else if (mode == 0 && base == 5) {
            return length + Integer.BYTES;
        }
        return switch (mode) {
            case 1 -> length + 1;
            case 2 -> length + Integer.BYTES;
            default -> length;
        };
    }
}
