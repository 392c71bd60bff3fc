package dev.sallyport.auth.http;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A body that is read while it comes. No more of it is taken from the connection than a few pieces ahead of who reads; who
 * waits for a piece longer than the deadline is told; the JDK's own stream would wait for ever. What fails is a
 * {@link TransportException}, for whoever reads wants to know whether to ask again.
 */
final class BodyAsItComes extends InputStream implements BodySubscriber<InputStream> {
    /** A piece is 16 KB at the most: so many keep a connection busy while a little is worked on. */
    private static final int PIECES_AHEAD = 32;

    private static final List<ByteBuffer> END = List.of();

    private final Duration deadline;
    private final URI uri;
    private final BlockingQueue<List<ByteBuffer>> pieces = new LinkedBlockingQueue<>();

    /** Guarded by this, like the next, for it is given by another thread. */
    private @Nullable Subscription subscription;

    private boolean closed;
    private Iterator<ByteBuffer> piece = Collections.emptyIterator();
    private ByteBuffer current = ByteBuffer.allocate(0);
    private boolean ended;

    /** Written before the end is queued. */
    private volatile @Nullable Throwable failure;

    /**
     * Makes it.
     *
     * @param deadline how long to wait for each piece
     * @param uri where the request went
     */
    BodyAsItComes(Duration deadline, URI uri) {
        this.deadline = deadline;
        this.uri = uri;
    }

    /** At once: the answer is here with its headers. */
    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public synchronized void onSubscribe(Subscription given) {
        if (closed || subscription != null) {
            given.cancel();
        } else {
            subscription = given;
            given.request(PIECES_AHEAD);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> next) {
        if (next.isEmpty()) {
            another();
        } else {
            pieces.add(next);
        }
    }

    @Override
    public void onError(Throwable broken) {
        failure = broken;
        pieces.add(END);
    }

    @Override
    public void onComplete() {
        pieces.add(END);
    }

    @Override
    public int read() {
        return hasMore() ? current.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int count = Math.min(length, current.remaining());
        current.get(into, offset, count);
        return count;
    }

    @Override
    public int available() {
        return current.remaining();
    }

    /** Gives up what has not come. */
    @Override
    public void close() {
        ended = true;
        current = ByteBuffer.allocate(0);
        piece = Collections.emptyIterator();
        pieces.clear();
        synchronized (this) {
            closed = true;
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }

    private synchronized void another() {
        if (subscription != null) {
            subscription.request(1);
        }
    }

    private boolean hasMore() {
        while (!current.hasRemaining()) {
            if (piece.hasNext()) {
                current = piece.next();
            } else if (ended) {
                return false;
            } else {
                piece = nextPiece().iterator();
                ended = !piece.hasNext();
            }
        }
        return true;
    }

    private List<ByteBuffer> nextPiece() {
        List<ByteBuffer> next;
        try {
            next = pieces.poll(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TransportException.of(e, uri);
        }
        if (next == null) {
            close();
            throw TransportException.of(new HttpTimeoutException("No more of the answer has come."), uri);
        }
        Throwable broken = failure;
        if (next.isEmpty() && broken != null) {
            throw TransportException.of(broken, uri);
        }
        another();
        return next;
    }
}
