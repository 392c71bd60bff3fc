package dev.sallyport.salesforce;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.CarriedToken;
import dev.sallyport.auth.ResourceAccess;
import dev.sallyport.auth.http.HttpTransport;
import dev.sallyport.auth.http.TransportException;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends calls with a token, replaces refused tokens, and counts. */
final class ApiTransport {
    /** Salesforce itself gives up a query after two minutes. */
    static final Duration DEADLINE = Duration.ofSeconds(150);

    private static final Pattern API_USAGE = Pattern.compile("(?:^|[;,\\s])api-usage=(\\d{1,9})/(\\d{1,9})");

    /** What would end the name within its header. */
    private static final Pattern NOT_IN_CLIENT_NAME = Pattern.compile("[^A-Za-z0-9_./-]");

    private final ResourceAccess access;
    private final HttpClient http;
    private final PollDelay delay;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong bytesReceived = new AtomicLong();
    private volatile Duration deadline = DEADLINE;
    private volatile HttpTransport transport;
    private volatile String callOptions = "";
    private volatile @Nullable OrgUsage orgUsage;

    private record OrgUsage(int used, int limit) {}

    /** A call on its way; the second time with another token, if the first is refused. */
    final class Sent {
        private final Call call;
        private final Retries retries;
        private AccessToken token;
        private HttpRequest request;
        private CompletableFuture<HttpResponse<byte[]>> answer;
        private boolean cancelled;
        private @Nullable Consumer<Answer> late;

        private Sent(Call call, AccessToken token) {
            this.call = call;
            this.retries = new Retries(delay, call.asked());
            this.token = token;
            this.request = call.request().apply(token, access);
            this.answer = transport.start(prepared(call, request));
        }

        /** Waits for the answer. A read that fails for a moment is sent again. */
        Answer await() {
            AtomicBoolean failed = new AtomicBoolean();
            return repeatedIfRead(call, retries, () -> {
                if (failed.getAndSet(true)) {
                    sendAgain(token);
                }
                return settled(call, token, arrived(), another -> {
                    sendAgain(another);
                    return arrived();
                });
            });
        }

        /**
         * Waits for the answer. Whoever stops waiting leaves the call on its way, for what it makes must not be lost.
         *
         * @param whenLate is given the answer if it comes after all and is a success; on a thread that must not wait
         */
        Answer await(Consumer<Answer> whenLate) {
            late = whenLate;
            return await();
        }

        /** Does something when the answer, or the failure to get one, is here; {@link #await} then does not wait. */
        synchronized void whenArrived(Runnable action) {
            var unused = answer.whenComplete((response, failure) -> action.run());
        }

        /** Gives the call up, from any thread; whoever waits for it is told. */
        synchronized void cancel() {
            cancelled = true;
            retries.giveUp();
            answer.cancel(true);
        }

        private Answer arrived() {
            CompletableFuture<HttpResponse<byte[]>> coming;
            synchronized (this) {
                coming = answer;
            }
            Consumer<Answer> whenLate = late;
            try {
                return receive(transport.await(whenLate == null ? coming : watched(coming), request.uri()));
            } catch (TransportException e) {
                if (whenLate != null) {
                    var unused = coming.thenApply(ApiTransport.this::receive).thenAccept(answered -> {
                        if (answered.isSuccess()) {
                            whenLate.accept(answered);
                        }
                    });
                }
                throw SalesforceException.of(e);
            }
        }

        /** What can be given up without giving the call up: the HTTP client's own copies of its futures cannot. */
        private static <T> CompletableFuture<T> watched(CompletableFuture<T> coming) {
            CompletableFuture<T> watched = new CompletableFuture<>();
            var unused = coming.whenComplete((value, failure) -> {
                if (failure == null) {
                    watched.complete(value);
                } else {
                    watched.completeExceptionally(failure);
                }
            });
            return watched;
        }

        private synchronized void sendAgain(AccessToken another) {
            token = another;
            request = call.request().apply(another, access);
            if (!cancelled) {
                answer = transport.start(prepared(call, request));
            }
        }
    }

    /**
     * Makes it.
     *
     * @param delay what passes the time until a read is sent again
     */
    ApiTransport(ResourceAccess access, HttpClient http, PollDelay delay) {
        this.access = access;
        this.http = http;
        this.delay = delay;
        this.transport = new HttpTransport(http, DEADLINE);
    }

    /** How long the requests after this may take; null for the usual. */
    void setDeadline(@Nullable Duration deadline) {
        Duration chosen = deadline == null ? DEADLINE : deadline;
        this.deadline = chosen;
        transport = new HttpTransport(http, chosen);
    }

