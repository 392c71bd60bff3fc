package dev.sallyport.org.http;

/**
 * What went over the wire for one kind of request.
 *
 * @param requests how many requests were answered
 * @param bytesSent the bytes of their answers' bodies as sent, after compression
 */
public record Count(long requests, long bytesSent) {
    static final Count NOTHING = new Count(0, 0);

    Count plus(Count other) {
        return new Count(requests + other.requests, bytesSent + other.bytesSent);
    }
}
