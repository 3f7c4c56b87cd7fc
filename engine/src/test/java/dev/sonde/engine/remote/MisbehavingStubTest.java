package dev.sonde.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.ProgramStreams;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.x86_64.Register;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stubs that are slow, silent, broken or mad: each is told of in a sentence, and none is waited for forever. */
@Timeout(60)
class MisbehavingStubTest {
    private final RemoteSettings settings = new RemoteSettings();

    MisbehavingStubTest() {
        settings.timeout(Duration.ofMillis(300));
    }

    private RemoteSession connect(FakeStub stub) {
        return RemoteSession.connect(stub.place(), false, Optional.empty(), settings, ProgramStreams.none());
    }

    private Inferior process(FakeStub stub) {
        settings.timeout(Duration.ofSeconds(20));
        return connect(stub).process().orElseThrow();
    }

    @Test
    void oneThatBehavesIsDebugged() {
        try (FakeStub stub = new FakeStub();
                Inferior process = process(stub)) {
            assertThat(process.threads()).hasSize(1);
            assertThat(process.threads().getFirst().registers().readLong(Register.RIP))
                    .isEqualTo(0x1000);
            assertThat(process.memory().readBytes(0x1000, 16)).containsOnly(0x90);
        }
    }

    @Test
    void bytesThatTravelAloneMakePacketsAllTheSame() {
        try (FakeStub stub = new FakeStub().byteByByte();
                Inferior process = process(stub)) {
            assertThat(process.threads().getFirst().registers().readLong(Register.RIP))
                    .isEqualTo(0x1000);
        }
    }

    @Test
    void notificationsAndNoiseBetweenPacketsAreSkipped() {
        String noise = "xyz%Stop:T05thread:1;#00++" + FakeStub.frame("T05thread:1;");
        try (FakeStub stub = new FakeStub().writes("?", noise);
                Inferior process = process(stub)) {
            assertThat(process.state()).isEqualTo(Inferior.State.STOPPED);
        }
    }

