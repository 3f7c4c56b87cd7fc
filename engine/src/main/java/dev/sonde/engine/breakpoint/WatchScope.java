package dev.sonde.engine.breakpoint;

/**
 * The frame without which a watched expression means nothing.
 *
 * @param tid the system's id of its thread
 * @param cfa its canonical frame address: above it the stack pointer is when the frame has returned
 * @param returnAddress where it returns to
 */
public record WatchScope(int tid, long cfa, long returnAddress) {}
