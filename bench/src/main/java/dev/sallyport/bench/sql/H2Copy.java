package dev.sallyport.bench.sql;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.QueryColumn;
import dev.sallyport.salesforce.QueryCursor;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of some sObjects in a database of H2, which compares texts without regard to case, as Salesforce does. */
final class H2Copy implements AutoCloseable {
    private static final int BATCH = 1_000;

    private final Connection connection;
    private final Map<String, Long> rows = new HashMap<>();

    H2Copy(SalesforceClient client, List<SObjectDescribe> tables) throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID()
                + ";DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;TIME ZONE=UTC;DEFAULT_NULL_ORDERING=LOW");
        for (SObjectDescribe table : tables) {
            copy(client, table);
        }
    }

    Connection connection() {
        return connection;
    }

    /** How many rows a table has. */
    long rows(String table) {
        return rows.getOrDefault(table, 0L);
    }

    private void copy(SalesforceClient client, SObjectDescribe table) throws SQLException {
        List<FieldDescribe> fields = table.fields().stream()
                .filter(field -> !field.type().isCompound())
                .toList();
        try (Statement statement = connection.createStatement()) {
            statement.execute(fields.stream()
                    .map(field -> '"' + field.name() + "\" " + type(field))
                    .collect(Collectors.joining(", ", "CREATE TABLE \"" + table.name() + "\" (", ")")));
        }
        String soql = fields.stream().map(FieldDescribe::name).collect(Collectors.joining(", ", "SELECT ", " FROM "))
                + table.name();
        List<QueryColumn> columns = fields.stream()
                .map(field -> new QueryColumn(List.of(field.name()), field.type()))
                .toList();
        String insert = "INSERT INTO \"" + table.name() + "\" VALUES ("
                + String.join(", ", Collections.nCopies(fields.size(), "?")) + ")";
        long count = 0;
        try (QueryCursor cursor = client.query(soql, columns);
                PreparedStatement statement = connection.prepareStatement(insert)) {
            while (cursor.next()) {
                for (int column = 0; column < columns.size(); column++) {
                    statement.setObject(column + 1, held(cursor.value(column)));
                }
                statement.addBatch();
                count++;
                if (count % BATCH == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        }
        rows.put(table.name(), count);
    }

    private static @Nullable Object held(@Nullable Object value) {
        return value instanceof Instant instant
                ? instant.atOffset(ZoneOffset.UTC).toLocalDateTime()
                : value;
    }

    private static String type(FieldDescribe field) {
        return switch (field.type()) {
            case ID, REFERENCE -> "VARCHAR(18)";
            case BOOLEAN -> "BOOLEAN";
            case INT -> "INTEGER";
            case LONG -> "BIGINT";
            case DOUBLE, CURRENCY, PERCENT -> "NUMERIC(" + field.precision() + ", " + field.scale() + ")";
            case DATE -> "DATE";
            case DATETIME -> "TIMESTAMP(3)";
            case TIME -> "TIME(3)";
            case BASE64 -> "BLOB";
            case STRING,
                    TEXTAREA,
                    PICKLIST,
                    MULTIPICKLIST,
                    COMBOBOX,
                    EMAIL,
                    PHONE,
                    URL,
                    ENCRYPTEDSTRING,
                    ADDRESS,
                    LOCATION,
                    ANYTYPE,
                    COMPLEXVALUE,
                    DATACATEGORYGROUPREFERENCE,
                    UNKNOWN -> "VARCHAR_IGNORECASE";
        };
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
