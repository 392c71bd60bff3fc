package dev.sallyport.org.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.UserPermissions;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * {@code sobjects}, {@code sobjects/Type} and {@code sobjects/Type/describe}, of what the running user may see. All
 * answer conditional requests (RFC 9110 section 13) with 304 where nothing has changed.
 */
final class Describes implements Resource {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

    private final Schema schema;
    private final Permissions permissions;
    private final JsonFactory json = new JsonFactory();
    private final String root;

    Describes(RestServices services) {
        this.root = services.root();
        this.schema = services.schema();
        this.permissions = services.permissions();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(root + "/sobjects", this::global);
        routes.get(root + "/sobjects/{type}", this::basic);
        routes.get(root + "/sobjects/{type}/describe", this::full);
    }

    private void global(Context context) throws IOException {
        UserPermissions visible = permissions.of(RestGate.admission(context).user());
        answer(context, permissions.lastChanged(), generator -> {
            DescribeWriter writer = new DescribeWriter(generator, RestGate.restPath(context), visible);
            generator.writeStartObject();
            generator.writeStringField("encoding", "UTF-8");
            generator.writeNumberField("maxBatchSize", 200);
            generator.writeArrayFieldStart("sobjects");
            for (SObjectType type : schema.types()) {
                if (visible.canRead(type)) {
                    writer.writeSummary(type);
                }
            }
            generator.writeEndArray();
            generator.writeEndObject();
        });
    }

    private void basic(Context context) throws IOException {
        UserPermissions visible = permissions.of(RestGate.admission(context).user());
        SObjectType type = type(context, visible);
        answer(context, permissions.lastChanged(type), generator -> {
            generator.writeStartObject();
            generator.writeFieldName("objectDescribe");
            new DescribeWriter(generator, RestGate.restPath(context), visible).writeSummary(type);
            generator.writeArrayFieldStart("recentItems");
            generator.writeEndArray();
            generator.writeEndObject();
        });
    }

    private void full(Context context) throws IOException {
        UserPermissions visible = permissions.of(RestGate.admission(context).user());
        SObjectType type = type(context, visible);
        answer(context, permissions.lastChanged(type), generator -> new DescribeWriter(
                        generator, RestGate.restPath(context), visible)
                .writeDescribe(type, schema));
    }

    private SObjectType type(Context context, UserPermissions visible) {
        return schema.type(context.pathParam("type"))
                .filter(visible::canRead)
                .orElseThrow(() -> new ApiException(404, "NOT_FOUND", "The requested resource does not exist"));
    }

    private interface Body {
        void writeTo(JsonGenerator generator) throws IOException;
    }

    private void answer(Context context, Instant lastModified, Body body) throws IOException {
        context.header("Last-Modified", HTTP_DATE.format(lastModified.atZone(ZoneOffset.UTC)));
        @Nullable String wantedTag = context.header("If-None-Match");
        if (wantedTag == null && !isModifiedSince(context, lastModified)) {
            context.status(304);
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = json.createGenerator(bytes)) {
            body.writeTo(generator);
        }
        String tag = tag(bytes.toByteArray());
        context.header("ETag", tag);
        if (tag.equals(wantedTag)) {
            context.status(304);
            return;
        }
        context.contentType("application/json;charset=UTF-8").result(bytes.toByteArray());
    }

    private static boolean isModifiedSince(Context context, Instant lastModified) {
        @Nullable String since = context.header("If-Modified-Since");
        if (since == null) {
            return true;
        }
        try {
            return lastModified.isAfter(ZonedDateTime.parse(since, HTTP_DATE).toInstant());
        } catch (DateTimeException e) {
            throw new ApiException(400, "INVALID_HEADER", "If-Modified-Since is not an HTTP date: " + since);
        }
    }

    private static String tag(byte[] body) {
        CRC32 sum = new CRC32();
        sum.update(body);
        return '"' + Long.toHexString(sum.getValue()) + '"';
    }
}
