package dev.sonde.debuginfo.dwarf.index;

/** What kind of thing a name of the index stands for. */
public enum EntryKind {
    /** A function with code, or one that was inlined everywhere. */
    FUNCTION(0),
    /** A variable outside functions, or a static data member with a definition or a value. */
    VARIABLE(1),
    /** A defined type: a class, an enumeration, a base type, a typedef. */
    TYPE(2),
    /** A namespace or a module. */
    NAMESPACE(3),
    /** An enumerator or a named constant. */
    CONSTANT(4);

    private static final EntryKind[] BY_CODE = {FUNCTION, VARIABLE, TYPE, NAMESPACE, CONSTANT};

    private final int code;

    EntryKind(int code) {
        this.code = code;
    }

    /** The number that stands for the kind in a kept index. */
    int code() {
        return code;
    }

    /** The kind of a number below {@link #count()}. */
    static EntryKind of(int code) {
        return BY_CODE[code];
    }

    static int count() {
        return BY_CODE.length;
    }
}
