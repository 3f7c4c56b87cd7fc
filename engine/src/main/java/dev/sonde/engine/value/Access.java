package dev.sonde.engine.value;

/** Who may name a member (C++ section 11.8). */
public enum Access {
    PUBLIC("public"),
    PROTECTED("protected"),
    PRIVATE("private");

    private final String keyword;

    Access(String keyword) {
        this.keyword = keyword;
    }

    /** The keyword. */
    public String keyword() {
        return keyword;
    }
}
