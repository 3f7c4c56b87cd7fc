package dev.sonde.debuginfo.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fuzz targets for Jazzer. A plain test run tries the seeds and the inputs that once failed, which are kept as test
 * resources in {@code ParserFuzzTestInputs/TARGET}; {@code scripts/fuzz.sh} searches for new ones.
 */
class ParserFuzzTest {
    private static final String SEEDS = "dev.sonde.debuginfo.fuzz.Seeds#";
    /** The script that starts the search ends it. */
    private static final String UNTIL_STOPPED = "24h";

    @MethodSource(SEEDS + "elf")
    @FuzzTest(maxDuration = UNTIL_STOPPED)
    void elf(byte[] data) {
        FuzzTargets.elf(data);
    }

    @MethodSource(SEEDS + "entries")
    @FuzzTest(maxDuration = UNTIL_STOPPED)
    void entries(byte[] data) {
        FuzzTargets.entries(data);
    }

    @MethodSource(SEEDS + "line")
    @FuzzTest(maxDuration = UNTIL_STOPPED)
    void line(byte[] data) {
        FuzzTargets.line(data);
    }

    @MethodSource(SEEDS + "callFrames")
    @FuzzTest(maxDuration = UNTIL_STOPPED)
    void callFrames(byte[] data) {
        FuzzTargets.callFrames(data);
    }

    @MethodSource(SEEDS + "expression")
    @FuzzTest(maxDuration = UNTIL_STOPPED)
    void expression(byte[] data) {
        FuzzTargets.expression(data);
    }

    @MethodSource(SEEDS + "locations")
    @FuzzTest(maxDuration = UNTIL_STOPPED)
    void locations(byte[] data) {
        FuzzTargets.locations(data);
    }

    @MethodSource(SEEDS + "names")
    @FuzzTest(maxDuration = UNTIL_STOPPED)
    void names(byte[] data) {
        FuzzTargets.names(data);
    }
}
