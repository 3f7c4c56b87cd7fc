package dev.sonde.cli.source;

import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * A source file as it was read.
 *
 * @param lines its lines, without their ends
 * @param highlighter shows them on a terminal
 * @param modified when it was last changed
 * @param size its size in bytes
 */
record SourceText(List<String> lines, Highlighter highlighter, FileTime modified, long size) {}
