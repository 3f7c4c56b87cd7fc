package dev.sonde.engine.x86_64;

/**
 * A function in machine code that executes CPUID, which Java cannot.
 *
 * <p>In C it is {@code void cpuid(uint32_t leaf, uint32_t subleaf, uint32_t out[4])}; {@code out} gets eax, ebx, ecx and
 * edx. It is position-independent and keeps to the System V calling convention. The engine maps it executable and calls
 * it through the FFM API, then hands the answers to {@link XsaveLayout#of}.
 *
 * <p>Source: Intel SDM vol. 2A, CPUID and vol. 1 section 13.2 (leaf 0DH).
 */
public final class CpuidCode {
    /** The leaf that describes the XSAVE area. */
    public static final int XSAVE_LEAF = 0xd;

    private static final int[] CODE = {
        0x53, // push %rbx, which cpuid overwrites and the caller keeps
        0x89, 0xf8, // mov %edi,%eax
        0x89, 0xf1, // mov %esi,%ecx
        0x49, 0x89, 0xd0, // mov %rdx,%r8
        0x0f, 0xa2, // cpuid
        0x41, 0x89, 0x00, // mov %eax,(%r8)
        0x41, 0x89, 0x58, 0x04, // mov %ebx,4(%r8)
        0x41, 0x89, 0x48, 0x08, // mov %ecx,8(%r8)
        0x41, 0x89, 0x50, 0x0c, // mov %edx,12(%r8)
        0x5b, // pop %rbx
        0xc3, // ret
    };

    private CpuidCode() {}

    /** The bytes of the function. */
    public static byte[] bytes() {
        byte[] bytes = new byte[CODE.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) CODE[i];
        }
        return bytes;
    }
}
