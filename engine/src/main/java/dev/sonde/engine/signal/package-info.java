/**
 * The signals of Linux x86-64: names and numbers, what a debugger does when one arrives, and the decoded
 * {@code siginfo_t}.
 *
 * <p>Pure values: knows nothing of processes, ptrace or the debugger's commands.
 *
 * {@snippet :
 * var policies = SignalPolicies.defaults();
 * policies.handle(List.of("SIGUSR1", "nostop", "noprint"));
 * Signal signal = Signal.named("SIGUSR1").orElseThrow();
 * boolean stop = policies.of(signal).stop();
 * String text = SigInfo.decode(bytes).describe();   // "SIGSEGV: address not mapped, at 0x0"
 * }
 */
@NullMarked
package dev.sonde.engine.signal;

import org.jspecify.annotations.NullMarked;
