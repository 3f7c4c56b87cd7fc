/**
 * Commands about values and symbols: printing, displaying at each stop, setting, describing.
 *
 * <p>Knows nothing of how the program is run, but asks {@link dev.sonde.cli.execution.Execution} to be told of stops.
 *
 * {@snippet :
 * session.execute("print/x $rsp + 8"); // $1 = 0x7fffffffe5f8
 * session.execute("display/i $pc"); // from now on shown at each stop
 * }
 */
@NullMarked
package dev.sonde.cli.command.data;

import org.jspecify.annotations.NullMarked;
