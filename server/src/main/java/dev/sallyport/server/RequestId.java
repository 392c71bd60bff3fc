package dev.sallyport.server;

import java.util.Optional;
import org.slf4j.MDC;

/** The id of the request that the current thread answers. */
public final class RequestId {
    static final String KEY = "requestId";

    private RequestId() {}

    /** The id; empty text outside of a request. */
    public static String current() {
        return Optional.ofNullable(MDC.get(KEY)).orElse("");
    }

    /** Work for another thread that belongs to the request of this one. */
    public static Runnable carried(Runnable work) {
        String id = current();
        return () -> {
            MDC.put(KEY, id);
            try {
                work.run();
            } finally {
                MDC.remove(KEY);
            }
        };
    }
}
