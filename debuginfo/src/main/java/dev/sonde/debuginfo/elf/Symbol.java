package dev.sonde.debuginfo.elf;

import java.util.Optional;

/**
 * An entry of a symbol table (gABI chapter 4, "Symbol Table").
 *
 * @param name its name as stored, mangled, without a version; {@code <corrupt>} if the file's string table does not
 *     hold it
 * @param value its file address; in a relocatable file the offset in its section, for a TLS symbol the offset in the
 *     TLS segment
 * @param size its size in bytes, 0 if unknown or none
 * @param type what it names
 * @param binding who sees it at link time
 * @param visibility who sees it at run time
 * @param sectionIndex the section it is defined in, or {@link #SHN_UNDEF}, {@link #SHN_ABS}, {@link #SHN_COMMON};
 *     reserved indexes are negative, so that they never meet a real one
 * @param version its version, if the file gives it one
 */
public record Symbol(
        String name,
        long value,
        long size,
        Type type,
        Binding binding,
        Visibility visibility,
        int sectionIndex,
        Optional<SymbolVersion> version) {
    /** The section index of a symbol that another file defines. */
    public static final int SHN_UNDEF = 0;
    /** The section index of a symbol whose value is a plain number (0xfff1 in the file). */
    public static final int SHN_ABS = (short) 0xfff1;
    /** The section index of a symbol not yet allocated (0xfff2 in the file). */
    public static final int SHN_COMMON = (short) 0xfff2;

    /** What a symbol names ({@code STT_*}). */
    public enum Type {
        NOTYPE,
        OBJECT,
        FUNC,
        SECTION,
        FILE,
        COMMON,
        TLS,
        /** A function that picks its implementation when it is first resolved. */
        GNU_IFUNC,
        /** A number that neither the gABI nor GNU defines. */
        OTHER;

        static Type of(int info) {
            return switch (info & 0xf) {
                case 0 -> NOTYPE;
                case 1 -> OBJECT;
                case 2 -> FUNC;
                case 3 -> SECTION;
                case 4 -> FILE;
                case 5 -> COMMON;
                case 6 -> TLS;
                case 10 -> GNU_IFUNC;
                default -> OTHER;
            };
        }
    }

    /** Who sees a symbol at link time ({@code STB_*}). */
    public enum Binding {
        LOCAL,
        GLOBAL,
        WEAK,
        /** Global, and one instance in the whole process. */
        GNU_UNIQUE,
        /** A number that neither the gABI nor GNU defines. */
        OTHER;

        static Binding of(int info) {
            return switch (info >>> 4 & 0xf) {
                case 0 -> LOCAL;
                case 1 -> GLOBAL;
                case 2 -> WEAK;
                case 10 -> GNU_UNIQUE;
                default -> OTHER;
            };
        }
    }

    /** Who sees a symbol at run time ({@code STV_*}). */
    public enum Visibility {
        DEFAULT,
        INTERNAL,
        HIDDEN,
        PROTECTED;

        static Visibility of(int other) {
            return switch (other & 3) {
                case 0 -> DEFAULT;
                case 1 -> INTERNAL;
                case 2 -> HIDDEN;
                default -> PROTECTED;
            };
        }
    }

    /** Whether this file defines it. */
    public boolean isDefined() {
        return sectionIndex != SHN_UNDEF;
    }

    /** Whether it names code: a function or an indirect function. */
    public boolean isFunction() {
        return type == Type.FUNC || type == Type.GNU_IFUNC;
    }

    /** The name with its version as {@code readelf} writes it, such as {@code malloc@@GLIBC_2.2.5}. */
    public String versionedName() {
        return version.map(v -> name + (v.isDefault() && isDefined() ? "@@" : "@") + v.name())
                .orElse(name);
    }
}
