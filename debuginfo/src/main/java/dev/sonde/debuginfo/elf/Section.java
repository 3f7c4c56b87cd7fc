package dev.sonde.debuginfo.elf;

/**
 * A section header (gABI chapter 4, "Sections"); {@link ElfFile#bytes(Section)} and {@link ElfFile#contents(Section)}
 * give the bytes.
 *
 * @param index its place in the section header table
 * @param name its name, empty if the file has no section names
 * @param type {@code sh_type}, one of {@code SHT_*}
 * @param flags {@code sh_flags}, a set of {@code SHF_*}
 * @param address its file address, 0 if it is not loaded
 * @param offset where it starts in the file, in bytes
 * @param size its size in bytes; a {@code SHT_NOBITS} section takes none of the file
 * @param link {@code sh_link}, often the index of a related section
 * @param info {@code sh_info}
 * @param alignment {@code sh_addralign} in bytes
 * @param entrySize {@code sh_entsize} in bytes, 0 if it holds no table
 */
public record Section(
        int index,
        String name,
        int type,
        long flags,
        long address,
        long offset,
        long size,
        int link,
        int info,
        long alignment,
        long entrySize) {

    /** Whether {@code fileAddress} lies within the section once it is loaded. */
    public boolean contains(long fileAddress) {
        return isLoaded() && Long.compareUnsigned(fileAddress - address, size) < 0;
    }

    /** Whether it takes memory in the running program ({@code SHF_ALLOC}). */
    public boolean isLoaded() {
        return (flags & ElfConstants.SHF_ALLOC) != 0;
    }

    /** Whether it holds instructions ({@code SHF_EXECINSTR}). */
    public boolean isExecutable() {
        return (flags & ElfConstants.SHF_EXECINSTR) != 0;
    }

    /** Whether it has a header and a size but no bytes in the file ({@code SHT_NOBITS}), as in {@code .bss}. */
    public boolean isNoBits() {
        return type == ElfConstants.SHT_NOBITS;
    }

    /** Whether its bytes in the file are compressed and start with a compression header ({@code SHF_COMPRESSED}). */
    public boolean isCompressed() {
        return (flags & ElfConstants.SHF_COMPRESSED) != 0;
    }
}
