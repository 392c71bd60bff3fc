package dev.sallyport.bench.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sallyport.auth.ResourceAccess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The least that a client does who reads a query by REST, a page after the other: it downloads each page and goes over its
 * tokens, and keeps none of them.
 */
final class RawPages {
    private static final int BUFFER = 1 << 16;

    private final Access access;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ResourceAccess authorization;
    private final JsonFactory json = new JsonFactory();

    RawPages(Access access) {
        this.access = access;
        this.authorization = access.resourceAccess(http);
    }

    /** Reads all pages of a query; how many records they had. */
    long read(String soql) throws IOException, InterruptedException {
        long[] records = {0};
        String next = "/services/data/v" + Access.VERSION + "/query?q="
                + URLEncoder.encode(soql, StandardCharsets.UTF_8).replace("+", "%20");
        while (next != null) {
            next = page(access.instance().resolve(next), records);
        }
        return records[0];
    }

    private @Nullable String page(URI address, long[] records) throws IOException, InterruptedException {
        HttpRequest plain = HttpRequest.newBuilder(address)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Accept-Encoding", "gzip")
                .build();
        HttpRequest request = authorization.authorize(authorization.tokens().token(), plain);
        HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IOException("The org answered " + answer.statusCode());
        }
        String next = null;
        try (InputStream body = decoded(answer);
                JsonParser parser = json.createParser(body)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    depth++;
                    records[0] += depth == 2 ? 1 : 0;
                } else if (token == JsonToken.END_OBJECT) {
                    depth--;
                } else if (depth == 1
                        && token == JsonToken.FIELD_NAME
                        && parser.currentName().equals("nextRecordsUrl")) {
                    next = parser.nextTextValue();
                }
            }
        }
        return next;
    }

    private static InputStream decoded(HttpResponse<InputStream> answer) throws IOException {
        boolean compressed =
                answer.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
        return compressed ? new GZIPInputStream(answer.body(), BUFFER) : answer.body();
    }
}
