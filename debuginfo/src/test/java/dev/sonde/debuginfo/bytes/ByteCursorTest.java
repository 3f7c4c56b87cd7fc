package dev.sonde.debuginfo.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.debuginfo.dwarf.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteCursorTest {
    private static ByteCursor cursor(Bytes bytes) {
        return ByteCursor.of(".test", bytes.segment());
    }

    @Test
    void numbers() {
        ByteCursor cursor = cursor(new Bytes()
                .u8(0xfe, 0xfe)
                .u16(0xfffe)
                .number(0xfffefd, 3)
                .u32(-2)
                .u32(-2)
                .u64(-2)
                .number(0x030201, 3));
        assertThat(cursor.u8()).isEqualTo(0xfe);
        assertThat(cursor.s8()).isEqualTo(-2);
        assertThat(cursor.u16()).isEqualTo(0xfffe);
        assertThat(cursor.u24()).isEqualTo(0xfffefd);
        assertThat(cursor.u32()).isEqualTo(0xffff_fffeL);
        assertThat(cursor.s32()).isEqualTo(-2);
        assertThat(cursor.u64()).isEqualTo(-2);
        assertThat(cursor.unsigned(3)).isEqualTo(0x030201);
        assertThat(cursor.hasRemaining()).isFalse();
        assertThatThrownBy(() -> cursor.unsigned(5)).isInstanceOf(FormatException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 127, 128, 0x3fff, 0x4000, Long.MAX_VALUE, Long.MIN_VALUE, -1, -64, -65, -128})
    void lebNumbersOfEverySize(long value) {
        assertThat(cursor(new Bytes().uleb(value)).uleb128()).isEqualTo(value);
        assertThat(cursor(new Bytes().sleb(value)).sleb128()).isEqualTo(value);
    }

    @Test
    void lebNumbersMayBePaddedButNotOverflow() {
        assertThat(cursor(new Bytes().u8(0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0))
                        .uleb128())
                .isEqualTo(1);
        assertThat(cursor(new Bytes().u8(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f))
                        .sleb128())
                .isEqualTo(-1);
        assertThatThrownBy(() -> cursor(new Bytes().u8(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 2))
                        .uleb128())
                .isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> cursor(new Bytes().u8(0x80, 0x80)).uleb128()).isInstanceOf(FormatException.class);
    }

    @Test
    void strings() {
        ByteCursor cursor = cursor(new Bytes().string("héllo").string("").u8('x'));
        assertThat(cursor.string()).isEqualTo("héllo");
        assertThat(cursor.string()).isEmpty();
        assertThatThrownBy(cursor::string).isInstanceOfSatisfying(FormatException.class, e -> {
            assertThat(e.section()).isEqualTo(".test");
            assertThat(e.offset()).isEqualTo(8);
        });
    }

    @Test
    void slicesKeepTheSectionsOffsets() {
        ByteCursor cursor = cursor(new Bytes().u8(1, 2, 3, 4));
        cursor.skip(1);
        ByteCursor slice = cursor.slice(2);
        assertThat(slice.position()).isEqualTo(1);
        assertThat(slice.u8()).isEqualTo(2);
        assertThat(slice.remaining()).isEqualTo(1);
        assertThat(cursor.position()).isEqualTo(3);
        slice.skip(1);
        assertThatThrownBy(slice::u8).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> slice.seek(4)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> cursor.at(-1)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> cursor.skip(-1)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> cursor.bytes(1L << 62)).isInstanceOf(FormatException.class);
        assertThat(cursor.bytes(1).byteSize()).isEqualTo(1);
    }
}
