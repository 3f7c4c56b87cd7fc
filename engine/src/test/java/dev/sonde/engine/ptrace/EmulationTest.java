package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.testprograms.TestProgram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is executed in software under a breakpoint leaves everything as the processor would have. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
class EmulationTest {
    private static final int LABELS = 28;
    private static final int LOOPS = 300;
    private static final Path INSTRUCTIONS = TestProgram.of("instructions.s").compile();

    /** What a run looked like. */
    private record Run(String output, List<Long> registers) {}

    private static Inferior launch(boolean emulate) {
        LaunchOptions options = Programs.options(INSTRUCTIONS);
        return emulate ? PtraceBackend.launch(options) : PtraceBackend.launchWithoutEmulation(options);
    }

    /** Runs the program with a breakpoint at each label; what every hit saw. */
    private static Run run(boolean emulate, int... labels) {
        List<Long> registers = new ArrayList<>();
        try (Inferior inferior = launch(emulate)) {
            for (int label : labels) {
                inferior.plant(Programs.breakpoint(inferior, INSTRUCTIONS, "k" + label), thread -> {
                    registers.add(thread.registers().readLong(Register.RIP));
                    registers.add(thread.registers().readLong(Register.RSP));
                    registers.add(thread.registers().readLong(Register.RAX));
                    registers.add(thread.registers().readLong(Register.RDX));
                    registers.add(thread.registers().readLong(Register.EFLAGS) & 0xcd5);
                    return false;
                });
            }
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            return new Run(Programs.output(inferior), registers);
        }
    }

    private static String alone() {
        try (Inferior inferior = launch(true)) {
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            return Programs.output(inferior);
        }
    }

    @Test
    void eachKindOfInstructionAsSteppedByTheProcessor() {
        String alone = alone();
        for (int label = 0; label < LABELS; label++) {
            Run emulated = run(true, label);
            Run stepped = run(false, label);
            assertThat(emulated.output()).as("k%d", label).isEqualTo(alone);
            assertThat(emulated).as("k%d", label).isEqualTo(stepped);
            assertThat(emulated.registers()).as("k%d", label).isNotEmpty().hasSizeLessThanOrEqualTo(5 * LOOPS);
        }
    }

    @Test
    void allAtOnce() {
        int[] all = IntStream.range(0, LABELS).toArray();
        Run emulated = run(true, all);
        assertThat(emulated.output()).isEqualTo(alone());
        assertThat(emulated).isEqualTo(run(false, all));
    }

    @Test
    void theLastInstructionBeforeTheEndOfMemoryIsExecuted() {
        try (Inferior inferior = launch(true)) {
            var thread = Programs.runTo(inferior, INSTRUCTIONS, "main");
            // The last bytes of the code's last page: jmp to itself, then nothing that could be read.
            var region = inferior.info().regions().stream()
                    .filter(r -> r.contains(Programs.symbol(inferior, INSTRUCTIONS, "main")))
                    .findFirst()
                    .orElseThrow();
            long last = region.end() - 1;
            inferior.memory().writeBytes(last, new byte[] {(byte) 0xc3});
            long stack = thread.registers().readLong(Register.RSP);
            StopPoint point = new StopPoint.Execute(last, false);
            inferior.plant(point, t -> true);
            long back = Programs.symbol(inferior, INSTRUCTIONS, "main");
            thread.registers().writeLong(Register.RIP, last);
            thread.registers().writeLong(Register.RSP, stack - 8);
            inferior.memory()
                    .writeBytes(
                            stack - 8,
                            ByteBuffer.allocate(8)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .putLong(back)
                                    .array());
            Programs.run(inferior);
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo(alone());
        }
    }

    @Test
    void codeThatIsWrittenAfterTheBreakpointIsWhatIsExecuted() {
        try (Inferior inferior = launch(true)) {
            Programs.runTo(inferior, INSTRUCTIONS, "main");
            StopPoint point = Programs.breakpoint(inferior, INSTRUCTIONS, "k5");
            inferior.plant(point, thread -> false);
            // movl $7 becomes movl $9 behind the back of the site: only its operand changes.
            inferior.memory().writeBytes(point.address() + 3, new byte[] {9});
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            String changed = Programs.output(inferior);
            assertThat(changed).isNotEqualTo(alone());
            try (Inferior other = launch(false)) {
                other.memory().writeBytes(point.address() + 3, new byte[] {9});
                assertThat(Programs.run(other)).isEqualTo(new StopEvent.Exited(0));
                assertThat(Programs.output(other)).isEqualTo(changed);
            }
        }
    }
}
