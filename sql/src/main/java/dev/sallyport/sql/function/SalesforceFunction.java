package dev.sallyport.sql.function;

import static org.apache.calcite.sql.type.SqlTypeName.BIGINT;
import static org.apache.calcite.sql.type.SqlTypeName.BOOLEAN;
import static org.apache.calcite.sql.type.SqlTypeName.INTEGER;
import static org.apache.calcite.sql.type.SqlTypeName.TIMESTAMP;
import static org.apache.calcite.sql.type.SqlTypeName.VARCHAR;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FoundRecord;
import dev.sallyport.salesforce.PicklistValue;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SObjects;
import dev.sallyport.sql.SqlStatementException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** The table functions. */
@SuppressWarnings("ImmutableEnumChecker") // The lists are List.of's.
public enum SalesforceFunction {
    /** Replication: what was deleted (REST API Developer Guide, "Get Deleted"). */
    GET_DELETED(
            "GetDeleted",
            "Records of a table that were deleted from a start (included) to an end (excluded), at most 15 days back.",
            List.of(
                    new Column("table_name", VARCHAR, "The table."),
                    new Column("start_time", TIMESTAMP, "From when."),
                    new Column("end_time", TIMESTAMP, "Until when.")),
            List.of(
                    new Column("Id", VARCHAR, "Of the record."),
                    new Column("DeletedDate", TIMESTAMP, "When it was deleted."))) {
        @Override
        Stream<@Nullable Object[]> rows(Surroundings surroundings, List<Object> arguments) {
            String table = surroundings.table(arguments);
            return surroundings
                    .client()
                    .deleted(table, (Instant) arguments.get(1), (Instant) arguments.get(2))
                    .records()
                    .stream()
                    .map(deleted -> row(deleted.id(), deleted.deletedDate().toEpochMilli()));
        }
    },
    /** Replication: what was made or changed (REST API Developer Guide, "Get Updated"). */
    GET_UPDATED(
            "GetUpdated",
            "Records of a table that were made or changed from a start (included) to an end (excluded), at most 30 days"
                    + " back.",
            GET_DELETED.parameters,
            List.of(new Column("Id", VARCHAR, "Of the record."))) {
        @Override
        Stream<@Nullable Object[]> rows(Surroundings surroundings, List<Object> arguments) {
            String table = surroundings.table(arguments);
            return surroundings
                    .client()
                    .updated(table, (Instant) arguments.get(1), (Instant) arguments.get(2))
                    .ids()
                    .stream()
                    .map(SalesforceFunction::row);
        }
    },
    /** What the org allows (REST API Developer Guide, "Limits"). */
    LIMITS(
            "Limits",
            "What the org allows and what is left of it.",
            List.of(),
            List.of(
                    new Column("Name", VARCHAR, "Salesforce's name of the limit, such as DailyApiRequests."),
                    new Column("Max", BIGINT, "What the org allows."),
                    new Column("Remaining", BIGINT, "What is left."))) {
        @Override
        Stream<@Nullable Object[]> rows(Surroundings surroundings, List<Object> arguments) {
            return surroundings.client().limits().byName().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(limit -> row(
                            limit.getKey(),
                            limit.getValue().max(),
                            limit.getValue().remaining()));
        }
    },
    /** What a table is made of (REST API Developer Guide, "sObject Describe"). */
    DESCRIBE(
            "DescribeTable",
            "The fields of a table, with what Salesforce tells of them.",
            List.of(new Column("table_name", VARCHAR, "The table.")),
            List.of(
                    new Column("Name", VARCHAR, "API name."),
                    new Column("Label", VARCHAR, "What people see."),
                    new Column("Type", VARCHAR, "Salesforce's type."),
                    new Column("Length", INTEGER, "The most characters of a text."),
                    new Column("Precision", INTEGER, "Digits of a number."),
                    new Column("Scale", INTEGER, "Digits behind the point."),
                    new Column("Nillable", BOOLEAN, "Whether it can be empty."),
                    new Column("Unique", BOOLEAN, "Whether no two records share a value."),
                    new Column("ExternalId", BOOLEAN, "Whether it is marked as an external id."),
                    new Column("Createable", BOOLEAN, "Whether the user may set it on insert."),
                    new Column("Updateable", BOOLEAN, "Whether the user may change it."),
                    new Column("Calculated", BOOLEAN, "Whether it is a formula."),
                    new Column("Custom", BOOLEAN, "Whether the org added it."),
                    new Column("RelationshipName", VARCHAR, "Of a reference: the name in a relationship path."),
                    new Column("ReferenceTo", VARCHAR, "Of a reference: the tables that it may point to."),
                    new Column("PicklistValues", VARCHAR, "Of a picklist: the values that can be chosen."))) {
        @Override
        Stream<@Nullable Object[]> rows(Surroundings surroundings, List<Object> arguments) {
            return surroundings.described(arguments).fields().stream().map(SalesforceFunction::describedField);
        }
    },
    /** A search in many objects (SOQL and SOSL Reference, "FIND"). */
    SEARCH_ALL(
            "SearchAll",
            "What a SOSL search finds, in all objects that it names: FIND {acme} RETURNING Account(Id, Name), Contact.",
            List.of(new Column("sosl", VARCHAR, "The search.")),
            List.of(
                    new Column("Table", VARCHAR, "Where it was found."),
                    new Column("Id", VARCHAR, "Of the record; null if the search does not return it."),
                    new Column("Name", VARCHAR, "Of the record; null if the search does not return it."),
                    new Column("Record", VARCHAR, "All fields that the search returns, as JSON."))) {
        @Override
        Stream<@Nullable Object[]> rows(Surroundings surroundings, List<Object> arguments) {
            return surroundings.client().search((String) arguments.get(0)).stream()
                    .map(SalesforceFunction::found);
        }
    };

