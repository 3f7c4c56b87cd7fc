package dev.sonde.disassembler.iced;

import java.util.List;

/** What the module may hold on the host's side: it names these objects by a handle and never looks inside them. */
sealed interface HostObject {
    /** An error that the module raised instead of a result. */
    record Failure(String message) implements HostObject {}

    /** An object of the module's own, by its address in the module's memory; who takes it must free it. */
    record Pointer(int address) implements HostObject {}

    /** A growing list of objects. */
    record Array(List<HostObject> elements) implements HostObject {}
}
