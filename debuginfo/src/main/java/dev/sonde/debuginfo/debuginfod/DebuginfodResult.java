package dev.sonde.debuginfo.debuginfod;

import java.nio.file.Path;
import java.util.List;

/** What came of asking for a file. */
public sealed interface DebuginfodResult {
    /** The file is in the cache at {@code path}. */
    record Fetched(Path path) implements DebuginfodResult {}

    /** No server has it, now or at a recent earlier try that the cache remembers. */
    record NotFound() implements DebuginfodResult {}

    /** No server is configured. */
    record Disabled() implements DebuginfodResult {}

    /** The progress callback or an interrupt ended it. */
    record Cancelled() implements DebuginfodResult {}

    /**
     * It could not be had.
     *
     * @param reasons one clause per server, or the reason that the cache cannot be used
     */
    record Failed(List<String> reasons) implements DebuginfodResult {}
}
