package dev.sallyport.org.records;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The stored rows of records: values by field name, of the types that {@link Draft} speaks of. */
final class Rows {
    private final OrgDatabase database;
    private final Jdbi jdbi;
    private final BiConsumer<SObjectType, Handle> written;

    /**
     * @param written told of each row that is written, in the transaction that writes it
     */
    Rows(OrgDatabase database, BiConsumer<SObjectType, Handle> written) {
        this.database = database;
        this.jdbi = database.jdbi();
        this.written = written;
    }

    /** Rows that are only read. */
    static Rows toRead(OrgDatabase database) {
        return new Rows(database, (type, handle) -> {
            throw new IllegalStateException("Rows of " + type.name() + " are only read here");
        });
    }

    /** Work on a connection, which is the one of the thread's transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    <T> T withConnection(Work<T> work) {
        return jdbi.withHandle(handle -> {
            try {
                return work.on(handle.getConnection());
            } catch (SQLException e) {
                throw new RowException(e);
            }
        });
    }

    /** Reads the columns of a record, deleted or not. Blobs are left out. */
    Optional<Map<String, @Nullable Object>> find(SObjectType type, SalesforceId id) {
        List<Field> fields = type.fields().stream()
                .filter(field -> field.stored() && field.type() != FieldType.BASE64)
                .toList();
        String columns = fields.stream().map(field -> quoted(field.name())).collect(Collectors.joining(", "));
        String sql = "SELECT " + columns + " FROM " + quoted(type.name()) + " WHERE \"Id\" = ?";
        return withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, id.value());
                ResultSet result = select.executeQuery();
                return result.next() ? Optional.of(read(fields, result)) : Optional.empty();
            }
        });
    }

    void insert(SObjectType type, Map<String, @Nullable Object> values) {
        List<String> names = new ArrayList<>(values.keySet());
        String columns = names.stream().map(Rows::quoted).collect(Collectors.joining(", "));
        String marks = names.stream().map(name -> "?").collect(Collectors.joining(", "));
        String sql = "INSERT INTO " + quoted(type.name()) + " (" + columns + ") VALUES (" + marks + ")";
        write(type, sql, new ArrayList<>(values.values()));
    }

    void update(SObjectType type, SalesforceId id, Map<String, @Nullable Object> changes) {
        String sets =
                changes.keySet().stream().map(name -> quoted(name) + " = ?").collect(Collectors.joining(", "));
        List<@Nullable Object> parameters = new ArrayList<>(changes.values());
        parameters.add(id.value());
        write(type, "UPDATE " + quoted(type.name()) + " SET " + sets + " WHERE \"Id\" = ?", parameters);
    }

    void delete(SObjectType type, SalesforceId id) {
        write(type, "DELETE FROM " + quoted(type.name()) + " WHERE \"Id\" = ?", List.of(id.value()));
    }

    private void write(SObjectType type, String sql, List<? extends @Nullable Object> parameters) {
        jdbi.useHandle(handle -> written.accept(type, handle));
        execute(sql, parameters);
    }

    /** Names of the types that may have rows. */
    Set<String> populatedTypes() {
        return database.populatedTypes();
    }

    /** Ids of the records that hold a value in a column, leaving out what is in the recycle bin. */
    List<SalesforceId> idsWhere(SObjectType type, String column, Object value) {
        String sql = "SELECT \"Id\" FROM " + quoted(type.name()) + " WHERE " + quoted(column) + " = ?"
                + (type.hasRecycleBin() ? " AND NOT \"IsDeleted\"" : "");
        return ids(sql, value);
    }

    List<SalesforceId> ids(String sql, Object... parameters) {
        return withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                bind(select, List.of(parameters));
                ResultSet result = select.executeQuery();
                List<SalesforceId> ids = new ArrayList<>();
                while (result.next()) {
                    ids.add(new SalesforceId(result.getString(1)));
                }
                return ids;
            }
        });
    }

    int execute(String sql, List<? extends @Nullable Object> parameters) {
        return withConnection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, parameters);
                return statement.executeUpdate();
            }
        });
    }

    static String quoted(String name) {
        return '"' + name + '"';
    }

    private static void bind(PreparedStatement statement, List<? extends @Nullable Object> parameters)
            throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            Object value = parameters.get(i);
            statement.setObject(i + 1, value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value);
        }
    }

    private static Map<String, @Nullable Object> read(List<Field> fields, ResultSet result) throws SQLException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            row.put(fields.get(i).name(), value(fields.get(i), result, i + 1));
        }
        return row;
    }

    private static @Nullable Object value(Field field, ResultSet result, int column) throws SQLException {
        return switch (field.type()) {
            case BOOLEAN -> result.getBoolean(column);
            case INT -> result.getObject(column, Integer.class);
            case LONG -> result.getObject(column, Long.class);
            case DOUBLE, CURRENCY, PERCENT -> result.getBigDecimal(column);
            case DATE -> result.getObject(column, LocalDate.class);
            case TIME -> result.getObject(column, LocalTime.class);
            case DATETIME -> {
                OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
                yield time == null ? null : time.toInstant();
            }
            case ID,
                    REFERENCE,
                    STRING,
                    TEXTAREA,
                    PICKLIST,
                    MULTIPICKLIST,
                    COMBOBOX,
                    EMAIL,
                    PHONE,
                    URL,
                    ENCRYPTED_STRING,
                    DATA_CATEGORY_GROUP_REFERENCE,
                    ANY_TYPE,
                    COMPLEX_VALUE -> result.getString(column);
            case BASE64, ADDRESS, LOCATION -> throw new IllegalArgumentException(field.name() + " is not read here");
        };
    }

    /** The database refused a statement. */
    static final class RowException extends RuntimeException {
        private static final int LOCK_TIMEOUT = 50200;
        private static final int DEADLOCK = 40001;

        private final int errorCode;

        RowException(SQLException cause) {
            super(cause);
            this.errorCode = cause.getErrorCode();
        }

        /** Whether another transaction held the row for too long. */
        boolean isLockConflict() {
            return errorCode == LOCK_TIMEOUT || errorCode == DEADLOCK;
        }
    }
}
