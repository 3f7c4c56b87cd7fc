package dev.sonde.debuginfo.debuginfod;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One HTTP request whose body goes to a file, watched from the calling thread so that it can be ended at any time. */
final class Download {
    private static final Duration REPORT_INTERVAL = Duration.ofMillis(50);
    private static final int OK = 200;

    /** How a download ended. */
    enum Outcome {
        COMPLETE,
        NOT_FOUND,
        CANCELLED
    }

    private final HttpClient client;
    private final DebuginfodLimits limits;
    private final DebuginfodProgress progress;
    private final AtomicLong received = new AtomicLong();
    private volatile OptionalLong total = OptionalLong.empty();

    Download(HttpClient client, DebuginfodLimits limits, DebuginfodProgress progress) {
        this.client = client;
        this.limits = limits;
        this.progress = progress;
    }

    /**
     * Gets {@code uri} into {@code file}.
     *
     * @throws IOException if the server cannot be reached, answers with an error, stalls or sends too much
     */
    Outcome run(URI uri, Path file) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("User-Agent", "sonde").GET().build();
        CompletableFuture<HttpResponse<Long>> response = client.sendAsync(request, info -> accept(info, file));
        try {
            long started = System.nanoTime();
            long lastAdvance = started;
            long lastReceived = -1;
            while (true) {
                try {
                    int status = response.get(REPORT_INTERVAL.toNanos(), TimeUnit.NANOSECONDS)
                            .statusCode();
                    return outcome(status);
                } catch (TimeoutException e) {
                    long now = System.nanoTime();
                    if (received.get() != lastReceived) {
                        lastReceived = received.get();
                        lastAdvance = now;
                    }
                    checkTimes(now - started, now - lastAdvance);
                    if (!progress.report(received.get(), total)) {
                        return Outcome.CANCELLED;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.CANCELLED;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IOException(
                    cause instanceof IOException && cause.getMessage() != null
                            ? cause.getMessage()
                            : String.valueOf(cause),
                    cause);
        } finally {
            // Ends the exchange if it still runs.
            response.cancel(true);
        }
    }

    private static Outcome outcome(int status) throws IOException {
        return switch (status) {
            case OK -> Outcome.COMPLETE;
            case 404, 410 -> Outcome.NOT_FOUND;
            default -> throw new IOException("HTTP status " + status);
        };
    }

    private void checkTimes(long elapsedNanos, long stalledNanos) throws IOException {
        if (stalledNanos > limits.stall().toNanos()) {
            throw new IOException("nothing received for " + limits.stall().toSeconds() + " s");
        }
        if (limits.total().isPresent() && elapsedNanos > limits.total().get().toNanos()) {
            throw new IOException("not complete after " + limits.total().get().toSeconds() + " s");
        }
    }

    private HttpResponse.BodySubscriber<Long> accept(HttpResponse.ResponseInfo info, Path file) {
        if (info.statusCode() != OK) {
            return HttpResponse.BodySubscribers.replacing(0L);
        }
        total = info.headers().firstValueAsLong("Content-Length").stream().findFirst();
        return new FileSubscriber(file);
    }

    /** Writes the body to a file and counts it. */
    private final class FileSubscriber implements HttpResponse.BodySubscriber<Long> {
        private final Path file;
        private final CompletableFuture<Long> done = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;
        private @Nullable FileChannel channel;

        FileSubscriber(Path file) {
            this.file = file;
        }

        @Override
        public CompletionStage<Long> getBody() {
            return done;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            try {
                channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
                given.request(1);
            } catch (IOException e) {
                given.cancel();
                done.completeExceptionally(e);
            }
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            if (done.isDone() || channel == null || subscription == null) {
                return;
            }
            try {
                for (ByteBuffer buffer : buffers) {
                    long size = received.addAndGet(buffer.remaining());
                    if (limits.size().isPresent() && size > limits.size().getAsLong()) {
                        throw new IOException(
                                "larger than the limit of " + limits.size().getAsLong() + " bytes");
                    }
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                }
                subscription.request(1);
            } catch (IOException e) {
                subscription.cancel();
                onError(e);
            }
        }

        @Override
        public void onError(Throwable failure) {
            close();
            done.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            close();
            done.complete(received.get());
        }

        private void close() {
            if (channel != null) {
                try {
                    channel.close();
                } catch (IOException e) {
                    done.completeExceptionally(e);
                }
            }
        }
    }
}
