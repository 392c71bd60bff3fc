package dev.sallyport.org.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, decompressed and bounded. Whatever is wrong with it ends the request with an {@link ApiException},
 * which passes the parsers that read from it and is written in the dialect of the API.
 */
final class RequestBody extends ServletInputStream {
    private final Received received;
    private final InputStream content;
    private final BodyLimit limit;
    private final ApiKind kind;
    private long contentBytes;
    private boolean finished;

    /**
     * @param socket the body as it comes
     * @throws ApiException if the body is announced as too large, or compressed in a way that is not known or is broken
     */
    RequestBody(WireRequest request, InputStream socket) {
        this.kind = ApiKind.of(request.getRequestURI());
        this.limit = BodyLimit.of(request.getRequestURI());
        if (request.announcedLength() > limit.bytes()) {
            throw new ApiException(limit.error());
        }
        this.received = new Received(socket);
        this.content = decompressed(request.getHeader("Content-Encoding"));
    }

    long bytesReceived() {
        return received.bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = attempt(() -> content.read(buffer, offset, length));
        finished |= read < 0;
        contentBytes += Math.max(read, 0);
        if (contentBytes > limit.bytes()) {
            throw new ApiException(limit.error());
        }
        return read;
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("Bodies are read by blocking");
    }

    private InputStream decompressed(@Nullable String encoding) {
        return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity", "" -> received;
            case "gzip", "x-gzip" -> attempt(() -> new GZIPInputStream(received, 8_192));
            case "deflate" -> new InflaterInputStream(received);
            default ->
                throw new ApiException(
                        415, unreadableCode(kind), "The content encoding '" + encoding + "' is not supported.");
        };
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T attempt(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw unreadable(kind, e);
        } catch (RuntimeException e) {
            // What Jetty's parser found wrong with the message, such as a chunk without a length.
            throw e instanceof HttpException ? unreadable(kind, e) : e;
        }
    }

    private static ApiException unreadable(ApiKind kind, Exception cause) {
        return new ApiException(
                400, unreadableCode(kind), "The request's body could not be read: " + cause.getMessage());
    }

    static String unreadableCode(ApiKind kind) {
        return switch (kind) {
            case TOKEN, OAUTH -> "invalid_request";
            case SOAP -> "INVALID_OPERATION";
            case VERSIONS, QUERY, QUERY_MORE, DESCRIBE, REST, BULK, SETUP, OTHER -> "JSON_PARSER_ERROR";
        };
    }

    /** Counts what comes from the socket. */
    private static final class Received extends FilterInputStream {
        private long bytes;

        Received(InputStream socket) {
            super(socket);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            bytes += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            bytes += Math.max(read, 0);
            return read;
        }
    }
}
