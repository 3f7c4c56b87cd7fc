/**
 * Commands about the registers of the selected thread.
 *
 * <p>Knows nothing of where registers come from; the texts are those of {@link dev.sonde.engine.x86_64.RegisterText}.
 *
 * {@snippet :
 * session.execute("info registers rip eflags");
 * session.execute("register write xmm0 [0x00,0x00,0x80,0x3f]");
 * }
 */
@NullMarked
package dev.sonde.cli.command.register;

import org.jspecify.annotations.NullMarked;
