package dev.sallyport.org.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes many rows in JDBC batches, adding the system fields that a type has. */
final class RowWriter implements AutoCloseable {
    private static final int BATCH = 1_000;

    private final OrgDatabase database;
    private final Connection connection;
    private final Map<String, Batch> batches = new LinkedHashMap<>();
    private final Instant now;
    private String userId = "";

    RowWriter(OrgDatabase database, Clock clock) {
        this.database = database;
        this.now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        try {
            connection = database.jdbi().open().getConnection();
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot write the org's first rows", e);
        }
    }

    /** The present, to the second. */
    Instant now() {
        return now;
    }

    /** All types. */
    Schema schema() {
        return database.schema();
    }

    /** The definition of a type. */
    SObjectType type(String typeName) {
        return database.schema().requireType(typeName);
    }

    /** The user who creates and modifies the rows that follow. */
    void actAs(String id) {
        userId = id;
    }

    /** Empties the tables of all types that a new org has rows of. */
    void clear() {
        try (var statement = connection.createStatement()) {
            for (SObjectType type : database.schema().types()) {
                if (database.definitions().isShipped(type.name())) {
                    statement.execute("TRUNCATE TABLE " + Tables.quote(type.name()));
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot empty the org's tables", e);
        }
    }

    /** Reserves consecutive ids of a type and returns how to make them from 0. */
    Ids reserve(String typeName, int count) {
        String keyPrefix = database.schema().requireType(typeName).keyPrefix();
        return new Ids(keyPrefix, database.ids().reserve(keyPrefix, count), count);
    }

    /** The batch for rows of a type with these columns besides the id and the system fields. */
    Batch batch(String typeName, String... columns) {
        return batches.computeIfAbsent(
                typeName + List.of(columns),
                key -> new Batch(database.schema().requireType(typeName), List.of(columns)));
    }

    /** Says which number an auto-number field gives next. */
    void setNextAutoNumber(String typeName, String fieldName, long next) {
        try (PreparedStatement statement =
                connection.prepareStatement("MERGE INTO INTERNAL.\"AutoNumber\" VALUES (?, ?)")) {
            statement.setString(1, typeName + "." + fieldName);
            statement.setLong(2, next);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot number " + typeName + "." + fieldName, e);
        }
    }

    /** Writes all rows that were added, and commits them. */
    void flush() {
        try {
            for (Batch batch : batches.values()) {
                batch.flush();
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot write the org's first rows", e);
        }
    }

    @Override
    public void close() {
        try (Connection closing = connection) {
            for (Batch batch : batches.values()) {
                batch.close();
            }
            closing.commit();
            closing.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot write the org's first rows", e);
        }
    }

    /** Ids of consecutive numbers. */
    record Ids(String keyPrefix, long first, int count) {
        String get(int index) {
            return IdGenerator.id(keyPrefix, first + index).value();
        }
    }

    /** Rows of one type and set of columns. */
    final class Batch {
        private final PreparedStatement statement;
        private final List<String> systemFields;
        private final int width;
        private int pending;

        private Batch(SObjectType type, List<String> columns) {
            systemFields = Stream.of(
                            "CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById", "SystemModstamp")
                    .filter(name -> type.field(name).isPresent() && !columns.contains(name))
                    .toList();
            width = columns.size();
            List<String> all = Stream.of(List.of("Id"), columns, systemFields)
                    .flatMap(List::stream)
                    .toList();
            String names = all.stream().map(Tables::quote).collect(Collectors.joining(", "));
            String marks = all.stream().map(name -> "?").collect(Collectors.joining(", "));
            try {
                statement = connection.prepareStatement(
                        "INSERT INTO " + Tables.quote(type.name()) + " (" + names + ") VALUES (" + marks + ")");
            } catch (SQLException e) {
                throw new IllegalStateException("Cannot write rows of " + type.name(), e);
            }
        }

        /** Adds a row that is created at a time and not modified since. */
        void add(String id, Instant created, @Nullable Object... values) {
            if (values.length != width) {
                throw new IllegalArgumentException("Expected " + width + " values but got " + values.length);
            }
            try {
                statement.setString(1, id);
                for (int i = 0; i < width; i++) {
                    statement.setObject(i + 2, toSql(values[i]));
                }
                for (int i = 0; i < systemFields.size(); i++) {
                    boolean user = systemFields.get(i).endsWith("ById");
                    statement.setObject(width + 2 + i, user ? userId : toSql(created));
                }
                statement.addBatch();
                if (++pending == BATCH) {
                    flush();
                }
            } catch (SQLException e) {
                throw new IllegalStateException("Cannot write row " + id, e);
            }
        }

        private void flush() throws SQLException {
            if (pending > 0) {
                statement.executeBatch();
                connection.commit();
                pending = 0;
            }
        }

        private void close() throws SQLException {
            flush();
            statement.close();
        }

        private static @Nullable Object toSql(@Nullable Object value) {
            return value instanceof Instant instant ? OffsetDateTime.ofInstant(instant, ZoneOffset.UTC) : value;
        }
    }
}
