/** The command-line debugger. */
module dev.sonde.cli {
    requires static transitive org.jspecify;
    requires dev.sonde.debuginfo;
    requires dev.sonde.disassembler;
    requires dev.sonde.engine;
    requires dev.sonde.server;
    requires jdk.unsupported;
    requires org.jline.reader;
    requires org.jline.terminal;
}
