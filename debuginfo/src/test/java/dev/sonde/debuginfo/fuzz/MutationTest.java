package dev.sonde.debuginfo.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random changes of the seeds, the same ones in every run: what a test run can afford of fuzzing. */
class MutationTest {
    private static final int ROUNDS = 1000;
    private static final int[] TELLING = {0, 1, 0x7f, 0x80, 0xff};

    @ParameterizedTest
    @ValueSource(strings = {"elf", "entries", "line", "callFrames", "expression", "locations", "names"})
    void survivesChanges(String target) {
        List<byte[]> seeds = Seeds.of(target);
        Random random = new Random(target.hashCode());
        for (int round = 0; round < ROUNDS && !seeds.isEmpty(); round++) {
            byte[] input = seeds.get(random.nextInt(seeds.size()));
            for (int change = random.nextInt(4); change >= 0 && input.length > 0; change--) {
                input = changed(input, random);
            }
            try {
                Objects.requireNonNull(FuzzTargets.ALL.get(target)).accept(input);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("round " + round, e);
            }
        }
    }

    private static byte[] changed(byte[] input, Random random) {
        int at = random.nextInt(input.length);
        byte[] result = input.clone();
        switch (random.nextInt(6)) {
            case 0 -> result[at] = (byte) random.nextInt();
            case 1 -> result[at] = (byte) TELLING[random.nextInt(TELLING.length)];
            case 2 -> result[at] ^= (byte) (1 << random.nextInt(8));
            case 3 -> Arrays.fill(result, at, Math.min(at + 8, result.length), (byte) (random.nextBoolean() ? 0 : -1));
            case 4 -> {
                int from = random.nextInt(input.length);
                int length = Math.min(random.nextInt(16), input.length - Math.max(from, at));
                System.arraycopy(input, from, result, at, length);
            }
            default -> result = Arrays.copyOf(input, at);
        }
        return result;
    }
}
