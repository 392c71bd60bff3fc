package dev.sallyport.org.http;

import io.javalin.http.Context;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests within a request: they go through the same endpoints, on the thread of the outer one and so within its
 * transaction, but are neither counted nor spoilt nor held up on their own.
 */
public final class Subrequests {
    private static final String ATTRIBUTE = Subrequests.class.getName();
    private static final String OUTER = ATTRIBUTE + ".outer";

    private @Nullable Servlet servlet;

    Subrequests() {}

    /**
     * A request within a request.
     *
     * @param target path and query, such as {@code /services/data/v68.0/limits}
     * @param headers by name in any case
     */
    public record Request(String method, String target, Map<String, String> headers, String body) {
        public Request {
            TreeMap<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            byName.putAll(headers);
            headers = byName;
        }

        String path() {
            int query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }

        @Nullable
        String query() {
            int query = target.indexOf('?');
            return query < 0 ? null : target.substring(query + 1);
        }
    }

    /** The answer to a request within a request. */
    public record Answer(int status, Map<String, String> headers, String body) {
        /** Whether the body is JSON. */
        public boolean isJson() {
            return headers.getOrDefault("Content-Type", "")
                    .toLowerCase(Locale.ROOT)
                    .contains("json");
        }
    }

    /** The door for the requests within this one. */
    public static Subrequests of(Context context) {
        return Objects.requireNonNull(context.<Subrequests>attribute(ATTRIBUTE));
    }

    /** The request that this one is within; null where it stands alone. */
    public static @Nullable Context outer(Context context) {
        return context.attribute(OUTER);
    }

    /** Sends a request to the endpoints of the server that has received {@code outer}. */
    public Answer send(Context outer, Request request) {
        SubrequestCall call = new SubrequestCall(outer.req(), request);
        call.setAttribute(OUTER, outer);
        SubrequestAnswer answer = new SubrequestAnswer(outer.res());
        try {
            Objects.requireNonNull(servlet).service(call, answer);
            return answer.finished();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new IllegalStateException("An endpoint failed", e);
        }
    }

    void offerTo(Context context) {
        context.attribute(ATTRIBUTE, this);
    }

    void use(Servlet endpoints) {
        this.servlet = endpoints;
    }
}
