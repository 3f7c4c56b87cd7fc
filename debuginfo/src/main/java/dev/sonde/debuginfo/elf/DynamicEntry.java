package dev.sonde.debuginfo.elf;

/**
 * An entry of the dynamic section (gABI chapter 5, "Dynamic Section").
 *
 * @param tag {@code d_tag}, one of {@code DT_*}
 * @param value {@code d_un}: a number, a file address or an offset in the dynamic string table, as the tag says
 */
public record DynamicEntry(long tag, long value) {}
