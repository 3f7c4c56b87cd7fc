/** The debug engine: a library that launches, attaches to, stops and examines native Linux x86-64 processes. */
module dev.sonde.engine {
    requires static transitive org.jspecify;
    requires transitive dev.sonde.debuginfo;
    requires dev.sonde.disassembler;
    requires java.xml;

    exports dev.sonde.engine.breakpoint;
    exports dev.sonde.engine.call;
    exports dev.sonde.engine.error;
    exports dev.sonde.engine.expression;
    exports dev.sonde.engine.inferior;
    exports dev.sonde.engine.renderer;
    exports dev.sonde.engine.rsp;
    exports dev.sonde.engine.library;
    exports dev.sonde.engine.signal;
    exports dev.sonde.engine.symbols;
    exports dev.sonde.engine.syscall;
    exports dev.sonde.engine.target;
    exports dev.sonde.engine.type;
    exports dev.sonde.engine.unwind;
    exports dev.sonde.engine.value;
    exports dev.sonde.engine.variable;
    exports dev.sonde.engine.x86_64;

    uses dev.sonde.engine.renderer.RendererProvider;
}
