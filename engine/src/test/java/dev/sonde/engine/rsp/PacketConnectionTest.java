package dev.sonde.engine.rsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames as they are written and read, right and broken. */
class PacketConnectionTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private PacketConnection connection(End end, String input, int limit) {
        return new PacketConnection(new ByteArrayInputStream(bytes(input)), out, end, limit);
    }

    private PacketConnection client(String input) {
        return connection(End.CLIENT, input, 1000);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String sent() {
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static String packet(Incoming incoming) {
        assertThat(incoming).isInstanceOf(Incoming.Packet.class);
        return new String(((Incoming.Packet) incoming).payload(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aPacketIsReadAndAcknowledged() throws IOException {
        assertThat(packet(client("$OK#9a").receive())).isEqualTo("OK");
        assertThat(sent()).isEqualTo("+");
    }

    @Test
    void withoutAcknowledgementsNothingIsSaid() throws IOException {
        PacketConnection client = client("$OK#9a");
        client.withoutAcknowledgements();
        assertThat(packet(client.receive())).isEqualTo("OK");
        assertThat(sent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'0* ',0000", "0*\",000000", "x0*%y,x000000000y"})
    void runsAreExpanded(String encoded, String decoded) throws IOException {
        assertThat(packet(client(frame(encoded)).receive())).isEqualTo(decoded);
    }

    @Test
    void aRunOfEscapedCharactersRepeatsWhatWasWritten() throws IOException {
        assertThat(packet(client(frame("}]]* ")).receive())).isEqualTo("}]]]]");
    }

    @Test
    void aStubTakesAnAsteriskForItself() throws IOException {
        assertThat(packet(connection(End.STUB, frame("a*b"), 100).receive())).isEqualTo("a*b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$OK#9b", "$OK#zz", "$OK}#17", "$*!#4b", "$0*\u0001#5b", "$0*   #00"})
    void aDamagedPacketIsAskedForAgain(String damaged) throws IOException {
        assertThat(packet(client(damaged + "$OK#9a").receive())).isEqualTo("OK");
        assertThat(sent()).isEqualTo("-+");
    }

    @Test
    void aDamagedPacketIsToldOfWhenItCannotBeHadAgain() throws IOException {
        PacketConnection client = client("$OK#00$OK#9a");
        client.withoutAcknowledgements();
        assertThat(client.receive()).isEqualTo(new Incoming.Damaged("checksum 00, but its bytes add up to 9a", false));
        assertThat(packet(client.receive())).isEqualTo("OK");
    }

    @Test
    void aPacketThatNeverArrivesWholeEndsTheConversation() {
        PacketConnection client = client("$OK#00".repeat(100));
        assertThatThrownBy(client::receive)
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("damaged 20 times");
    }

    @Test
    void aPacketThatIsCutByTheNextOneIsForgotten() throws IOException {
        assertThat(packet(client("$m12,$OK#9a").receive())).isEqualTo("OK");
    }

    @Test
    void theEndOfTheStreamIsToldWhereverItComes() throws IOException {
        String whole = "$x}]0* #" + frame("x}]0* ").substring(frame("x}]0* ").indexOf('#') + 1);
        for (int length = 0; length < whole.length(); length++) {
            assertThat(client(whole.substring(0, length)).receive())
                    .as(whole.substring(0, length))
                    .isEqualTo(new Incoming.Closed());
        }
        assertThat(packet(client(whole).receive())).isEqualTo("x}0000");
    }

    @Test
    void whatIsTooLongIsDamagedAndNotKept() throws IOException {
        PacketConnection stub = connection(End.STUB, frame("x".repeat(2000)) + "$OK#9a", 100);
        stub.withoutAcknowledgements();
        assertThat(stub.receive()).isEqualTo(new Incoming.Damaged("more than 100 bytes", false));
        assertThat(packet(stub.receive())).isEqualTo("OK");
    }

    @Test
    void aRunCannotMakeAPacketTooLong() throws IOException {
        PacketConnection client = client(frame("0" + "*~".repeat(100_000)));
        client.withoutAcknowledgements();
        assertThat(client.receive()).isEqualTo(new Incoming.Damaged("more than 1000 bytes", false));
    }

    @Test
    void interruptsAndNotificationsComeBetweenPackets() throws IOException {
        PacketConnection client = client("noise\u0003%Stop:S05#" + checksum("Stop:S05") + "%Stop:S05#00$OK#9a");
        assertThat(client.receive()).isEqualTo(new Incoming.Interrupt());
        assertThat(client.receive()).isInstanceOf(Incoming.Notification.class);
        assertThat(client.receive())
                .isInstanceOfSatisfying(
                        Incoming.Damaged.class,
                        damaged -> assertThat(damaged.notification()).isTrue());
        assertThat(packet(client.receive())).isEqualTo("OK");
        assertThat(sent()).as("notifications are not acknowledged").isEqualTo("+");
    }

    @Test
    void whatWasNotReceivedIsSentAgain() throws IOException {
        PacketConnection client = client("--+-$OK#9a");
        client.send("g");
        client.receive();
        assertThat(sent()).isEqualTo("$g#67$g#67$g#67+");
        assertThat(client.repeat()).as("after the answer").isFalse();
    }

    @Test
    void specialCharactersAreEscaped() throws IOException {
        client("").send("a#b$c}d*e");
        assertThat(sent()).startsWith("$a}\u0003b}\u0004c}]d}\ne#");
    }

    @Test
    void aStubWritesRunsAndAClientReadsThem() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            byte[] payload = new byte[random.nextInt(400)];
            for (int i = 0; i < payload.length; i++) {
                payload[i] = (byte) (random.nextInt(3) == 0 || i == 0 ? random.nextInt(256) : payload[i - 1]);
            }
            out.reset();
            connection(End.STUB, "", 1).send(payload);
            assertThat(sent().chars().filter(c -> c == '$').count()).isEqualTo(1);
            assertThat(((Incoming.Packet) client(sent()).receive()).payload()).isEqualTo(payload);
        }
    }

    @Test
    void noiseIsNeverMoreThanDamage() {
        Random random = new Random(11);
        byte[] noise = new byte[100_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (random.nextInt(4) == 0 ? "$#*}%+-".charAt(random.nextInt(7)) : random.nextInt(256));
        }
        PacketConnection client = new PacketConnection(new ByteArrayInputStream(noise), out, End.CLIENT, 100);
        client.withoutAcknowledgements();
        assertThat(countUntilClosed(client)).isPositive();
    }

    private static int countUntilClosed(PacketConnection connection) {
        int count = 0;
        try {
            while (!(connection.receive() instanceof Incoming.Closed)) {
                count++;
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return count;
    }

    private static String frame(String encoded) {
        return "$" + encoded + "#" + checksum(encoded);
    }

    private static String checksum(String encoded) {
        return "%02x".formatted(encoded.chars().sum() & 0xff);
    }
}
