/** Core files, those of processes and those made up or damaged. */
@org.jspecify.annotations.NullMarked
package dev.sonde.engine.corefile;
