/** Protocol front ends, through which other debuggers drive the engine. */
module dev.sonde.server {
    requires static transitive org.jspecify;
    requires transitive dev.sonde.engine;

    exports dev.sonde.server.gdbserver;
    exports dev.sonde.server.json;
}
