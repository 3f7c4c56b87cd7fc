package dev.sonde.engine.remote;

import dev.sonde.engine.error.DebugException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The way to a stub: a TCP connection, a Unix socket, or a command that speaks the protocol on its standard streams.
 *
 * @param name what the user called it
 * @param in what the stub says
 * @param out what the stub hears
 * @param end ends it
 */
record Transport(String name, InputStream in, OutputStream out, Closeable end) {
    private static final int LONGEST_PORT = 5;
    private static final String PIPE = "|";
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /**
     * Opens what {@code text} names: {@code HOST:PORT}, {@code :PORT}, either with {@code tcp:} before it, the path of a
     * Unix socket, or {@code | COMMAND}.
     *
     * @param limit how long the connection may take
     * @throws DebugException with the system's reason
     */
    static Transport open(String text, Duration limit) {
        try {
            if (text.startsWith(PIPE)) {
                return command(text, text.substring(PIPE.length()).strip());
            }
            if (text.startsWith("/") || text.startsWith("unix:") || Files.exists(Path.of(text))) {
                return unixSocket(text, text.startsWith("unix:") ? text.substring("unix:".length()) : text);
            }
            return tcp(text, limit);
        } catch (UnknownHostException e) {
            throw new DebugException(text + ": cannot resolve name: Name or service not known", e);
        } catch (IOException e) {
            throw new DebugException(text + ": " + reason(e) + ".", e);
        }
    }

    /** The system's words, as gdb has them. */
    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("timed out") ? "Connection timed out" : message;
    }

    private static Transport tcp(String text, Duration limit) throws IOException {
        String address = text;
        for (String prefix : new String[] {"tcp:", "tcp4:", "tcp6:"}) {
            if (address.startsWith(prefix)) {
                address = address.substring(prefix.length());
                break;
            }
        }
        int colon = address.lastIndexOf(':');
        String port = address.substring(colon + 1);
        if (colon < 0 || !isPort(port)) {
            throw new DebugException(
                    text.contains(":")
                            ? "Missing port on hostname '" + text + "'"
                            : text + ": No such file or directory.");
        }
        String host = address.substring(0, colon).replaceAll("^\\[|]$", "");
        IOException failure = new UnknownHostException(host);
        for (InetAddress where : InetAddress.getAllByName(host.isEmpty() ? "127.0.0.1" : host)) {
            try {
                return connect(text, new InetSocketAddress(where, Integer.parseInt(port)), limit);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private static Transport connect(String text, InetSocketAddress where, Duration limit) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(where, (int) limit.toMillis());
            socket.setTcpNoDelay(true);
            return new Transport(text, socket.getInputStream(), socket.getOutputStream(), socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static boolean isPort(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_PORT
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(text) <= 0xffff;
    }

    private static Transport unixSocket(String name, String path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            return new Transport(name, Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** A command of the shell, whose errors go where the debugger's go. */
    private static Transport command(String name, String command) throws IOException {
        if (command.isEmpty()) {
            throw new DebugException("A command is needed behind the |");
        }
        Process process = new ProcessBuilder("/bin/sh", "-c", command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Transport(name, process.getInputStream(), process.getOutputStream(), () -> end(process));
    }

    /** A stub that hears no more ends by itself, most often; one that does not is ended. */
    private static void end(Process process) throws IOException {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
