package dev.sallyport.salesforce.doctor;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Sends through another client, counts the requests, and remembers what time the servers said it was. */
final class ObservedHttpClient extends HttpClient {
    private final HttpClient client;
    private final AtomicInteger total = new AtomicInteger();
    private final AtomicInteger metered = new AtomicInteger();
    private volatile @Nullable Instant serverTime;

    ObservedHttpClient(HttpClient client) {
        this.client = client;
    }

    Calls calls() {
        return new Calls(total.get(), metered.get());
    }

    /** What the latest answer's {@code Date} said (RFC 9110, section 6.6.1), in whole seconds; empty if it said none. */
    Optional<Instant> serverTime() {
        return Optional.ofNullable(serverTime);
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        count(request);
        return noted(client.send(request, handler));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        count(request);
        return noted(client.sendAsync(request, handler));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request,
            HttpResponse.BodyHandler<T> handler,
            HttpResponse.@Nullable PushPromiseHandler<T> pushPromises) {
        count(request);
        return noted(client.sendAsync(request, handler, pushPromises));
    }

    private void count(HttpRequest request) {
        total.incrementAndGet();
        String path = request.uri().getPath();
        // The list of versions, user info and the token endpoint cost nothing.
        if (path.startsWith("/services/data/") || path.startsWith("/services/Soap/")) {
            metered.incrementAndGet();
        }
    }

    /** What is returned completes after the answer was noted; cancelling it cancels the request. */
    private <T> CompletableFuture<HttpResponse<T>> noted(CompletableFuture<HttpResponse<T>> answer) {
        CompletableFuture<HttpResponse<T>> noted = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                answer.cancel(mayInterruptIfRunning);
                return super.cancel(mayInterruptIfRunning);
            }
        };
        var unused = answer.whenComplete((response, failure) -> {
            if (failure == null) {
                noted.complete(noted(response));
            } else {
                noted.completeExceptionally(failure);
            }
        });
        return noted;
    }

    private <T> HttpResponse<T> noted(HttpResponse<T> response) {
        serverTime = response.headers()
                .firstValue("Date")
                .flatMap(ObservedHttpClient::time)
                .orElse(null);
        return response;
    }

    private static Optional<Instant> time(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }
}