    /** How long a request may take that is sent now. */
    Duration deadline() {
        return deadline;
    }

    /** What the requests after this say of their client; null for nothing. */
    void setClientName(@Nullable String name) {
        callOptions = name == null || name.isBlank()
                ? ""
                : "client=" + NOT_IN_CLIENT_NAME.matcher(name).replaceAll("_");
    }

    /** The identity URL of the token's owner, as the token endpoint told it; null if it did not. */
    @Nullable
    String identity() {
        return access.tokens().token().parameters().get("id");
    }

    /** Starts a call; a token is fetched first if there is none. */
    Sent send(Call call) {
        return new Sent(call, access.tokens().token());
    }

    /**
     * Sends a call and waits for the answer; an interruption gives it up. A read that fails for a moment is sent again.
     */
    Answer exchange(Call call) {
        return exchange(call, request -> receive(transport.send(request)));
    }

    /**
     * Sends a call and waits for the beginning of the answer, whose content can be read once, while it comes. If that fails on
     * the way, it throws {@link TransportException}; an interruption gives it up.
     */
    Answer open(Call call) {
        return exchange(call, request -> {
            HttpResponse<InputStream> response = transport.open(request);
            observe(response.headers());
            return Answer.asItComes(response, counted(response.body()));
        });
    }

    private Answer exchange(Call call, Function<HttpRequest, Answer> sender) {
        Function<AccessToken, Answer> answered = token -> {
            try {
                return sender.apply(prepared(call, call.request().apply(token, access)));
            } catch (TransportException e) {
                throw SalesforceException.of(e);
            }
        };
        return repeatedIfRead(call, new Retries(delay, call.asked()), () -> {
            AccessToken token = access.tokens().token();
            return settled(call, token, answered.apply(token), answered);
        });
    }

    /** Whoever has waited for an answer until the deadline has waited long enough. */
    private static Answer repeatedIfRead(Call call, Retries retries, Supplier<Answer> work) {
        return retries.repeated(work, reason -> call.read() && reason.isPassing() && reason != Reason.TIMED_OUT);
    }

    /** The answer that counts: where the token is refused, that to the call with another. */
    private Answer settled(Call call, AccessToken token, Answer first, Function<AccessToken, Answer> again) {
        Answer answer = first;
        CarriedToken carried = access.carried(token);
        while (!answer.isSuccess()) {
            ErrorAnswer refusal = ErrorAnswer.read(answer);
            Optional<CarriedToken> other = refusal.asksForAnotherToken() ? carried.replaced() : Optional.empty();
            carried = other.orElseThrow(() -> refusal.toException(call.asked(), call.whenNotFound()));
            answer = again.apply(carried.token());
        }
        return answer;
    }

    /** Sends a request that needs no token and is not metered. */
    Answer exchangeWithoutToken(String asked, HttpRequest request) {
        Answer answer;
        try {
            answer = receive(transport.send(request));
        } catch (TransportException e) {
            throw SalesforceException.of(e);
        }
        if (!answer.isSuccess()) {
            throw ErrorAnswer.read(answer).toException(asked, Reason.UNEXPECTED_ANSWER);
        }
        return answer;
    }

    ApiUsage usage() {
        OrgUsage latest = orgUsage;
        return new ApiUsage(
                calls.get(),
                bytesReceived.get(),
                latest == null ? null : latest.used(),
                latest == null ? null : latest.limit());
    }

    /** The request as it goes out now, and is counted. */
    private HttpRequest prepared(Call call, HttpRequest request) {
        if (call.metered()) {
            calls.incrementAndGet();
        }
        if (callOptions.isEmpty()) {
            return request;
        }
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .setHeader("Sforce-Call-Options", callOptions)
                .build();
    }

    private Answer receive(HttpResponse<byte[]> response) {
        bytesReceived.addAndGet(response.body().length);
        observe(response.headers());
        return Answer.of(response);
    }

    private void observe(HttpHeaders headers) {
        headers.firstValue("Sforce-Limit-Info").ifPresent(info -> {
            Matcher usage = API_USAGE.matcher(info);
            if (usage.find()) {
                orgUsage = new OrgUsage(Integer.parseInt(usage.group(1)), Integer.parseInt(usage.group(2)));
            }
        });
    }

    private InputStream counted(InputStream content) {
        return new FilterInputStream(content) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                bytesReceived.addAndGet(value < 0 ? 0 : 1);
                return value;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = super.read(into, offset, length);
                bytesReceived.addAndGet(Math.max(0, count));
                return count;
            }
        };
    }
}
