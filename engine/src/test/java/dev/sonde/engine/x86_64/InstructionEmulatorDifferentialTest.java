package dev.sonde.engine.x86_64;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.x86_64.EmulatorCases.Case;
import dev.sonde.engine.x86_64.EmulatorCases.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the emulator with the processor, which executes each case with the trap flag set. */
class InstructionEmulatorDifferentialTest {
    private static final int CASES_PER_KIND = 300;
    private static final int SIGTRAP = 5;
    private static final int RESULT_BYTES = 8 + 18 * 8 + EmulatorCases.DATA_BYTES;

    @Test
    void equalsTheProcessor(@TempDir Path directory) throws IOException {
        Tools.assume("gcc");
        Random random = new Random(20260131);
        List<Case> cases = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < CASES_PER_KIND; i++) {
                cases.add(EmulatorCases.random(kind, random));
            }
        }
        ByteBuffer results = ByteBuffer.wrap(onTheProcessor(directory, cases)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(results.capacity()).isEqualTo(cases.size() * RESULT_BYTES);

        Map<Kind, Integer> executed = new EnumMap<>(Kind.class);
        for (Case each : cases) {
            Data memory = new Data(each.data());
            RegisterFile registers = each.registers();
            boolean emulated = InstructionEmulator.execute(each.code(), registers, memory);
            long signal = results.getLong();
            if (signal != SIGTRAP) {
                assertThat(emulated).as("%s faults", each).isFalse();
            }
            for (int number = 0; number < 16; number++) {
                long expected = results.getLong();
                if (emulated) {
                    assertThat(registers.readLong(EmulatorCases.BY_NUMBER.get(number)))
                            .as("%s: %s", each, EmulatorCases.BY_NUMBER.get(number))
                            .isEqualTo(expected);
                }
            }
            long rip = results.getLong();
            long eflags = results.getLong();
            byte[] data = new byte[EmulatorCases.DATA_BYTES];
            results.get(data);
            // It leaves a jump out of the user's addresses to the processor.
            if (signal == SIGTRAP && rip >>> 47 == 0) {
                assertThat(emulated).as("%s is executed", each).isTrue();
            }
            if (emulated) {
                assertThat(registers.readLong(Register.RIP)).as("%s: rip", each).isEqualTo(rip);
                assertThat(registers.readLong(Register.EFLAGS) & EmulatorCases.STATUS)
                        .as("%s: eflags", each)
                        .isEqualTo(eflags & EmulatorCases.STATUS);
                assertThat(memory.bytes).as("%s: memory", each).isEqualTo(data);
                executed.merge(each.kind(), 1, Integer::sum);
            }
        }
        assertThat(executed.keySet()).containsExactlyInAnyOrder(Kind.values());
        assertThat(executed)
                .allSatisfy((kind, count) -> assertThat(count).as("%s", kind).isGreaterThan(CASES_PER_KIND / 3));
    }

    private static byte[] onTheProcessor(Path directory, List<Case> cases) throws IOException {
        ByteBuffer input = ByteBuffer.allocate(cases.size() * (18 * 8 + 16 + EmulatorCases.DATA_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (Case each : cases) {
            for (long value : each.values()) {
                input.putLong(value);
            }
            input.putLong(EmulatorCases.CODE_ADDRESS);
            input.putLong(each.eflags());
            input.put(Arrays.copyOf(each.code(), 16));
            input.put(each.data());
        }
        try (InputStream source = InstructionEmulatorDifferentialTest.class.getResourceAsStream("execute-cases.c")) {
            String harness = new String(Objects.requireNonNull(source).readAllBytes(), StandardCharsets.UTF_8);
            Path program = Tools.compile(directory, "execute-cases.c", harness, "-O1", "-Wall", "-Werror");
            return Tools.run(directory, input.array(), List.of(program.toString()));
        }
    }

    /** The one range of data that the harness maps. */
    private static final class Data implements EmulatorMemory {
        private final byte[] bytes;

        Data(byte[] content) {
            this.bytes = content.clone();
        }

        @Override
        public OptionalLong read(long address, int size) {
            if (!contains(address, size)) {
                return OptionalLong.empty();
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int offset = (int) (address - EmulatorCases.DATA_ADDRESS);
            return OptionalLong.of(size == 8 ? buffer.getLong(offset) : buffer.getInt(offset) & 0xffff_ffffL);
        }

        @Override
        public boolean write(long address, long value, int size) {
            if (!contains(address, size)) {
                return false;
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int offset = (int) (address - EmulatorCases.DATA_ADDRESS);
            if (size == 8) {
                buffer.putLong(offset, value);
            } else {
                buffer.putInt(offset, (int) value);
            }
            return true;
        }

        private static boolean contains(long address, int size) {
            return address >= EmulatorCases.DATA_ADDRESS
                    && address <= EmulatorCases.DATA_ADDRESS + EmulatorCases.DATA_BYTES - size;
        }
    }
}
