package dev.sallyport.server.query;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.QueryColumn;
import dev.sallyport.salesforce.QueryCursor;
import dev.sallyport.salesforce.RecordError;
import dev.sallyport.salesforce.RecordWrite;
import dev.sallyport.salesforce.RowResult;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.salesforce.WriteResults;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.ServerException.Reason;
import dev.sallyport.server.activity.ApiCalls;
import dev.sallyport.server.audit.AuditTrail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The records of an imported table, one page or one record at a time: a call for each that is read or written. */
@Component
public class Records {
    /** How far SOQL's OFFSET reaches. */
    public static final int FURTHEST = 2_000;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?");

    private final Catalog catalog;
    private final ApiCalls apiCalls;
    private final AuditTrail audit;

    Records(Catalog catalog, ApiCalls apiCalls, AuditTrail audit) {
        this.catalog = catalog;
        this.apiCalls = apiCalls;
        this.audit = audit;
    }

    /**
     * Which part of a table is wanted.
     *
     * @param condition which records; null for all
     * @param sort the field that they are in order of
     * @param offset how many to pass over, at most {@value #FURTHEST}
     * @param limit how many at most
     */
    public record Window(
            @Nullable Condition condition, FieldDescribe sort, boolean descending, int offset, int limit) {}

    /**
     * What became of a write.
     *
     * @param id the record's; null if none was made
     * @param errors why Salesforce refused it; empty if it did not
     */
    public record Written(@Nullable String id, List<RecordError> errors) {
        public Written {
            errors = List.copyOf(errors);
        }
    }

    /** The field by which it is told whether a record has been changed meanwhile; empty if the table has none. */
    public static Optional<FieldDescribe> stamp(SObjectDescribe table) {
        return Stream.of("SystemModstamp", "LastModifiedDate")
                .flatMap(name ->
                        table.fields().stream().filter(field -> field.name().equals(name)))
                .findFirst();
    }

    /**
     * Some records.
     *
     * @param fields whose values are wanted
     * @param owner whose tokens are used where the provider gives each person their own
     * @return the values of each in the order of the fields, as text; null for empty ones
     */
    public List<List<@Nullable String>> list(
            String server, SObjectDescribe table, List<FieldDescribe> fields, Window window, String owner) {
        Condition condition = window.condition();
        String soql = select(table, fields)
                + (condition == null ? "" : " WHERE " + condition.soql())
                + " ORDER BY " + window.sort().name() + (window.descending() ? " DESC" : "")
                + (window.sort().name().equals("Id") ? "" : ", Id")
                + " LIMIT " + window.limit()
                + (window.offset() == 0 ? "" : " OFFSET " + window.offset());
        return read(server, soql, fields, owner);
    }

    /**
     * A record's values by field, as text; null for empty ones.
     *
     * @throws ServerException if there is none of that id
     */
    public Map<String, @Nullable String> get(
            String server, SObjectDescribe table, List<FieldDescribe> fields, String id, String owner) {
        List<List<@Nullable String>> found =
                read(server, select(table, fields) + " WHERE Id = '" + checked(id) + "'", fields, owner);
        if (found.isEmpty()) {
            throw gone(table, id);
        }
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (int field = 0; field < fields.size(); field++) {
            values.put(fields.get(field).name(), found.get(0).get(field));
        }
        return values;
    }

    /** Makes a record of values by field. */
    public Written insert(String server, SObjectDescribe table, Map<String, @Nullable Object> values, String owner) {
        Written written = write(
                server,
                RecordWrite.insert(table.name(), List.copyOf(values.keySet())),
                values.values().toArray(),
                owner);
        record("record.insert", server, table, String.valueOf(written.id()), written, values);
        return written;
    }

    /**
     * Changes values of a record.
     *
     * @param stamp what {@link #stamp} was when it was read; empty where the table has none
     * @throws ServerException if there is none of that id, or it has been changed since it was read
     */
    public Written update(
            String server,
            SObjectDescribe table,
            String id,
            String stamp,
            Map<String, @Nullable Object> values,
            String owner) {
        requireUnchanged(server, table, id, stamp, owner);
        if (values.isEmpty()) {
            return new Written(id, List.of());
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("Id", id);
        row.putAll(values);
        Written written = write(
                server,
                RecordWrite.update(table.name(), List.copyOf(row.keySet())),
                row.values().toArray(),
                owner);
        record("record.update", server, table, id, written, values);
        return written;
    }

    /**
     * Deletes a record.
     *
     * @param stamp as {@link #update}
     * @throws ServerException as {@link #update}
     */
    public Written delete(String server, SObjectDescribe table, String id, String stamp, String owner) {
        requireUnchanged(server, table, id, stamp, owner);
        Written written = write(server, RecordWrite.delete(table.name()), new Object[] {checked(id)}, owner);
        record("record.delete", server, table, id, written, Map.of());
        return written;
    }

    private void requireUnchanged(String server, SObjectDescribe table, String id, String stamp, String owner) {
        Optional<FieldDescribe> field = stamp(table);
        if (field.isEmpty()) {
            return;
        }
        String now = get(server, table, List.of(field.get()), id, owner)
                .get(field.get().name());
        if (!stamp.equals(now)) {
            throw new ServerException(
                    Reason.STALE,
                    "The record has been changed meanwhile: its " + field.get().name() + " was " + stamp + " and is "
                            + now + ".",
                    "Load it again, and make the change to what it is now.");
        }
    }

    private Written write(String server, RecordWrite write, @Nullable Object[] row, String owner) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        rows.add(row);
        WriteResults results = apiCalls.counting(
                server, catalog.connections().open(server, owner), client -> client.write(write, rows));
        if (results.failure() != null) {
            throw results.failure();
        }
        RowResult result = results.rows().get(0);
        return new Written(result.id(), result.errors());
    }

    /** Which fields, not what they hold: that is the org's data. */
    private void record(
            String action,
            String server,
            SObjectDescribe table,
            String id,
            Written written,
            Map<String, @Nullable Object> values) {
        if (written.errors().isEmpty()) {
            String fields =
                    values.keySet().stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(","));
            audit.record(
                    action,
                    server + "." + table.name() + " " + id,
                    null,
                    fields.isEmpty() ? null : "{\"fields\":[" + fields + "]}");
        }
    }

    private List<List<@Nullable String>> read(String server, String soql, List<FieldDescribe> fields, String owner) {
        List<QueryColumn> columns = fields.stream()
                .map(field -> new QueryColumn(List.of(field.name()), field.type()))
                .toList();
        return apiCalls.counting(
                server, catalog.connections().open(server, owner), client -> read(client, soql, columns));
    }

    private static List<List<@Nullable String>> read(SalesforceClient client, String soql, List<QueryColumn> columns) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (QueryCursor cursor = client.query(soql, columns)) {
            while (cursor.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int column = 0; column < columns.size(); column++) {
                    row.add(FieldValue.text(cursor.value(column)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static String select(SObjectDescribe table, List<FieldDescribe> fields) {
        return "SELECT " + fields.stream().map(FieldDescribe::name).collect(Collectors.joining(", ")) + " FROM "
                + table.name();
    }

    private static String checked(String id) {
        if (!ID.matcher(id).matches()) {
            throw new ServerException(
                    Reason.INVALID, "This is not the id of a record.", "Ids have 15 or 18 letters and digits.");
        }
        return id;
    }

    private static ServerException gone(SObjectDescribe table, String id) {
        return new ServerException(
                Reason.NOT_FOUND,
                "There is no " + table.name() + " " + id + ".",
                "It has been deleted, or the provider's user does not see it.");
    }
}
