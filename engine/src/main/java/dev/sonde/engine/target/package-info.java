/**
 * The facade: a process with its modules and breakpoints, as a debugger's user thinks of it.
 *
 * <p>The only package that names backends. Knows nothing of commands or protocols.
 *
 * {@snippet :
 * try (Target target = Target.launch(LaunchOptions.of("/bin/ls"))) {
 *     target.breakAt(new LocationSpec.Function("malloc"));
 *     System.out.println(target.resume());
 * }
 * }
 */
@NullMarked
package dev.sonde.engine.target;

import org.jspecify.annotations.NullMarked;
