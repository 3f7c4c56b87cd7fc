package dev.sonde.debuginfo.debuginfod;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A small HTTP server on the loopback interface, one connection per request. */
final class LoopbackServer {
    /**
     * What to answer.
     *
     * @param status the HTTP status
     * @param body what to send of the body
     * @param length the length to announce; if it is more than is sent, the connection stays open and silent
     */
    record Answer(int status, String body, int length) {}

    private final ServerSocket listener;
    private final Function<String, Answer> answers;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> silent = new CopyOnWriteArrayList<>();
    private final Thread thread;

    LoopbackServer(Function<String, Answer> answers) throws IOException {
        this.answers = answers;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread = Thread.ofVirtual().start(this::serve);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** The paths asked for, in order. */
    List<String> requests() {
        return requests;
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                answer(listener.accept());
            } catch (SocketException e) {
                // Stopped, or a client that hung up: the loop's condition tells.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        String path = String.valueOf(reader.readLine()).split(" ", -1)[1];
        String line = reader.readLine();
        while (line != null && !line.isEmpty()) {
            line = reader.readLine();
        }
        requests.add(path);
        Answer answer = answers.apply(path);
        OutputStream out = socket.getOutputStream();
        String head = "HTTP/1.1 " + answer.status + " x\r\nContent-Length: " + answer.length
                + "\r\nConnection: close\r\n\r\n";
        out.write((head + answer.body).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        if (answer.body.length() < answer.length) {
            silent.add(socket);
        } else {
            socket.close();
        }
    }

    void stop() throws IOException, InterruptedException {
        listener.close();
        for (Socket socket : silent) {
            socket.close();
        }
        thread.join();
    }
}
