package dev.sallyport.org.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Something that goes wrong because a test asked for it. */
public sealed interface Fault {

    /**
     * The request is refused before any endpoint sees it, in the dialect of the API that was called.
     *
     * @param error what the caller is told
     * @param headers that the answer has besides, by name
     */
    record Refusal(ApiError error, Map<String, String> headers) implements Fault {
        public Refusal {
            Objects.requireNonNull(error);
            headers = Map.copyOf(headers);
        }

        public Refusal(ApiError error) {
            this(error, Map.of());
        }

        /** The same with one more header, such as {@code Retry-After}. */
        public Refusal withHeader(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Refusal(error, more);
        }
    }

    /** The connection is closed without an answer. */
    record DroppedConnection() implements Fault {}

    /**
     * The request is handled, and the connection closed in the middle of the answer's body, or at the end of a shorter
     * one before the client can tell that it was the end.
     *
     * @param bytes how many bytes of the body arrive, as sent, after compression
     */
    record CutAnswer(long bytes) implements Fault {
        public CutAnswer {
            requireNotNegative(bytes);
        }
    }

    /**
     * The answer's body comes in small pieces, each after a pause.
     *
     * @param pieceBytes the size of a piece
     * @param pause before each piece
     */
    record SlowAnswer(int pieceBytes, Duration pause) implements Fault {
        public SlowAnswer {
            if (pieceBytes < 1) {
                throw new IllegalArgumentException("A piece has at least one byte, not " + pieceBytes);
            }
            Objects.requireNonNull(pause);
        }
    }

    /**
     * The answer is compressed, whether the client asked for it or not, and ends in the middle of the compressed stream:
     * as an HTTP message it is whole.
     */
    record TruncatedGzip() implements Fault {}

    /** A refusal such as {@code 503 SERVER_UNAVAILABLE}. */
    static Refusal refusal(int status, String code, String message) {
        return new Refusal(new ApiError(status, code, message));
    }

    /** {@code 503 SERVER_UNAVAILABLE} that says when to try again, in whole seconds (RFC 9110 section 10.2.3). */
    static Refusal unavailable(Duration retryAfter) {
        return refusal(503, "SERVER_UNAVAILABLE", "Server currently unavailable. Please try again later.")
                .withHeader("Retry-After", Long.toString(retryAfter.toSeconds()));
    }

    static Fault droppedConnection() {
        return new DroppedConnection();
    }

    static Fault cutAnswer(long bytes) {
        return new CutAnswer(bytes);
    }

    static Fault slowAnswer(int pieceBytes, Duration pause) {
        return new SlowAnswer(pieceBytes, pause);
    }

    static Fault truncatedGzip() {
        return new TruncatedGzip();
    }

    private static void requireNotNegative(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("Cannot send " + bytes + " bytes");
        }
    }
}
