/** Tests of the ELF reader, with a builder that writes small ELF files. */
@NullMarked
package dev.sonde.debuginfo.elf;

import org.jspecify.annotations.NullMarked;
