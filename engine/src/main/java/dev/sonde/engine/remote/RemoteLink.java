package dev.sonde.engine.remote;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.rsp.End;
import dev.sonde.engine.rsp.Incoming;
import dev.sonde.engine.rsp.PacketConnection;
import dev.sonde.engine.rsp.PacketText;
import dev.sonde.engine.rsp.ProtocolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to the stub, on a thread of its own: asks one question at a time, with a limit to the time of the answer, and tells
 * a {@link Listener} of what comes unasked, which is how the program has stopped.
 */
final class RemoteLink implements AutoCloseable {
    /** How often a question is asked, or its answer awaited, before the connection is given up. */
    private static final int ATTEMPTS = 3;

    /** Who is told of what comes from the stub unasked, on the thread of the link. */
    interface Listener {
        /** A packet has come while no question was open. */
        void arrived(byte[] packet);

        /** There is no connection any more; told once. */
        void lost(DebugException reason);
    }

    private sealed interface Message {
        record Work(Runnable task, Consumer<RuntimeException> refuse) implements Message {}

        record Arrived(Incoming incoming) implements Message {}

        record Broken(String reason) implements Message {}
    }

    private final Transport transport;
    private final RemoteSettings settings;
    private final PacketConnection connection;
    private final BlockingQueue<Message> mailbox = new LinkedBlockingQueue<>();
    private final Deque<Message.Work> postponed = new ArrayDeque<>();
    private final Thread thread;
    private final Thread reader;
    private Listener listener = new Listener() {
        @Override
        public void arrived(byte[] packet) {}

        @Override
        public void lost(DebugException reason) {}
    };
    /** Why there is no connection any more. */
    private volatile @Nullable DebugException lost;

    RemoteLink(Transport transport, RemoteSettings settings) {
        this.transport = transport;
        this.settings = settings;
        connection = new PacketConnection(transport.in(), transport.out(), End.CLIENT, PacketConnection.DEFAULT_LIMIT);
        connection.trace(text -> {
            Consumer<String> trace = settings.trace();
            if (trace != null) {
                trace.accept(text);
            }
        });
        thread = Thread.ofPlatform().daemon().name("sonde-remote").unstarted(this::run);
        reader = Thread.ofPlatform().daemon().name("sonde-remote-reader").unstarted(this::read);
    }

    /** Begins to listen. */
    void start(Listener newListener) {
        listener = newListener;
        thread.start();
        reader.start();
    }

    RemoteSettings settings() {
        return settings;
    }

    String name() {
        return transport.name();
    }

