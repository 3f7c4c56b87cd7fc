package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.x86_64.Float80;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.RegisterKind;
import dev.sonde.testprograms.TestProgram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Registers written here and seen by the program, and the other way round. */
@Timeout(60)
@ExtendWith(NoChildLeft.class)
@OnEachBackend
class RegisterAccessTest {
    private final Backend backend;

    RegisterAccessTest(Backend backend) {
        this.backend = backend;
    }

    private static final byte[] SIXTY_FOUR = {0, 0, 0, 0, 0, 0, 0x40, (byte) 0x80, 5, 0x40};

    /** Runs to the next int3 of the program. */
    private static InferiorThread nextTrap(Inferior inferior) {
        StopEvent event = Programs.run(inferior);
        assertThat(Programs.causes(event)).singleElement().isInstanceOf(StopCause.Signalled.class);
        return Programs.thread(event);
    }

    @Test
    void whatIsWrittenThePogramPrints() {
        Path program = TestProgram.of("register-output.s").compile();
        try (Inferior inferior = backend.launch(program)) {
            InferiorThread thread = nextTrap(inferior);
            thread.registers().writeLong(Register.RSI, 0xcafecafeL);
            thread = nextTrap(inferior);
            thread.registers().writeLong(inferior.registerTable().require("mm0"), 0xba5eba11L);
            thread = nextTrap(inferior);
            thread.registers().writeBytes(Register.XMM0, doubles(42.25, 0));
            thread = nextTrap(inferior);
            RegisterFile registers = thread.registers();
            registers.write(Register.ST0, Float80.fromBytes(SIXTY_FOUR));
            registers.writeLong(Register.FSTAT, 0b0011_1000_0000_0000);
            registers.writeLong(Register.FTAG, 0b0011_1111_1111_1111);
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("0xcafecafe\n0xba5eba11\n42.25\n64.12\n");
        }
    }

    @Test
    void whatTheProgramSetsIsRead() {
        Path program = TestProgram.of("register-input.s").compile();
        try (Inferior inferior = backend.launch(program)) {
            assertThat(nextTrap(inferior).registers().readLong(Register.R13)).isEqualTo(0xcafecafeL);
            assertThat(nextTrap(inferior)
                            .registers()
                            .readLong(inferior.registerTable().require("r13l")))
                    .isEqualTo(42);
            assertThat(nextTrap(inferior)
                            .registers()
                            .readLong(inferior.registerTable().require("mm0")))
                    .isEqualTo(0xba5eba11L);
            assertThat(nextTrap(inferior).registers().readBytes(Register.XMM0)).isEqualTo(doubles(64.125, 0));
            assertThat(nextTrap(inferior).registers().readBytes(Register.ST0)).isEqualTo(SIXTY_FOUR);
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
        }
    }

    @Test
    void everyRegisterOfThisMachineIsReadAndWrittenBackUnchanged() {
        try (Inferior inferior = backend.launch(TestProgram.of("loop.c").compile(), "3")) {
            InferiorThread thread =
                    Programs.runTo(inferior, TestProgram.of("loop.c").compile(), "work");
            assertThat(inferior.registerTable().all()).hasSizeGreaterThan(120);
            for (Register register : inferior.registerTable().all()) {
                if (register.kind() == RegisterKind.DEBUG && !backend.can(Backend.Ability.DEBUG_REGISTERS)) {
                    continue;
                }
                byte[] bytes = thread.registers().readBytes(register);
                assertThat(bytes).hasSize(register.size());
                thread.registers().writeBytes(register, bytes);
            }
            thread.commitRegisters();
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("sum 3\n");
        }
    }

    @Test
    void changesAreKeptUntilTheThreadResumesAndReachItThen() {
        Path loop = TestProgram.of("loop.c").compile();
        try (Inferior inferior = backend.launch(loop, "2")) {
            InferiorThread thread = Programs.runTo(inferior, loop, "work");
            thread.registers().writeLong(Register.RDI, 1000);
            assertThat(thread.registers().readLong(Register.RDI)).isEqualTo(1000);
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("sum 1001\n");
        }
    }

    private static byte[] doubles(double low, double high) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(low)
                .putDouble(high)
                .array();
    }
}
