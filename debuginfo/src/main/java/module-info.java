/** ELF and DWARF for the JVM: a library of its own that needs no native access. */
module dev.sonde.debuginfo {
    requires static transitive org.jspecify;
    requires aircompressor.v3;
    requires java.net.http;
    requires org.tukaani.xz;

    exports dev.sonde.debuginfo.bytes;
    exports dev.sonde.debuginfo.debuginfod;
    exports dev.sonde.debuginfo.demangle;
    exports dev.sonde.debuginfo.elf;
    exports dev.sonde.debuginfo.dwarf;
    exports dev.sonde.debuginfo.dwarf.cfi;
    exports dev.sonde.debuginfo.dwarf.expression;
    exports dev.sonde.debuginfo.dwarf.index;
    exports dev.sonde.debuginfo.dwarf.line;
    exports dev.sonde.debuginfo.symbolize;
}
