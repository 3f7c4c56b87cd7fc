package dev.sonde.cli.command.process;

import java.util.Optional;

/** The types of entries of the auxiliary vector. Sources: getauxval(3), {@code <elf.h>}, {@code <linux/auxvec.h>}. */
enum AuxiliaryType {
    AT_NULL(0, "End of vector", Style.HEXADECIMAL),
    AT_IGNORE(1, "Entry should be ignored", Style.HEXADECIMAL),
    AT_EXECFD(2, "File descriptor of program", Style.DECIMAL),
    AT_PHDR(3, "Program headers for program", Style.HEXADECIMAL),
    AT_PHENT(4, "Size of program header entry", Style.DECIMAL),
    AT_PHNUM(5, "Number of program headers", Style.DECIMAL),
    AT_PAGESZ(6, "System page size", Style.DECIMAL),
    AT_BASE(7, "Base address of interpreter", Style.HEXADECIMAL),
    AT_FLAGS(8, "Flags", Style.HEXADECIMAL),
    AT_ENTRY(9, "Entry point of program", Style.HEXADECIMAL),
    AT_NOTELF(10, "Program is not ELF", Style.DECIMAL),
    AT_UID(11, "Real user ID", Style.DECIMAL),
    AT_EUID(12, "Effective user ID", Style.DECIMAL),
    AT_GID(13, "Real group ID", Style.DECIMAL),
    AT_EGID(14, "Effective group ID", Style.DECIMAL),
    AT_PLATFORM(15, "String identifying platform", Style.TEXT),
    AT_HWCAP(16, "Machine-dependent CPU capability hints", Style.HEXADECIMAL),
    AT_CLKTCK(17, "Frequency of times()", Style.DECIMAL),
    AT_FPUCW(18, "Used FPU control word", Style.HEXADECIMAL),
    AT_DCACHEBSIZE(19, "Data cache block size", Style.DECIMAL),
    AT_ICACHEBSIZE(20, "Instruction cache block size", Style.DECIMAL),
    AT_UCACHEBSIZE(21, "Unified cache block size", Style.DECIMAL),
    AT_IGNOREPPC(22, "Entry should be ignored", Style.DECIMAL),
    AT_SECURE(23, "Boolean, was exec setuid-like?", Style.DECIMAL),
    AT_BASE_PLATFORM(24, "String identifying base platform", Style.TEXT),
    AT_RANDOM(25, "Address of 16 random bytes", Style.HEXADECIMAL),
    AT_HWCAP2(26, "Extension of AT_HWCAP", Style.HEXADECIMAL),
    AT_RSEQ_FEATURE_SIZE(27, "rseq supported feature size", Style.DECIMAL),
    AT_RSEQ_ALIGN(28, "rseq allocation alignment", Style.DECIMAL),
    AT_HWCAP3(29, "Extension of AT_HWCAP", Style.HEXADECIMAL),
    AT_HWCAP4(30, "Extension of AT_HWCAP", Style.HEXADECIMAL),
    AT_EXECFN(31, "File name of executable", Style.TEXT),
    AT_SYSINFO(32, "Special system info/entry points", Style.HEXADECIMAL),
    AT_SYSINFO_EHDR(33, "System-supplied DSO's ELF header", Style.HEXADECIMAL),
    AT_L1I_CACHESHAPE(34, "L1 Instruction cache information", Style.HEXADECIMAL),
    AT_L1D_CACHESHAPE(35, "L1 Data cache information", Style.HEXADECIMAL),
    AT_L2_CACHESHAPE(36, "L2 cache information", Style.HEXADECIMAL),
    AT_L3_CACHESHAPE(37, "L3 cache information", Style.HEXADECIMAL),
    AT_L1I_CACHESIZE(40, "L1 Instruction cache size", Style.HEXADECIMAL),
    AT_L1I_CACHEGEOMETRY(41, "L1 Instruction cache geometry", Style.HEXADECIMAL),
    AT_L1D_CACHESIZE(42, "L1 Data cache size", Style.HEXADECIMAL),
    AT_L1D_CACHEGEOMETRY(43, "L1 Data cache geometry", Style.HEXADECIMAL),
    AT_L2_CACHESIZE(44, "L2 cache size", Style.HEXADECIMAL),
    AT_L2_CACHEGEOMETRY(45, "L2 cache geometry", Style.HEXADECIMAL),
    AT_L3_CACHESIZE(46, "L3 cache size", Style.HEXADECIMAL),
    AT_L3_CACHEGEOMETRY(47, "L3 cache geometry", Style.HEXADECIMAL),
    AT_MINSIGSTKSZ(51, "Minimum stack size for signal delivery", Style.HEXADECIMAL);

    /** How the value of an entry is written. */
    enum Style {
        DECIMAL,
        HEXADECIMAL,
        /** An address and the string that is there. */
        TEXT
    }

    private final long number;
    private final String meaning;
    private final Style style;

    AuxiliaryType(long number, String meaning, Style style) {
        this.number = number;
        this.meaning = meaning;
        this.style = style;
    }

    static Optional<AuxiliaryType> of(long number) {
        for (AuxiliaryType type : values()) {
            if (type.number == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    String meaning() {
        return meaning;
    }

    Style style() {
        return style;
    }
}
