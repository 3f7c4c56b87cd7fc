@NullMarked
package dev.sonde.disassembler;

import org.jspecify.annotations.NullMarked;
