/** The programs that the tests debug, compiled on first use and cached. */
module dev.sonde.testprograms {
    requires static transitive org.jspecify;

    exports dev.sonde.testprograms;
}
