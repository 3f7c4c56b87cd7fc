package dev.sonde.debuginfo.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The notes of {@code <sys/sdt.h>}. */
class StapProbeTest {
    private static final int SHT_PROGBITS = 1;

    private static byte[] note(String owner, int type, long base, String... strings) {
        byte[] text = (String.join("\0", strings) + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] name = (owner + "\0").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(name.length).putInt(24 + text.length).putInt(type).put(name);
        bytes.position(bytes.position() + 3 & -4);
        bytes.putLong(0x1234).putLong(base).putLong(0x9000).put(text);
        bytes.position(bytes.position() + 3 & -4);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static ElfFile built(ElfBuilder builder) {
        return ElfFile.of("probes", MemorySegment.ofArray(builder.build()));
    }

    private static ElfBuilder file(byte[] notes) {
        ElfBuilder builder = new ElfBuilder();
        builder.section(".note.stapsdt", ElfConstants.SHT_NOTE, 0, 0, notes, 0, 0);
        return builder;
    }

    @Test
    void aProbeHasAPlaceANameAndArguments() {
        ElfFile elf = built(file(note("stapsdt", 3, 0, "rtld", "map_start", "8@%rax -4@$0")));
        assertThat(StapProbe.readAll(elf))
                .containsExactly(new StapProbe("rtld", "map_start", 0x1234, 0x9000, "8@%rax -4@$0"));
    }

    @Test
    void addressesFollowAFileThatWasMoved() {
        ElfBuilder builder = file(note("stapsdt", 3, 0x5000, "rtld", "map_start", ""));
        builder.section(".stapsdt.base", SHT_PROGBITS, 0, 0x15000, new byte[1], 0, 0);
        assertThat(StapProbe.readAll(built(builder)))
                .containsExactly(new StapProbe("rtld", "map_start", 0x11234, 0x19000, ""));
    }

    @Test
    void otherNotesAreNoProbes() {
        assertThat(StapProbe.readAll(built(file(note("stapsdt", 4, 0, "a", "b", "c")))))
                .isEmpty();
        assertThat(StapProbe.readAll(built(file(note("GNU", 3, 0, "a", "b", "c")))))
                .isEmpty();
    }

    @Test
    void aNoteThatEndsTooEarlyIsMalformed() {
        byte[] whole = note("stapsdt", 3, 0, "rtld", "map_start", "");
        whole[4] = 20;
        ElfFile elf = built(file(Arrays.copyOf(whole, 12 + 8 + 20)));
        assertThatThrownBy(() -> StapProbe.readAll(elf)).isInstanceOf(FormatException.class);
    }
}
