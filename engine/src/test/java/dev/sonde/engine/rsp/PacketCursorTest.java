package dev.sonde.engine.rsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The notations inside packets, right and broken. */
class PacketCursorTest {
    @Test
    void aPacketIsReadPieceByPiece() {
        PacketCursor cursor = new PacketCursor("M7fff00,4:01ff00A0");
        assertThat(cursor.next()).isEqualTo('M');
        assertThat(cursor.number()).isEqualTo(0x7fff00);
        cursor.expect(",");
        assertThat(cursor.number(100)).isEqualTo(4);
        cursor.expect(":");
        assertThat(cursor.hexBytes(4)).containsExactly(1, 0xff, 0, 0xa0);
        cursor.expectEnd();
    }

    @Test
    void numbersAreUnsigned() {
        assertThat(new PacketCursor("ffffffffffffffff").number()).isEqualTo(-1);
        assertThat(new PacketCursor("0000000000000000001").number()).isEqualTo(1);
        assertThat(new PacketCursor("-a").signedNumber()).isEqualTo(-10);
    }

    @ParameterizedTest
    @CsvSource({"p12.34,18,52", "p-1.-1,-1,-1", "p5,5,-1", "-1,-2,-1", "0,-2,0", "7f,-2,127", "p0.0,0,0"})
    void threadIdsAreRead(String text, long pid, long tid) {
        assertThat(new PacketCursor(text).thread()).isEqualTo(new ThreadId(pid, tid));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p12.34", "p-1.-1", "0", "-1", "p7fffffff.1"})
    void threadIdsAreWrittenAsTheyAreRead(String text) {
        assertThat(new PacketCursor(text).thread()).hasToString(text);
    }

    @Test
    void malformedPacketsAreRefusedWithTheirText() {
        List<Consumer<PacketCursor>> readings = List.of(
                PacketCursor::number,
                PacketCursor::next,
                PacketCursor::thread,
                cursor -> cursor.expect("q"),
                cursor -> cursor.hexBytes(1));
        for (Consumer<PacketCursor> reading : readings) {
            assertThatThrownBy(() -> reading.accept(new PacketCursor(""))).isInstanceOf(ProtocolException.class);
        }
        assertThatThrownBy(() -> new PacketCursor("zz").number())
                .hasMessage("The packet \"zz\" is malformed at 0: a hexadecimal number is expected");
        assertThatThrownBy(() -> new PacketCursor("11112222333344445").number()).hasMessageContaining("64 bits");
        assertThatThrownBy(() -> new PacketCursor("fff").number(100)).hasMessageContaining("too large");
        assertThatThrownBy(() -> new PacketCursor("ffffffffffffffff").number(100))
                .hasMessageContaining("too large");
        assertThatThrownBy(() -> new PacketCursor("abc").hexBytes()).hasMessageContaining("odd");
        assertThatThrownBy(() -> new PacketCursor("ab").hexBytes(Integer.MAX_VALUE))
                .hasMessageContaining("expected");
        assertThatThrownBy(() -> new PacketCursor("p100000000.1").thread()).hasMessageContaining("no id");
        assertThatThrownBy(() -> new PacketCursor("p-2.1").thread()).hasMessageContaining("no id");
        assertThatThrownBy(() -> new PacketCursor("x").expectEnd()).hasMessageContaining("follows");
    }

    @Test
    void whatABuilderWritesACursorReads() {
        byte[] payload = PacketBuilder.of("T")
                .number(-1)
                .text(";")
                .thread(ThreadId.of(3, 4))
                .text(":")
                .littleEndian(0x1122, 4)
                .text(";")
                .hexText("grün")
                .toBytes();
        PacketCursor cursor = new PacketCursor(payload);
        cursor.expect("T");
        assertThat(cursor.until(';')).isEqualTo("ffffffffffffffff");
        assertThat(cursor.thread()).isEqualTo(new ThreadId(3, 4));
        cursor.expect(":");
        assertThat(cursor.hexBytes()).containsExactly(0x22, 0x11, 0, 0);
        cursor.expect(";");
        assertThat(cursor.hexText()).isEqualTo("grün");
        assertThat(cursor.atEnd()).isTrue();
    }
}
