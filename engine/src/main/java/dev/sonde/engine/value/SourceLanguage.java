package dev.sonde.engine.value;

/** The languages whose notation types and values are written in. */
public enum SourceLanguage {
    C,
    CPLUSPLUS,
    RUST;

    /** Whether types are named without {@code struct} and the like, and have scopes. */
    public boolean hasScopes() {
        return this != C;
    }
}
