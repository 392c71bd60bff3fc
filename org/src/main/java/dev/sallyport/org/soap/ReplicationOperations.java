package dev.sallyport.org.soap;

import dev.sallyport.org.data.DateTimeText;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.records.Replication;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.soap.SoapOperation.InvalidValueException;
import dev.sallyport.org.soap.SoapOperation.SoapAnswer;
import java.time.DateTimeException;
import java.time.Instant;

/** {@code getUpdated} and {@code getDeleted}. */
final class ReplicationOperations {

    private final Schema schema;
    private final Replication replication;
    private final Permissions permissions;

    ReplicationOperations(Schema schema, Replication replication, Permissions permissions) {
        this.schema = schema;
        this.replication = replication;
        this.permissions = permissions;
    }

    void addTo(SoapEndpoint endpoint) {
        endpoint.with("getUpdated", this::getUpdated).with("getDeleted", this::getDeleted);
    }

    private SoapAnswer getUpdated(SoapCall call) throws InvalidValueException {
        Replication.Updated updated = replication.updated(type(call), time(call, "startDate"), time(call, "endDate"));
        return SoapAnswer.result(result -> {
            for (String id : updated.ids()) {
                result.element("ids", id);
            }
            result.element("latestDateCovered", SoapText.of(updated.latestDateCovered()));
        });
    }

    private SoapAnswer getDeleted(SoapCall call) throws InvalidValueException {
        Replication.Deleted deleted = replication.deleted(type(call), time(call, "startDate"), time(call, "endDate"));
        return SoapAnswer.result(result -> {
            for (Replication.DeletedRecord record : deleted.deletedRecords()) {
                result.start("deletedRecords");
                result.element("deletedDate", SoapText.of(record.deletedDate()));
                result.element("id", record.id());
                result.end();
            }
            result.element("earliestDateAvailable", SoapText.of(deleted.earliestDateAvailable()));
            result.element("latestDateCovered", SoapText.of(deleted.latestDateCovered()));
        });
    }

    private SObjectType type(SoapCall call) {
        return DescribeOperations.type(schema, call.argument("sObjectType").orElse(""), permissions.of(call.user()));
    }

    private static Instant time(SoapCall call, String argument) throws InvalidValueException {
        String text = call.requiredArgument(argument);
        try {
            return DateTimeText.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidValueException("'" + text + "' is not a valid value for the type xsd:dateTime");
        }
    }
}
