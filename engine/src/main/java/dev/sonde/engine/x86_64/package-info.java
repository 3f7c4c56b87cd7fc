/**
 * The x86-64 processor as a debugger sees it: the register table, the bytes behind the registers, their values and
 * texts, the debug registers, the calling convention, and the few instructions that are cheaper to compute than to step.
 *
 * <p>Bytes in, bytes out: knows nothing of ptrace, of processes or of DWARF. A backend supplies and accepts the three
 * blocks through {@link dev.sonde.engine.x86_64.RegisterSource} and {@link dev.sonde.engine.x86_64.RegisterSink}:
 *
 * {@snippet :
 * var table = RegisterTable.of(XsaveLayout.of(subleaf -> cpuid(0xd, subleaf)));
 * var registers = new RegisterFile(table, source);
 * long pc = registers.readLong(Register.RIP);
 * registers.writeLong(table.require("r8d"), 7);
 * registers.write(table.require("st0"), RegisterValue.of(42.24));
 * registers.flush(sink);
 * }
 */
@NullMarked
package dev.sonde.engine.x86_64;

import org.jspecify.annotations.NullMarked;
