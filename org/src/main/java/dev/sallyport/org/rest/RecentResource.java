package dev.sallyport.org.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.session.ApiGate.Admission;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.UserPermissions;
import dev.sallyport.org.soql.Row;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was viewed last. See the REST API Developer Guide, "Recently Viewed Items". */
final class RecentResource implements Resource {
    private static final int MOST = 200;

    private final RecordReader reader;
    private final Schema schema;
    private final Permissions permissions;
    private final JsonFactory json = new JsonFactory();

    RecentResource(RestServices services) {
        this.reader = new RecordReader(services.soql(), services.permissions());
        this.schema = services.schema();
        this.permissions = services.permissions();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/services/data/{version}/recent", this::recent);
    }

    private record Viewed(Instant time, Row row) {}

    private void recent(Context context) throws IOException {
        int limit = limit(context);
        Admission admission = RestGate.admission(context);
        UserPermissions visible = permissions.of(admission.user());
        List<Viewed> viewed = new ArrayList<>();
        for (SObjectType type : schema.types()) {
            boolean kept = type.properties().mruEnabled()
                    && type.field("LastViewedDate").isPresent()
                    && visible.canRead(type);
            if (kept) {
                viewed.addAll(viewed(type, limit, admission));
            }
        }
        viewed.sort(Comparator.comparing(Viewed::time).reversed());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = json.createGenerator(bytes)) {
            JsonRows rows = new JsonRows(generator, RestGate.restPath(context));
            generator.writeStartArray();
            for (Viewed each : viewed.subList(0, Math.min(limit, viewed.size()))) {
                rows.write(each.row());
            }
            generator.writeEndArray();
        }
        context.contentType("application/json;charset=UTF-8").result(bytes.toByteArray());
    }

    private List<Viewed> viewed(SObjectType type, int limit, Admission admission) {
        String name =
                type.nameField().map(Field::name).map(field -> ", " + field).orElse("");
        String viewed =
                " FROM " + type.name() + " WHERE LastViewedDate != NULL ORDER BY LastViewedDate DESC LIMIT " + limit;
        List<Row> rows = reader.query("SELECT Id" + name + viewed, admission, false);
        List<Row> times = reader.query("SELECT LastViewedDate" + viewed, admission, false);
        List<Viewed> all = new ArrayList<>();
        for (int i = 0; i < Math.min(rows.size(), times.size()); i++) {
            all.add(new Viewed(
                    (Instant) java.util.Objects.requireNonNull(times.get(i).get(0)), rows.get(i)));
        }
        return all;
    }

    private static int limit(Context context) {
        String limit = context.queryParam("limit");
        try {
            return limit == null ? MOST : Math.min(Math.max(Integer.parseInt(limit), 0), MOST);
        } catch (NumberFormatException e) {
            throw new ApiException(400, "INVALID_LIMIT", "limit is not a number: " + limit);
        }
    }
}
