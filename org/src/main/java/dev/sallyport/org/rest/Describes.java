package dev.sallyport.org.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.session.ApiGate.Admission;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.UserPermissions;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code sobjects}, {@code sobjects/Type} and {@code sobjects/Type/describe}, of what the running user may see. All
 * answer conditional requests (RFC 9110 section 13) with 304 where nothing has changed; {@code sobjects/Type}, which shows
 * recent records too, those by entity tag alone.
 */
final class Describes implements Resource {
    private static final int MOST_RECENT = 200;

    private final RecentRecords recent;
    private final Schema schema;
    private final Permissions permissions;
    private final JsonFactory json = new JsonFactory();
    private final String root;

    Describes(RestServices services) {
        this.root = services.root();
        this.recent = new RecentRecords(new RecordReader(services.soql(), services.permissions()));
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
        Admission admission = RestGate.admission(context);
        UserPermissions visible = permissions.of(admission.user());
        SObjectType type = type(context, visible);
        List<RecentRecords.Viewed> viewed = recent.viewed(type, MOST_RECENT, admission);
        answerByTag(context, generator -> {
            generator.writeStartObject();
            generator.writeFieldName("objectDescribe");
            new DescribeWriter(generator, RestGate.restPath(context), visible).writeSummary(type);
            generator.writeArrayFieldStart("recentItems");
            JsonRows rows = new JsonRows(generator, RestGate.restPath(context));
            for (RecentRecords.Viewed each : viewed) {
                rows.write(each.row());
            }
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
        context.header("Last-Modified", HttpDates.text(lastModified));
        Optional<Instant> since = HttpDates.header(context, "If-Modified-Since");
        if (context.header("If-None-Match") == null && since.isPresent() && !lastModified.isAfter(since.get())) {
            context.status(304);
            return;
        }
        answerByTag(context, body);
    }

    /** Of what no time tells when it changed last. */
    private void answerByTag(Context context, Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = json.createGenerator(bytes)) {
            body.writeTo(generator);
        }
        String tag = EntityTags.of(bytes.toByteArray());
        context.header("ETag", tag);
        if (EntityTags.listed(context, "If-None-Match", tag).orElse(false)) {
            context.status(304);
            return;
        }
        context.contentType("application/json;charset=UTF-8").result(bytes.toByteArray());
    }
}
