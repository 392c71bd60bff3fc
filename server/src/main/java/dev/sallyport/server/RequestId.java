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

    /**
     * Work that is a request of its own, by another door than HTTP's.
     *
     * @param <T> what it makes
     * @param <E> how it fails
     */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        /** Does it. */
        T make() throws E;
    }

    /** Does work under an id; within a request, under that one's. */
    public static <T, E extends Exception> T during(String id, Work<T, E> work) throws E {
        if (!current().isEmpty()) {
            return work.make();
        }
        MDC.put(KEY, id);
        try {
            return work.make();
        } finally {
            MDC.remove(KEY);
        }
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
