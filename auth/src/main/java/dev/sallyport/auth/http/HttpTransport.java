package dev.sallyport.auth.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests and waits for answers. The deadline holds for the body too, which {@link HttpRequest}'s own timeout does
 * not cover.
 */
public final class HttpTransport {
    private final HttpClient http;
    private final Duration deadline;
    private final long most;

    /**
     * Makes a transport.
     *
     * @param http whose proxy, TLS and connection settings apply
     * @param deadline how long to wait for an answer, to its last byte
     */
    public HttpTransport(HttpClient http, Duration deadline) {
        this(http, deadline, Long.MAX_VALUE);
    }

    /**
     * The same, for answers that are never long: where an address is wrong, anything may come.
     *
     * @param most bytes that are read of an answer that is waited for as a whole; what is longer is cut there
     */
    public HttpTransport(HttpClient http, Duration deadline, long most) {
        this.http = http;
        this.deadline = deadline;
        this.most = most;
    }

    /**
     * Sends a request and waits for the answer, whatever its status. For who waits at once this is the way: one that is
     * {@linkplain #start started} passes through other threads, which takes longer.
     *
     * @throws TransportException if there is none; also if this thread is interrupted, which gives the request up
     */
    public HttpResponse<byte[]> send(HttpRequest request) {
        return send(request, answer -> new BodyInTime(deadline, most));
    }

    /**
     * Sends a request and waits for the answer's beginning. The content of a success is read while it comes, piece by piece,
     * and the deadline holds for each; reading it throws {@link TransportException} too. Any other answer is there as a whole.
     *
     * @return whose body is to be closed
     * @throws TransportException if there is none; also if this thread is interrupted, which gives the request up
     */
    public HttpResponse<InputStream> open(HttpRequest request) {
        return send(
                request,
                answer -> answer.statusCode() == 200
                        ? new BodyAsItComes(deadline, request.uri())
                        : BodySubscribers.mapping(new BodyInTime(deadline, most), ByteArrayInputStream::new));
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) {
        HttpRequest timed = HttpRequest.newBuilder(request, (name, value) -> true)
                .timeout(deadline)
                .build();
        try {
            return http.send(timed, body);
        } catch (IOException e) {
            throw TransportException.of(e, request.uri());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TransportException.of(e, request.uri());
        }
    }

    /** Sends a request; cancelling what is returned cancels the request. */
    public CompletableFuture<HttpResponse<byte[]>> start(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofByteArray());
    }

    /**
     * Waits for the answer to a request that has been started; the deadline counts from here.
     *
     * @param answer what {@link #start} returned
     * @param uri where the request went
     * @throws TransportException if there is none
     */
    public HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer, URI uri) {
        try {
            return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw TransportException.of(e.getCause() == null ? e : e.getCause(), uri);
        } catch (TimeoutException | CancellationException e) {
            answer.cancel(true);
            throw TransportException.of(e, uri);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw TransportException.of(e, uri);
        }
    }
}
