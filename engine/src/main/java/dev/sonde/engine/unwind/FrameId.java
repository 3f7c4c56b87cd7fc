package dev.sonde.engine.unwind;

/**
 * What a frame keeps for as long as it exists, whatever its function executes: two stops are in the same frame exactly if
 * the ids are equal, even in a recursion.
 *
 * @param cfa its canonical frame address, the value of rsp before the call that made it (DWARF 5 section 6.4)
 * @param function the address where its function, or the inlined copy of it, is entered; 0 if unknown
 * @param inlineDepth how many functions it is inlined into, one into the other; 0 if it is not inlined
 */
public record FrameId(long cfa, long function, int inlineDepth) {}
