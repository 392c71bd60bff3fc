package dev.sallyport.org.bulk.v1;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.org.bulk.ContentType;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What information is written in: what the caller's headers name, or else what the job's data is written in. */
enum AsyncFormat {
    XML,
    JSON;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The format of a request that is about no job yet. */
    static AsyncFormat of(Context context) {
        return named(context.header("Content-Type"))
                .or(named(context.header("Accept")))
                .otherwise(XML);
    }

    /** The format of a request about a job. */
    static AsyncFormat of(Context context, ContentType contentType) {
        return named(context.header("Content-Type"))
                .or(named(context.header("Accept")))
                .otherwise(contentType == ContentType.JSON ? JSON : XML);
    }

    /** Sends a record; nulls are left out of XML and written in JSON, whose members stand in alphabetical order. */
    void send(Context context, int status, String name, Map<String, @Nullable Object> info) {
        context.status(status);
        if (this == JSON) {
            json(context, new TreeMap<>(info));
        } else {
            xml(context, AsyncXml.document(name, xml -> xml.members(info)));
        }
    }

    /** Sends a list of records. */
    void sendList(Context context, String name, String member, List<Map<String, @Nullable Object>> infos) {
        if (this == JSON) {
            json(context, Map.of(member, infos.stream().map(TreeMap::new).toList()));
        } else {
            xml(
                    context,
                    AsyncXml.document(
                            name, xml -> infos.forEach(info -> xml.element(member, () -> xml.members(info)))));
        }
    }

    static void json(Context context, Object value) {
        try {
            context.result(MAPPER.writeValueAsBytes(value));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write JSON", e);
        }
        context.contentType("application/json;charset=UTF-8");
    }

    static void xml(Context context, byte[] document) {
        context.result(document);
        context.contentType("application/xml;charset=UTF-8");
    }

    private record Named(@Nullable AsyncFormat format) {
        Named or(Named other) {
            return format == null ? other : this;
        }

        AsyncFormat otherwise(AsyncFormat other) {
            return format == null ? other : format;
        }
    }

    private static Named named(@Nullable String mediaType) {
        String lowerCase = mediaType == null ? "" : mediaType.toLowerCase(Locale.ROOT);
        if (lowerCase.contains("/json")) {
            return new Named(JSON);
        }
        return new Named(lowerCase.contains("/xml") ? XML : null);
    }
}
