package dev.sallyport.org.rest;

import dev.sallyport.org.data.DateTimeText;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.records.Replication;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.UserPermissions;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** See the REST API Developer Guide, "sObject Get Updated" and "sObject Get Deleted". */
final class ReplicationResource implements Resource {

    private final Replication replication;
    private final Schema schema;
    private final Permissions permissions;

    ReplicationResource(RestServices services) {
        this.replication = services.replication();
        this.schema = services.schema();
        this.permissions = services.permissions();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/services/data/{version}/sobjects/{type}/updated", this::updated);
        routes.get("/services/data/{version}/sobjects/{type}/deleted", this::deleted);
    }

    private record UpdatedAnswer(List<String> ids, String latestDateCovered) {}

    private record DeletedAnswer(
            List<DeletedEntry> deletedRecords, String earliestDateAvailable, String latestDateCovered) {}

    private record DeletedEntry(String deletedDate, String id) {}

    private void updated(Context context) {
        Replication.Updated updated = replication.updated(type(context), time(context, "start"), time(context, "end"));
        SaveAnswers.json(
                context, 200, new UpdatedAnswer(updated.ids(), DateTimeText.json(updated.latestDateCovered())));
    }

    private void deleted(Context context) {
        Replication.Deleted deleted = replication.deleted(type(context), time(context, "start"), time(context, "end"));
        List<DeletedEntry> entries = deleted.deletedRecords().stream()
                .map(record -> new DeletedEntry(DateTimeText.json(record.deletedDate()), record.id()))
                .toList();
        SaveAnswers.json(
                context,
                200,
                new DeletedAnswer(
                        entries,
                        DateTimeText.json(deleted.earliestDateAvailable()),
                        DateTimeText.json(deleted.latestDateCovered())));
    }

    private SObjectType type(Context context) {
        UserPermissions visible = permissions.of(RestGate.admission(context).user());
        return schema.type(context.pathParam("type"))
                .filter(visible::canRead)
                .orElseThrow(() -> new ApiException(404, "NOT_FOUND", "The requested resource does not exist"));
    }

    /** A plus sign that was not encoded has become a blank. */
    private static Instant time(Context context, String name) {
        String text = context.queryParam(name);
        if (text == null || text.isBlank()) {
            throw new ApiException(400, "MISSING_ARGUMENT", name + " parameter is required");
        }
        try {
            return DateTimeText.parse(text.strip().replace(' ', '+'));
        } catch (DateTimeException e) {
            throw new ApiException(
                    400, "INVALID_REPLICATION_DATE", name + " is not a date and time with an offset: " + text);
        }
    }
}
