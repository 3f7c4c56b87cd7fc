/**
 * The commands about core files: looking at them and writing them.
 *
 * <p>What is asked of a core file once it is open is asked as of any process, by the commands of other packages.
 */
@NullMarked
package dev.sonde.cli.command.core;

import org.jspecify.annotations.NullMarked;