    boolean isOpen() {
        return lost == null;
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    void withoutAcknowledgements() {
        connection.withoutAcknowledgements();
    }

    /** Has {@code work} done on the link's thread, and waits for it. */
    <T> T call(Supplier<T> work) {
        if (isCurrent()) {
            return work.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        submit(
                () -> {
                    try {
                        answer.complete(work.get());
                    } catch (RuntimeException | Error e) {
                        answer.completeExceptionally(e);
                    }
                },
                answer::completeExceptionally);
        try {
            return answer.get();
        } catch (InterruptedException e) {
            throw new CancellationException("interrupted while the remote stub was asked something");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** As {@link #call}, for work without an answer. */
    void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    private void submit(Runnable task, Consumer<RuntimeException> refuse) {
        synchronized (mailbox) {
            DebugException reason = lost;
            if (reason == null) {
                mailbox.add(new Message.Work(task, refuse));
                return;
            }
            refuse.accept(new DebugException(String.valueOf(reason.getMessage()), reason));
        }
    }

    /** Asks something. On the link's thread. */
    String ask(String packet) {
        return text(ask(bytes(packet)));
    }

    /** Asks something. On the link's thread. */
    byte[] ask(byte[] packet) {
        return ask(packet, settings.timeout());
    }

    /** Asks something that the stub may need longer for. On the link's thread. */
    byte[] ask(byte[] packet, Duration limit) {
        send(packet);
        return answer(packet, limit);
    }

    /** Sends a packet that is not answered, or whose answer is the next stop. On the link's thread. */
    void send(byte[] packet) {
        requireOpen();
        try {
            connection.send(packet);
        } catch (IOException e) {
            throw lose("Remote communication error.  Target disconnected.: " + e.getMessage());
        }
    }

    /** The answer to {@code packet}. On the link's thread. */
    byte[] answer(byte[] packet, Duration limit) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Message.@Nullable Arrived message = receive(limit);
            if (message != null) {
                if (message.incoming instanceof Incoming.Packet(byte[] payload)) {
                    return payload;
                }
                throw new ProtocolException("The remote stub's reply to \"" + shown(packet) + "\" arrived damaged: "
                        + ((Incoming.Damaged) message.incoming).reason());
            }
            repeat(attempt);
        }
        throw lose("Remote connection closed: no reply to \"" + shown(packet) + "\" within "
                + limit.toMillis() * ATTEMPTS / 1000.0
                + " seconds; \"set remotetimeout\" allows for a slower one");
    }

    private void repeat(int attempt) {
        try {
            if (attempt < ATTEMPTS) {
                connection.repeat();
            }
        } catch (IOException e) {
            throw lose("Remote communication error.  Target disconnected.: " + e.getMessage());
        }
    }

    /** The next packet while the program runs, which may take as long as it likes. On the link's thread. */
    byte[] await() {
        while (true) {
            Message.Arrived message = receive(null);
            if (message != null && message.incoming instanceof Incoming.Packet(byte[] payload)) {
                return payload;
            }
        }
    }

    /** The next packet, whole or damaged, but null if none comes in time; other work waits meanwhile. */
    private Message.@Nullable Arrived receive(@Nullable Duration limit) {
        long end = limit == null ? 0 : System.nanoTime() + limit.toNanos();
        while (true) {
            Message message;
            try {
                message = limit == null
                        ? mailbox.take()
                        : mailbox.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                throw lose("Remote connection closed");
            }
            switch (message) {
                case null -> {
                    return null;
                }
                case Message.Work work -> postponed.add(work);
                case Message.Broken(String reason) -> throw lose(reason);
                case Message.Arrived(Incoming.Closed()) -> throw lose("Remote connection closed");
                case Message.Arrived arrived -> {
                    if (isReply(arrived.incoming)) {
                        return arrived;
                    }
                }
            }
        }
    }

    private static boolean isReply(Incoming incoming) {
        return incoming instanceof Incoming.Packet
                || (incoming instanceof Incoming.Damaged(var _, boolean notification) && !notification);
    }

    /** Sends the byte that asks the program to stop. From any thread. */
    void interrupt() {
        try {
            connection.interrupt();
        } catch (IOException e) {
            mailbox.add(new Message.Broken("Remote communication error.  Target disconnected.: " + e.getMessage()));
        }
    }

    /** Ends the connection, wherever the link's thread is. From any thread. */
    void abandon(String reason) {
        mailbox.add(new Message.Broken(reason));
    }

    private void run() {
        while (isOpen()) {
            try {
                Message.Work next = postponed.poll();
                handle(next != null ? next : mailbox.take());
            } catch (InterruptedException e) {
                lose("Remote connection closed");
            } catch (DebugException e) {
                if (isOpen()) {
                    lose(String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private void handle(Message message) {
        switch (message) {
            case Message.Work work -> work.task.run();
            case Message.Broken(String reason) -> lose(reason);
            case Message.Arrived(Incoming.Closed()) -> lose("Remote connection closed");
            case Message.Arrived(Incoming.Packet(byte[] payload)) -> listener.arrived(payload);
            case Message.Arrived(Incoming.Damaged(String reason, boolean notification)) -> {
                if (!notification) {
                    lose("Remote connection closed: how the program has stopped arrived damaged: " + reason);
                }
            }
            case Message.Arrived _ -> {} // a notification that nobody has asked for
        }
    }

    private void read() {
        try {
            Incoming incoming;
            do {
                incoming = connection.receive();
                mailbox.add(new Message.Arrived(incoming));
            } while (!(incoming instanceof Incoming.Closed));
        } catch (IOException e) {
            mailbox.add(new Message.Broken("Remote connection closed"));
        } catch (ProtocolException e) {
            mailbox.add(new Message.Broken("Remote connection closed: " + e.getMessage()));
        }
    }

    private void requireOpen() {
        DebugException reason = lost;
        if (reason != null) {
            throw new DebugException(String.valueOf(reason.getMessage()), reason);
        }
    }

    /** Ends the connection, and tells whoever has to know. On the link's thread. */
    DebugException lose(String reason) {
        DebugException first = lost;
        if (first != null) {
            return first;
        }
        DebugException why = new DebugException(reason);
        synchronized (mailbox) {
            lost = why;
        }
        try {
            transport.end().close();
        } catch (IOException e) {
            // It is gone either way.
        }
        listener.lost(why);
        postponed.forEach(work -> work.refuse().accept(why));
        for (Message message = mailbox.poll(); message != null; message = mailbox.poll()) {
            if (message instanceof Message.Work work) {
                work.refuse().accept(why);
            }
        }
        return why;
    }

    /** Ends the connection without a word to the stub. */
    @Override
    public void close() {
        if (isCurrent()) {
            lose("Remote connection closed");
        } else if (isOpen()) {
            abandon("Remote connection closed");
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String shown(byte[] packet) {
        return PacketText.of(packet.length > 64 ? Arrays.copyOf(packet, 64) : packet);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
