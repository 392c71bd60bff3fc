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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was viewed last. See the REST API Developer Guide, "Recently Viewed Items". */
final class RecentResource implements Resource {
    private static final int MOST = 200;

    private final RecentRecords records;
    private final Schema schema;
    private final Permissions permissions;
    private final JsonFactory json = new JsonFactory();

    RecentResource(RestServices services) {
        this.records = new RecentRecords(new RecordReader(services.soql(), services.permissions()));
        this.schema = services.schema();
        this.permissions = services.permissions();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/services/data/{version}/recent", this::recent);
    }

    private void recent(Context context) throws IOException {
        int limit = limit(context);
        Admission admission = RestGate.admission(context);
        UserPermissions visible = permissions.of(admission.user());
        List<RecentRecords.Viewed> viewed = new ArrayList<>();
        for (SObjectType type : schema.types()) {
            if (visible.canRead(type)) {
                viewed.addAll(records.viewed(type, limit, admission));
            }
        }
        viewed.sort(Comparator.comparing(RecentRecords.Viewed::time).reversed());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = json.createGenerator(bytes)) {
            JsonRows rows = new JsonRows(generator, RestGate.restPath(context));
            generator.writeStartArray();
            for (RecentRecords.Viewed each : viewed.subList(0, Math.min(limit, viewed.size()))) {
                rows.write(each.row());
            }
            generator.writeEndArray();
        }
        context.contentType("application/json;charset=UTF-8").result(bytes.toByteArray());
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
