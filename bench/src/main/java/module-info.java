/** Sonde's speed beside gdb's and bare C's. */
module dev.sonde.bench {
    requires static org.jspecify;
    requires dev.sonde.debuginfo;
    requires dev.sonde.engine;
}
