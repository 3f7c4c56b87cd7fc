/** Commands for starting the program and letting it go on. */
@NullMarked
package dev.sonde.cli.command.run;

import org.jspecify.annotations.NullMarked;
