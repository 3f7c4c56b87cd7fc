package dev.sonde.server.gdbserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.testprograms.TestProgram;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets that no debugger would send, and connections that break. */
@Timeout(120)
class RawProtocolTest {
    private static final String PROGRAM = TestProgram.of("family.c").compile().toString();

    private static RawClient connected(TestServer server) throws Exception {
        RawClient client = new RawClient(server.connect());
        assertThat(client.ask("qSupported:multiprocess+;swbreak+;fork-events+;vfork-events+"))
                .contains("vContSupported+");
        return client;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m",
                "mzz,4",
                "m0,4",
                "m0,ffffffffffffffff",
                "mffffffffffffffff,ffff",
                "M0,4:00",
                "X0,4:ab",
                "p",
                "pffff",
                "P10=00",
                "G1",
                "Z0",
                "Z0,0",
                "Z0,0,1",
                "Z0,0,1;X3,22",
                "Z0,0,1;Xffffffff,22",
                "Z0,0,1;X1,00",
                "Hgp1.1",
                "Hgzz",
                "T1",
                "vCont;",
                "vCont;x",
                "vCont;C",
                "vCont;r1",
                "vAttach;",
                "vAttach;7fffffff",
                "vKill;1",
                "D;1",
                "qXfer:features:read:none.xml:0,10",
                "qXfer:auxv:read::ffff,10",
                "qXfer:auxv:read::0",
                "qCRC:0,10",
                "qSearch:memory:0;10;",
                "qSearch:memory:0;10;x",
                "qGetTLSAddr:1",
                "QNonStop:2",
                "QCatchSyscalls:7",
                "QEnvironmentHexEncoded:41",
                "QPassSignals:zz",
                "qAttached:1",
                "qThreadExtraInfo,1",
                "qRcmd,4"
            })
    void malformedAndImpossibleRequestsAreErrors(String packet) throws Exception {
        try (TestServer server = new TestServer("--once", ":0", PROGRAM);
                RawClient client = connected(server)) {
            assertThat(client.ask(packet)).startsWith("E");
            assertThat(client.ask("?")).as("the program is as it was").startsWith("T05");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Y", "vMustReplyEmpty", "qNoSuchThing", "QNoSuchThing:1", "jNothing", "Z3,0,1", "Z9,0,1", "b"
            })
    void unknownRequestsAreAnsweredByNothing(String packet) throws Exception {
        try (TestServer server = new TestServer("--once", ":0", PROGRAM);
                RawClient client = connected(server)) {
            assertThat(client.ask(packet)).isEmpty();
        }
    }

    @Test
    void everythingBetweenPacketsIsSurvived() throws Exception {
        try (TestServer server = new TestServer("--once", ":0", PROGRAM);
                RawClient client = connected(server)) {
            Random random = new Random(3);
            StringBuilder noise = new StringBuilder();
            for (int i = 0; i < 20_000; i++) {
                char c = (char) random.nextInt(256);
                noise.append(c == '$' || c == 3 || c == '-' ? 'x' : c);
            }
            client.raw(noise.toString());
            client.raw("$m0,4$g#00$QStart");
            assertThat(client.ask("?")).startsWith("T05");
        }
    }

    @Test
    void aRequestThatIsTooLongIsRefused() throws Exception {
        try (TestServer server = new TestServer("--once", ":0", PROGRAM);
                RawClient client = connected(server)) {
            assertThat(client.ask("QStartNoAckMode")).isEqualTo("OK");
            client.raw("$" + "x".repeat(1 << 20) + "#00");
            assertThat(client.ask("?")).startsWith("T05");
        }
    }

    @Test
    void aRunIsEndedByAnInterrupt() throws Exception {
        try (TestServer server = new TestServer("--once", ":0", "/bin/sleep", "1000");
                RawClient client = connected(server)) {
            client.send("vCont;c");
            client.interrupt();
            assertThat(client.receive()).startsWith("T02");
            client.send("c");
            client.interrupt();
            assertThat(client.receive()).startsWith("T02");
        }
    }

    @Test
    void stopsAreToldAsNotificationsInNonStopMode() throws Exception {
        try (TestServer server = new TestServer("--once", ":0", "/bin/sleep", "1000");
                RawClient client = connected(server)) {
            assertThat(client.ask("QNonStop:1")).isEqualTo("OK");
            assertThat(client.ask("?")).startsWith("T05");
            assertThat(client.ask("vStopped")).isEqualTo("OK");
            assertThat(client.ask("vCont;c")).isEqualTo("OK");
            assertThat(client.ask("vCont;t")).isEqualTo("OK");
            assertThat(client.notification()).startsWith("Stop:T00");
            assertThat(client.ask("vStopped")).isEqualTo("OK");
            assertThat(client.ask("vCont;c")).isEqualTo("OK");
            assertThat(client.ask("vCtrlC")).isEqualTo("OK");
            assertThat(client.notification()).startsWith("Stop:T");
        }
    }

    @Test
    void aDebuggerThatIsLostMayComeAgain() throws Exception {
        try (TestServer server = new TestServer(":0", "/bin/sleep", "1000")) {
            String registers;
            try (RawClient client = connected(server)) {
                registers = client.ask("g");
                client.raw("$m12,");
            }
            server.await("reopen the connection");
            try (RawClient client = connected(server)) {
                assertThat(client.ask("g")).isEqualTo(registers);
                client.send("vCont;c"); // and is lost while the program runs
            }
            server.await("reopen the connection[^$]*reopen the connection");
            try (RawClient client = connected(server)) {
                assertThat(client.ask("?")).startsWith("T");
                assertThat(client.ask("vMustReplyEmpty")).isEmpty();
            }
        }
    }

    @Test
    void whatWasStartedEndsWithTheServer() throws Exception {
        try (TestServer server = new TestServer("--once", ":0", "/bin/sleep", "1000")) {
            long pid = Long.parseLong(server.await("pid = (\\d+)\\R").group(1));
            connected(server).close();
            assertThat(server.awaitEnd()).isZero();
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        }
    }

    @Test
    void aSecondDebuggerHasToWait() throws Exception {
        try (TestServer server = new TestServer(":0", "/bin/sleep", "1000")) {
            RawClient first = connected(server);
            try (RawClient second = new RawClient(server.connect())) {
                second.send("?");
                assertThat(first.ask("?")).startsWith("T05");
                first.close();
                assertThat(second.receive()).startsWith("T05");
            }
        }
    }

    @Test
    void theServerSaysWhatIsWrongWithItsCommandLine() throws Exception {
        assertThat(end("--no-such-option")).contains("Unknown argument: --no-such-option");
        assertThat(end(":0")).contains("Usage:");
        assertThat(end("--attach", ":0", "nobody")).contains("not a process ID");
        assertThat(end("--wrapper", "env")).contains("Usage:");
        assertThat(end("nowhere.invalid:1", "/bin/true")).contains("cannot resolve name");
        assertThat(end(":70000", "/bin/true")).contains("no port 70000");
        assertThat(end("--no-startup-with-shell", ":0", "/no/such/program")).contains("/no/such/program");
    }

    private static String end(String... words) throws Exception {
        try (TestServer server = new TestServer(words)) {
            assertThat(server.awaitEnd()).isEqualTo(1);
            return server.said();
        }
    }

    @Test
    void aProcessIsLeftAsItWasByABreakpointThatNobodyRemoved() throws Exception {
        // Java waits for its own children, so that the server must attach to somebody else's.
        Process shell = new ProcessBuilder("/bin/sh", "-c", "sleep 1000 & echo $!; wait").start();
        try {
            String pid = shell.inputReader().readLine();
            try (TestServer server = new TestServer("--once", "--attach", ":0", pid)) {
                try (RawClient client = connected(server)) {
                    String stop = client.ask("?");
                    String rip = stop.replaceAll(".*;10:([0-9a-f]{16});.*", "$1");
                    String address = Long.toHexString(Long.reverseBytes(Long.parseUnsignedLong(rip, 16)));
                    assertThat(client.ask("Z0," + address + ",1")).isEqualTo("OK");
                }
                assertThat(server.awaitEnd()).isZero();
            }
            assertThat(ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive))
                    .contains(true);
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        } finally {
            shell.destroyForcibly();
        }
    }
}
