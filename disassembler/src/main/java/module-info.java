/** x86-64 instructions decoded and formatted: iced-x86's WebAssembly build, compiled to Java classes. */
module dev.sonde.disassembler {
    requires static transitive org.jspecify;
    requires com.dylibso.chicory.runtime;

    exports dev.sonde.disassembler;
}
