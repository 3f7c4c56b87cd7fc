package dev.sonde.server.gdbserver;

import dev.sonde.engine.error.DebugException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where debuggers connect, one after the other. */
interface Listener extends Closeable {
    /**
     * One debugger's connection.
     *
     * @param peer what is said of it, after "Remote debugging"
     */
    record Connection(InputStream in, OutputStream out, Closeable closeable, String peer) implements Closeable {
        @Override
        public void close() throws IOException {
            closeable.close();
        }
    }

    /** Waits for the next debugger. */
    Connection accept() throws IOException;

    /** Whether it is the standard input and output, which serve one debugger and no program. */
    default boolean isStdio() {
        return false;
    }

    /** What is said before a debugger is waited for; nothing for some. */
    default String announcement() {
        return "";
    }

    /**
     * Opens what {@code comm} means: {@code -}, {@code stdio}, {@code HOST:PORT}, {@code :PORT}, {@code *:PORT}, a path with
     * a slash, or {@code unix:PATH}.
     *
     * @throws DebugException if that cannot be opened
     */
    static Listener open(String comm, InputStream in, PrintStream out) {
        try {
            if (comm.equals("-") || comm.equals("stdio")) {
                return new Stdio(in, out);
            }
            if (comm.startsWith("unix:")) {
                return new Unix(Path.of(comm.substring("unix:".length())));
            }
            return comm.indexOf('/') >= 0 ? new Unix(Path.of(comm)) : Tcp.open(comm);
        } catch (UnknownHostException e) {
            throw new DebugException(comm + ": cannot resolve name: Name or service not known", e);
        } catch (IOException e) {
            throw new DebugException("Can't bind address: " + e.getMessage() + ".", e);
        }
    }

    /** The standard input and output. */
    record Stdio(InputStream in, PrintStream out) implements Listener {
        @Override
        public Connection accept() {
            return new Connection(in, out, () -> {}, "using stdio");
        }

        @Override
        public boolean isStdio() {
            return true;
        }

        @Override
        public void close() {}
    }

    /** A TCP port. */
    record Tcp(ServerSocket socket) implements Listener {
        private static final int LARGEST_PORT = 0xffff;

        static Tcp open(String comm) throws IOException {
            String place = comm.replaceFirst("^tcp[46]?:", "");
            int colon = place.lastIndexOf(':');
            String host = colon < 0 ? "" : place.substring(0, colon).replaceAll("^\\[|\\]$", "");
            int port = port(comm, place.substring(colon + 1));
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(
                        switch (host) {
                            case "*" -> new InetSocketAddress(port);
                            case "" -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
                            default -> new InetSocketAddress(InetAddress.getByName(host), port);
                        },
                        1);
                return new Tcp(socket);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }

        private static int port(String comm, String digits) {
            try {
                int port = Integer.parseInt(digits);
                if (port >= 0 && port <= LARGEST_PORT) {
                    return port;
                }
            } catch (NumberFormatException e) {
                throw new DebugException(
                        comm + " is neither HOST:PORT nor the path of a socket; see \"sonde server --help\"", e);
            }
            throw new DebugException(comm + ": there is no port " + digits);
        }

        @Override
        public String announcement() {
            return "Listening on port " + socket.getLocalPort();
        }

        @Override
        public Connection accept() throws IOException {
            Socket peer = socket.accept();
            peer.setTcpNoDelay(true);
            peer.setKeepAlive(true);
            String name = peer.getInetAddress().getHostAddress();
            return new Connection(
                    peer.getInputStream(),
                    peer.getOutputStream(),
                    peer,
                    "from host " + name + ", port " + peer.getPort());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** A Unix socket, whose file is there as long as the server is. */
    final class Unix implements Listener {
        private final Path path;
        private final ServerSocketChannel socket;

        Unix(Path path) throws IOException {
            this.path = path;
            socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                socket.bind(UnixDomainSocketAddress.of(path), 1);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }

        @Override
        public String announcement() {
            return "Listening on socket " + path;
        }

        @Override
        public Connection accept() throws IOException {
            SocketChannel peer = socket.accept();
            return new Connection(Channels.newInputStream(peer), Channels.newOutputStream(peer), peer, "using " + path);
        }

        @Override
        public void close() throws IOException {
            socket.close();
            Files.deleteIfExists(path);
        }
    }
}
