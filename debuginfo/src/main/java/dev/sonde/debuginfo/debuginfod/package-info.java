/**
 * A client of debuginfod servers, which hand out debug files, executables and sources by build-id (debuginfod(8)).
 *
 * <p>Shares its environment variables and its cache with debuginfod-find(1). Asks nobody unless servers are named.
 * Blocks the calling thread; a caller that must not wait runs it in another. Does not know who needs a file or why.
 *
 * {@snippet :
 * DebuginfodClient client = DebuginfodClient.fromEnvironment(System.getenv());
 * DebuginfodResult result = client.debugInfo(buildId, (received, total) -> !stopped);
 * if (result instanceof DebuginfodResult.Fetched(Path file)) {
 *     ElfFile debug = ElfFile.open(file);
 * }
 * }
 */
@NullMarked
package dev.sonde.debuginfo.debuginfod;

import org.jspecify.annotations.NullMarked;