    private static final JsonMapper JSON = new JsonMapper();

    private final String functionName;
    private final String remarks;
    private final List<Column> parameters;
    private final List<Column> columns;

    /**
     * A parameter, or a column of the rows.
     *
     * @param name in SQL
     * @param type its type
     * @param remarks what it is
     */
    public record Column(String name, SqlTypeName type, String remarks) {}

    /**
     * What the functions reach.
     *
     * @param client the org
     * @param sObjects the tables
     */
    public record Surroundings(SalesforceClient client, SObjects sObjects) {
        private SObjectDescribe described(List<Object> arguments) {
            String name = (String) arguments.get(0);
            return sObjects.describe(name).orElseThrow(() -> SqlStatementException.unknownTable(name));
        }

        private String table(List<Object> arguments) {
            return described(arguments).name();
        }
    }

    SalesforceFunction(String functionName, String remarks, List<Column> parameters, List<Column> columns) {
        this.functionName = functionName;
        this.remarks = remarks;
        this.parameters = parameters;
        this.columns = columns;
    }

    /** Its name in SQL. */
    public String functionName() {
        return functionName;
    }

    /** What it answers, in a sentence. */
    public String remarks() {
        return remarks;
    }

    /** What it takes, in order. */
    public List<Column> parameters() {
        return parameters;
    }

    /** What its rows have, in order. */
    public List<Column> columns() {
        return columns;
    }

    /**
     * Calls Salesforce.
     *
     * @param arguments one for each parameter: a text, or an instant for a timestamp
     */
    abstract Stream<@Nullable Object[]> rows(Surroundings surroundings, List<Object> arguments);

    private static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    private static @Nullable Object[] describedField(FieldDescribe field) {
        return row(
                field.name(),
                field.label(),
                field.type().wireName(),
                field.length(),
                field.precision(),
                field.scale(),
                field.nillable(),
                field.unique(),
                field.externalId(),
                field.createable(),
                field.updateable(),
                field.calculated(),
                field.custom(),
                field.relationshipName(),
                joined(field.referenceTo().stream()),
                joined(field.picklistValues().stream()
                        .filter(PicklistValue::active)
                        .map(PicklistValue::value)));
    }

    private static @Nullable String joined(Stream<String> values) {
        List<String> list = values.toList();
        return list.isEmpty() ? null : String.join(";", list);
    }

    private static @Nullable Object[] found(FoundRecord record) {
        try {
            return row(
                    record.sObject(),
                    record.fields().get("Id"),
                    record.fields().get("Name"),
                    JSON.writeValueAsString(record.fields()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts become JSON: " + Arrays.asList(record.sObject()), e);
        }
    }
}
