package dev.sallyport.org.http;

/**
 * What went over the wire for one kind of request.
 *
 * @param requests how many requests were answered
 * @param bytesReceived the bytes of their bodies as they came and as far as they were read, before decompression
 * @param bytesSent the bytes of their answers' bodies as sent, after compression
 */
public record Count(long requests, long bytesReceived, long bytesSent) {
    static final Count NOTHING = new Count(0, 0, 0);

    Count plus(Count other) {
        return new Count(requests + other.requests, bytesReceived + other.bytesReceived, bytesSent + other.bytesSent);
    }
}
