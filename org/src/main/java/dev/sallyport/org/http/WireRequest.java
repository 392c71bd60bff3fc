package dev.sallyport.org.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request as the endpoints see it: its body is decompressed and bounded, {@code ?_HttpMethod=PATCH} on a POST has
 * become its method (REST API Developer Guide, "Update a Record"), and HEAD is GET, whose body the server leaves out.
 */
final class WireRequest extends HttpServletRequestWrapper {
    private static final String METHOD_PARAMETER = "_HttpMethod=";
    private static final Set<String> OVERRIDES = Set.of("DELETE", "GET", "HEAD", "PATCH", "PUT");

    private final String method;
    private @Nullable RequestBody body;

    WireRequest(HttpServletRequest request) {
        super(request);
        this.method = effectiveMethod(request);
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new RequestBody(this, super.getInputStream());
        }
        return body;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        @Nullable String charset = getCharacterEncoding();
        return new BufferedReader(
                new InputStreamReader(getInputStream(), charset == null ? StandardCharsets.UTF_8.name() : charset));
    }

    /** Unknown where the body is compressed. */
    @Override
    public long getContentLengthLong() {
        return getHeader("Content-Encoding") == null ? super.getContentLengthLong() : -1;
    }

    @Override
    public int getContentLength() {
        long length = getContentLengthLong();
        return length > Integer.MAX_VALUE ? -1 : (int) length;
    }

    /** The length that the client announced, of the body as it is sent; -1 where it did not. */
    long announcedLength() {
        return super.getContentLengthLong();
    }

    /** The bytes of the body that were read, as they came. */
    long bytesReceived() {
        return body == null ? 0 : body.bytesReceived();
    }

    private static String effectiveMethod(HttpServletRequest request) {
        if (request.getMethod().equals("HEAD")) {
            return "GET";
        }
        @Nullable String query = request.getQueryString();
        if (request.getMethod().equals("POST") && query != null) {
            for (String parameter : query.split("&", -1)) {
                if (parameter.startsWith(METHOD_PARAMETER)) {
                    String wanted =
                            parameter.substring(METHOD_PARAMETER.length()).toUpperCase(Locale.ROOT);
                    return OVERRIDES.contains(wanted) ? wanted : "POST";
                }
            }
        }
        return request.getMethod();
    }
}
