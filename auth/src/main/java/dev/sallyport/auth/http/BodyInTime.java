package dev.sallyport.auth.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeoutException;

/** A body that is whole in time or given up: a request's own timeout ends with its answer's headers. */
final class BodyInTime implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> body = BodySubscribers.ofByteArray();
    private final CompletableFuture<byte[]> inTime;

    BodyInTime(Duration deadline) {
        this.inTime = body.getBody().toCompletableFuture().copy().orTimeout(deadline.toNanos(), NANOSECONDS);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return inTime;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        body.onSubscribe(subscription);
        var unused = inTime.whenComplete((bytes, failure) -> {
            if (failure instanceof TimeoutException) {
                subscription.cancel();
            }
        });
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        body.onNext(part);
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
