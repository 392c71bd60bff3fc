package dev.sallyport.salesforce;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it came over the wire: the body stays compressed until it is read. That of an answer that is read while it
 * comes can be read once.
 */
final class Answer {
    /** The stream's own default, of 512 bytes, costs a call to the decompressor for each. */
    private static final int BUFFER = 16 * 1024;

    private final int status;
    private final HttpHeaders headers;
    private final boolean compressed;
    private final Supplier<InputStream> body;

    private Answer(int status, HttpHeaders headers, boolean empty, Supplier<InputStream> body) {
        this.status = status;
        this.headers = headers;
        this.compressed = !empty
                && headers.firstValue("Content-Encoding")
                        .map(encoding -> encoding.equalsIgnoreCase("gzip"))
                        .orElse(false);
        this.body = body;
    }

    static Answer of(HttpResponse<byte[]> response) {
        byte[] body = response.body();
        return new Answer(
                response.statusCode(), response.headers(), body.length == 0, () -> new ByteArrayInputStream(body));
    }

    /**
     * An answer that is read while it comes.
     *
     * @param content the body, compressed as it may be
     */
    static Answer asItComes(HttpResponse<?> response, InputStream content) {
        return new Answer(response.statusCode(), response.headers(), response.statusCode() == 204, () -> content);
    }

    int status() {
        return status;
    }

    /** A header's first value. */
    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The body, decoded on the way. */
    InputStream content() throws IOException {
        InputStream raw = body.get();
        try {
            return compressed ? new GZIPInputStream(raw, BUFFER) : raw;
        } catch (IOException | RuntimeException e) {
            // It is not what it says: what is still to come of it is not wanted.
            raw.close();
            throw e;
        }
    }

    /** The whole body, decoded. */
    byte[] bytes(String asked) {
        try (InputStream content = content()) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw SalesforceException.unreadable(asked, status, e);
        }
    }

    /** The beginning of the body as text: enough for an error, and no more of a page that is not one. */
    String head(int maxBytes) {
        try (InputStream content = content()) {
            return new String(content.readNBytes(maxBytes), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether what was asked for has come, or need not: only who asks by {@code If-Modified-Since} is told so. */
    boolean isSuccess() {
        return (status >= 200 && status < 300) || isNotModified();
    }

    boolean isNotModified() {
        return status == 304;
    }

    /** The header of that name, as it came; null if there is none. */
    @Nullable
    String lastModified() {
        return headers.firstValue("Last-Modified").orElse(null);
    }
}
