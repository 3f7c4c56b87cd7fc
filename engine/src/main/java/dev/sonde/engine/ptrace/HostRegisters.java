package dev.sonde.engine.ptrace;

import dev.sonde.engine.linux.HostCpu;
import dev.sonde.engine.x86_64.RegisterTable;

/** The registers of this machine, asked of the processor once. */
final class HostRegisters {
    static final RegisterTable TABLE = RegisterTable.of(HostCpu.xsaveLayout());

    private HostRegisters() {}
}
