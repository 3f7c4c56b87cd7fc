/**
 * Commands about the process as the system sees it, and about the files that it consists of.
 *
 * <p>Knows nothing of ptrace nor of where {@code /proc} is; that is {@link dev.sonde.engine.inferior.ProcessInfo}'s.
 *
 * {@snippet :
 * session.execute("info proc mappings");
 * }
 */
@NullMarked
package dev.sonde.cli.command.process;

import org.jspecify.annotations.NullMarked;
