package dev.sonde.disassembler.iced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class HostObjectsTest {
    @Test
    void usesHandlesAgain() {
        var objects = new HostObjects();
        int first = objects.put(new HostObject.Pointer(1));
        int second = objects.put(new HostObject.Pointer(2));
        assertThat(objects.take(first)).isEqualTo(new HostObject.Pointer(1));
        assertThat(objects.put(new HostObject.Pointer(3))).isEqualTo(first);
        assertThat(objects.get(second)).isEqualTo(new HostObject.Pointer(2));
        assertThat(objects.size()).isEqualTo(2);
    }

    @Test
    void refusesHandlesThatNameNothing() {
        var objects = new HostObjects();
        int handle = objects.put(new HostObject.Pointer(1));
        objects.take(handle);
        assertThatIllegalStateException().isThrownBy(() -> objects.take(handle));
        assertThatIllegalStateException().isThrownBy(() -> objects.get(0));
    }

    @Test
    void noHandleStaysInUseAfterACall() {
        var wasm = WasmInstance.open();
        var decoder = new IcedDecoder(wasm);
        var instruction = new IcedInstruction(wasm);
        var usage = new IcedUsage(wasm);
        decoder.start(new byte[] {0x48, 0x01, 0x07}, 0, 3, 0);
        decoder.decode(instruction);
        decoder.finish();
        assertThat(usage.registers(instruction)).isNotEmpty();
        assertThat(usage.memory(instruction)).isNotEmpty();
        assertThat(wasm.liveObjects()).isZero();
    }
}
