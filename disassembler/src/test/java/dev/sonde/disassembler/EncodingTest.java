package dev.sonde.disassembler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EncodingTest {
    @Test
    void keepsUpToFifteenBytes() {
        var bytes = new byte[17];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (0xf0 + i);
        }
        Encoding encoding = Encoding.of(bytes, 1, 15);
        assertThat(encoding.toArray()).hasSize(15).startsWith(0xf1, 0xf2).endsWith(0xfe, 0xff);
        assertThat(encoding.at(14)).isEqualTo(0xff);
        assertThat(encoding).isEqualTo(Encoding.of(encoding.toArray(), 0, 15));
        assertThat(Encoding.of(bytes, 0, 3)).hasToString("f0 f1 f2");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Encoding(0, 0, 16));
        assertThatThrownBy(() -> new Encoding(0, 0, 3).at(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
