package dev.sonde.engine.symbols;

/**
 * Where the code of a function starts.
 *
 * @param module the file that it is in
 * @param address in the process
 * @param inlined whether it was inlined into another function there
 */
public record FunctionPlace(LoadedModule module, long address, boolean inlined) {}
