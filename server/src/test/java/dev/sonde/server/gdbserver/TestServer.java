package dev.sonde.server.gdbserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on a free port of this machine, in this JVM; what it says is kept. */
final class TestServer implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("Listening on port (\\d+)\\R");

    private final Said said = new Said();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    /** What the server says, to be waited for. */
    private static final class Said extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            bytes.write(b);
            notifyAll();
        }

        synchronized Matcher await(Pattern pattern) throws InterruptedException {
            Matcher matcher = pattern.matcher(text());
            while (!matcher.find()) {
                wait(TimeUnit.SECONDS.toMillis(60));
                matcher = pattern.matcher(text());
            }
            return matcher;
        }

        synchronized String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    /** Starts one with these words of a command line, of which COMM is to be {@code :0}. */
    TestServer(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("server").start(() -> {
            int code = GdbServer.run(
                    all, InputStream.nullInputStream(), new PrintStream(OutputStream.nullOutputStream()), err);
            status.complete(code);
            err.println("ended");
        });
    }

    /** The port that it listens on, once it does. */
    int port() throws InterruptedException {
        return Integer.parseInt(said.await(PORT).group(1));
    }

    /** Waits until it has said something. */
    Matcher await(String regex) throws InterruptedException {
        return said.await(Pattern.compile(regex));
    }

    /** What it has said so far. */
    String said() {
        return said.text();
    }

    /** Connects to it. */
    Socket connect() throws IOException, InterruptedException {
        return new Socket(InetAddress.getLoopbackAddress(), port());
    }

    /** Waits for its end; its exit status. */
    int awaitEnd() throws InterruptedException, ExecutionException, TimeoutException {
        return status.get(60, TimeUnit.SECONDS);
    }

    /** Whether it has ended. */
    boolean hasEnded() {
        return status.isDone();
    }

    /** Ends it, if it has not ended, by the word for that. */
    @Override
    public void close() {
        try {
            if (!hasEnded() && said().contains("Listening on port")) {
                exit();
            }
            awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("The server has not ended; it said:\n" + said(), e);
        }
    }

    private void exit() throws InterruptedException {
        try (RawClient client = new RawClient(connect())) {
            client.ask("qRcmd,65786974");
        } catch (IOException | AssertionError expected) {
            return; // it was about to end
        }
    }
}
