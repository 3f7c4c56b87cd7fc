package dev.sonde.engine.breakpoint;

import dev.sonde.engine.symbols.SourceLocation;

/** Where a user wants to stop, in the user's terms. */
public sealed interface LocationSpec {
    /** The specification as a user writes it. */
    String text();

    /** Exactly at an address of the process. */
    record Address(long address) implements LocationSpec {
        @Override
        public String text() {
            return "*0x" + Long.toHexString(address);
        }
    }

    /** At an address of the executable's file, wherever it is loaded. */
    record InExecutable(long fileAddress) implements LocationSpec {
        @Override
        public String text() {
            return "*0x" + Long.toHexString(fileAddress);
        }
    }

    /**
     * At the code of a line of the source, or of the next one that has code.
     *
     * @param file the file's name, or the end of its path
     * @param line from 1
     */
    record Line(String file, int line) implements LocationSpec {
        @Override
        public String text() {
            return file + ":" + line;
        }
    }

    /**
     * At every function of this name, after its prologue.
     *
     * @param name the name, perhaps with scopes, template arguments and parameters
     * @param file the name of the only file whose functions are meant, or the end of its path; empty for any
     */
    record Function(String name, String file) implements LocationSpec {
        /** At every function of this name, in any file. */
        public Function(String name) {
            this(name, "");
        }

        /** Whether the function at {@code place} has the name, as far as scopes are written. */
        public boolean names(SourceLocation place) {
            return place.function().equals(name) || place.function().endsWith("::" + name);
        }

        @Override
        public String text() {
            return file.isEmpty() ? name : file + ":" + name;
        }
    }
}
