package dev.sonde.engine.rsp;

/** Which end of a connection speaks. */
public enum End {
    /** The debugger, which asks. Replies to it may be run-length encoded. */
    CLIENT,
    /** The one that controls the program, and answers. In requests an asterisk is just that. */
    STUB
}