    @Test
    void aPacketWithAWrongChecksumIsAskedForAgain() {
        try (FakeStub stub = new FakeStub()
                        .says("qSupported", "PacketSize=1000;qXfer:threads:read+")
                        .writes("qXfer:threads", "$lgarbage#00");
                Inferior process = process(stub)) {
            assertThat(process.threads()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qSupported", "vCont?", "?"})
    void silenceHasALimit(String question) {
        try (FakeStub stub = new FakeStub().says(question, FakeStub.SILENCE)) {
            assertThatThrownBy(() -> connect(stub))
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("no reply to \"" + question);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qSupported", "?"})
    void aLostConnectionIsSaidToBeLost(String question) {
        try (FakeStub stub = new FakeStub().says(question, FakeStub.HANG_UP)) {
            assertThatThrownBy(() -> connect(stub))
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("Remote connection closed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "T", "Tzz", "T05thread:pq;", "T05thread", "W", "E01", "X99999999999999999"})
    void nonsenseForAStopIsRefused(String reply) {
        try (FakeStub stub = new FakeStub().says("?", reply)) {
            assertThatThrownBy(() -> {
                        try (RemoteSession session = connect(stub)) {
                            session.process().orElseThrow(() -> new DebugException("no process"));
                        }
                    })
                    .isInstanceOf(DebugException.class);
        }
    }

    @Test
    void aConnectionLostWhileTheProgramRunsEndsTheWait() throws Exception {
        try (FakeStub stub = new FakeStub().says("vCont;c", FakeStub.HANG_UP);
                Inferior process = process(stub)) {
            process.resume(Resumption.continueAll());
            assertThatThrownBy(process::waitForStop)
                    .isInstanceOf(DebugException.class)
                    .hasMessage("Remote connection closed");
            assertThat(process.state()).isEqualTo(Inferior.State.GONE);
            assertThat(process.threads()).isEmpty();
            assertThatThrownBy(() -> process.memory().readBytes(0, 1)).isInstanceOf(DebugException.class);
        }
    }

    @Test
    void nonsenseWhileTheProgramRunsEndsTheWait() throws Exception {
        try (FakeStub stub = new FakeStub().says("vCont;c", "what?");
                Inferior process = process(stub)) {
            process.resume(Resumption.continueAll());
            assertThatThrownBy(process::waitForStop)
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("what?");
        }
    }

    @Test
    void aStubThatDoesNotStopIsGivenUpWhenAskedTwice() throws Exception {
        try (FakeStub stub = new FakeStub().says("vCont;c", FakeStub.SILENCE);
                Inferior process = process(stub)) {
            process.resume(Resumption.continueAll());
            process.interrupt();
            assertThat(process.waitForStop(Duration.ofMillis(10))).isEmpty();
            process.interrupt();
            assertThatThrownBy(process::waitForStop)
                    .isInstanceOf(DebugException.class)
                    .hasMessage("Disconnected from target.");
        }
    }

    @Test
    void aStubThatStopsWhenItIsAskedIsNotGivenUp() throws Exception {
        try (FakeStub stub = new FakeStub().says("vCont;c", FakeStub.SILENCE).says("<interrupt>", "T02thread:1;");
                Inferior process = process(stub)) {
            process.resume(Resumption.continueAll());
            process.interrupt();
            assertThat(process.waitForStop())
                    .isInstanceOfSatisfying(
                            StopEvent.Stopped.class,
                            stop -> assertThat(stop.first().causes()).containsExactly(new StopCause.Interrupted()));
        }
    }

    @Test
    void memoryThatIsNoneIsAnErrorOfThatRequestAlone() {
        try (FakeStub stub = new FakeStub().says("m2000", "zz").says("m3000", "909");
                Inferior process = process(stub)) {
            assertThatThrownBy(() -> process.memory().readBytes(0x2000, 4)).isInstanceOf(DebugException.class);
            assertThatThrownBy(() -> process.memory().readBytes(0x3000, 4)).isInstanceOf(DebugException.class);
            assertThat(process.memory().readBytes(0x1000, 4)).containsOnly(0x90);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<target><reg name='rip' bitsize='64'",
                "<target><feature><reg name='r0' bitsize='32'/></feature></target>",
                "<target><reg name='rip' bitsize='many'/></target>",
                "<target><reg name='rip'/></target>",
                "<target><reg name='rip' bitsize='64' regnum='-7'/></target>"
            })
    void aDescriptionThatIsNoneIsSaidToBeSo(String xml) {
        try (FakeStub stub = new FakeStub()
                .says("qSupported", "PacketSize=1000;qXfer:features:read+")
                .says("qXfer:features", "l" + xml)) {
            assertThatThrownBy(() -> connect(stub))
                    .isInstanceOf(DebugException.class)
                    .hasMessageMatching("(?s).*(description|x86-64).*");
        }
    }

    @Test
    void aStubWithoutBreakpointsGetsThemWrittenIntoTheCode() {
        try (FakeStub stub = new FakeStub();
                Inferior process = process(stub)) {
            StopPoint point = new StopPoint.Execute(0x1000, false);
            process.plant(point, thread -> true);
            assertThat(stub.requests()).contains("X1000,1:\u00cc");
            process.unplant(point);
            assertThatThrownBy(() -> process.plant(new StopPoint.Execute(0x1000, true), thread -> true))
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("does not support hardware breakpoints");
        }
    }

    @Test
    void whateverAStubSaysIsNeverAnInternalError() {
        Random random = new Random(6);
        String letters = "TSWXNOEFm0123456789abcdef;:,.#$%*}-+lp \u0000\u00ff";
        settings.timeout(Duration.ofMillis(100));
        for (int i = 0; i < 60; i++) {
            try (FakeStub stub = new FakeStub()) {
                String[] questions = {"?", "g", "m", "qSupported", "vCont?", "qC", "qfThreadInfo", "vCont;c", "vFile"};
                for (int n = 0; n < 4; n++) {
                    StringBuilder reply = new StringBuilder();
                    for (int length = random.nextInt(30); length > 0; length--) {
                        reply.append(letters.charAt(random.nextInt(letters.length())));
                    }
                    String question = questions[random.nextInt(questions.length)];
                    stub.writes(question, random.nextBoolean() ? FakeStub.frame(reply.toString()) : reply.toString());
                }
                exercise(stub);
            }
        }
    }

    private void exercise(FakeStub stub) {
        try (RemoteSession session = connect(stub)) {
            Inferior process = session.process().orElseThrow(() -> new DebugException("no process"));
            process.threads().getFirst().registers().readLong(Register.RIP);
            process.memory().readUpTo(0x1000, 64);
            process.info().regions();
            process.resume(Resumption.continueAll());
            process.waitForStop(Duration.ofMillis(50));
        } catch (DebugException e) {
            assertThat(e).hasMessageNotContainingAny("null");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
