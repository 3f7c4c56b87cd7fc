package dev.sonde.debuginfo.debuginfod;

import java.util.OptionalLong;

/** Watches a download and may end it; called on the thread that asked for it, several times a second. */
@FunctionalInterface
public interface DebuginfodProgress {
    /** Lets the download run. */
    DebuginfodProgress SILENT = (received, total) -> true;

    /**
     * Tells how far the download is.
     *
     * @param received bytes received so far
     * @param total the size of the file in bytes, if the server said it
     * @return false to cancel
     */
    boolean report(long received, OptionalLong total);
}
