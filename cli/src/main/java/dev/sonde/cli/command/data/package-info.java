/**
 * Commands about values and symbols: printing, displaying at each stop, setting, describing.
 *
 * <p>Knows nothing of how the program is run. Whoever stops it calls {@link dev.sonde.cli.command.data.Displays#show}.
 *
 * {@snippet :
 * session.execute("print/x $rsp + 8"); // $1 = 0x7fffffffe5f8
 * Displays.of(session).show();
 * }
 */
@NullMarked
package dev.sonde.cli.command.data;

import org.jspecify.annotations.NullMarked;
