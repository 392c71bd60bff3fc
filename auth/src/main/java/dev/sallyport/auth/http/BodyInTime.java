package dev.sallyport.auth.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A body that is whole in time or given up: a request's own timeout ends with its answer's headers. What is longer than
 * anybody wants is cut, and the rest not read.
 */
final class BodyInTime implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> body = BodySubscribers.ofByteArray();
    private final CompletableFuture<byte[]> inTime;
    private long room;
    private @Nullable Subscription subscription;

    BodyInTime(Duration deadline, long most) {
        this.room = most;
        this.inTime = body.getBody().toCompletableFuture().copy().orTimeout(deadline.toNanos(), NANOSECONDS);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return inTime;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        body.onSubscribe(subscription);
        var unused = inTime.whenComplete((bytes, failure) -> {
            if (failure instanceof TimeoutException) {
                subscription.cancel();
            }
        });
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        List<ByteBuffer> wanted = new ArrayList<>(part.size());
        for (ByteBuffer bytes : part) {
            int taken = (int) Math.min(room, bytes.remaining());
            wanted.add(bytes.slice(bytes.position(), taken));
            room -= taken;
        }
        body.onNext(wanted);
        if (room == 0) {
            Objects.requireNonNull(subscription).cancel();
            body.onComplete();
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.onError(failure);
    }

    @Override
    public void onComplete() {
        body.onComplete();
    }
}
