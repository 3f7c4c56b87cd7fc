package dev.sonde.server.gdbserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.testprograms.TestProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stop replies tell, and what they leave out. */
@Timeout(120)
class StopReplyTest {
    private static RawClient connected(TestServer server) throws Exception {
        RawClient client = new RawClient(server.connect());
        client.ask("qSupported:multiprocess+;swbreak+;exec-events+;no-resumed+");
        return client;
    }

    private static String program(String source, String... flags) {
        return TestProgram.of(source).flags(flags).compile().toString();
    }

    private static String field(String reply, String name) {
        return reply.replaceAll(".*[;0-9a-f]" + name + ":([^;]*);.*", "$1");
    }

    @Test
    void threadsAreToldOfWhenTheyBeginAndEnd() throws Exception {
        try (TestServer server = new TestServer("--once", ":0", program("workers.c", "-pthread"), "1");
                RawClient client = connected(server)) {
            assertThat(client.ask("QThreadEvents:1")).isEqualTo("OK");
            String created = client.ask("vCont;c");
            assertThat(created).startsWith("T05create:;");
            String thread = field(created, "thread");
            assertThat(thread).matches("p[0-9a-f]+\\.[0-9a-f]+");
            assertThat(client.ask("vCont;c")).isEqualTo("w0;" + thread);
            assertThat(client.ask("vCont;c")).startsWith("W0;");
        }
    }

    @Test
    void threadsAreNotToldOfUnlessTheDebuggerWantsToKnow() throws Exception {
        try (TestServer server = new TestServer("--once", ":0", program("workers.c", "-pthread"), "1");
                RawClient client = connected(server)) {
            assertThat(client.ask("QThreadEvents:1")).isEqualTo("OK");
            assertThat(client.ask("QThreadEvents:0")).isEqualTo("OK");
            assertThat(client.ask("vCont;c")).startsWith("W0;");
        }
    }

    @Test
    void signalsHaveGdbsNumbersUntilLldbIsThere() throws Exception {
        try (TestServer server = new TestServer("--once", ":0", program("signals.c"), "2");
                RawClient client = connected(server)) {
            assertThat(client.ask("c")).as("GDB_SIGNAL_USR1").startsWith("T1e");
            assertThat(client.ask("QThreadSuffixSupported")).isEqualTo("OK");
            assertThat(client.ask("C0a")).as("Linux's SIGUSR1").startsWith("T0a");
            assertThat(client.ask("C0a")).as("both were delivered").startsWith("W0;");
        }
    }

    @Test
    void signalsThatAreNotPassedOnAreLost() throws Exception {
        try (TestServer server = new TestServer("--once", ":0", program("signals.c"), "2");
                RawClient client = connected(server)) {
            assertThat(client.ask("c")).startsWith("T1e");
            assertThat(client.ask("c")).startsWith("T1e");
            assertThat(client.ask("C1e")).as("one of two was delivered").startsWith("W1;");
        }
    }

    @Test
    void signalsThatTheDebuggerDoesNotWantToSeeGoToTheProgram() throws Exception {
        try (TestServer server = new TestServer("--once", ":0", program("signals.c"), "2");
                RawClient client = connected(server)) {
            assertThat(client.ask("c")).startsWith("T1e");
            assertThat(client.ask("QPassSignals:1e")).isEqualTo("OK");
            assertThat(client.ask("C1e")).startsWith("W0;");
        }
    }

    @Test
    void aThreadThatReplacesTheProgramIsTheLeaderFromThenOn() throws Exception {
        try (TestServer server = new TestServer("--once", ":0", program("execing-thread.c", "-pthread"));
                RawClient client = connected(server)) {
            String signalled = client.ask("vCont;c");
            assertThat(signalled).startsWith("T1e");
            String thread = field(signalled, "thread");
            String pid = thread.substring(1, thread.indexOf('.'));
            assertThat(thread).isNotEqualTo("p" + pid + "." + pid);
            String replaced = client.ask("vCont;c:" + thread);
            assertThat(replaced).startsWith("T05exec:").contains(";thread:p" + pid + "." + pid + ";");
            assertThat(client.ask("vCont;c:p" + pid + "." + pid)).startsWith("W7;");
        }
    }

    @Test
    void aBreakpointThatIsPlantedOnceMoreHitsInMemoryThatWasMappedAnew() throws Exception {
        try (TestServer server = new TestServer("--once", ":0", program("remapping.c"));
                RawClient client = connected(server)) {
            for (int i = 0; i < 2; i++) {
                assertThat(client.ask("vCont;c")).startsWith("T1e");
                assertThat(client.ask("Z0,10000000,1")).isEqualTo("OK");
                assertThat(client.ask("m10000000,2")).isEqualTo("90c3");
                assertThat(client.ask("vCont;c")).startsWith("T05swbreak:;").contains("10:0000001000000000;");
            }
            assertThat(client.ask("vCont;c")).startsWith("W0;");
        }
    }
}
