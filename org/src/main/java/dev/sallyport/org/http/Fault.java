package dev.sallyport.org.http;

import java.util.Objects;

/** Something that goes wrong because a test asked for it. */
public sealed interface Fault {

    /**
     * The request is refused before any endpoint sees it, in the dialect of the API that was called.
     *
     * @param error what the caller is told
     */
    record Refusal(ApiError error) implements Fault {
        public Refusal {
            Objects.requireNonNull(error);
        }
    }

    /** The connection is closed without an answer. */
    record DroppedConnection() implements Fault {}

    /** A refusal such as {@code 503 SERVER_UNAVAILABLE}. */
    static Fault refusal(int status, String code, String message) {
        return new Refusal(new ApiError(status, code, message));
    }

    static Fault droppedConnection() {
        return new DroppedConnection();
    }
}
