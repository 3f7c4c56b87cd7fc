/** The command-line debugger. */
module dev.sonde.cli {
    requires static transitive org.jspecify;
    requires dev.sonde.engine;
}
