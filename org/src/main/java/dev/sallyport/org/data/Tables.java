package dev.sallyport.org.data;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Makes the tables and indexes of a schema, and keeps them in step with it. */
final class Tables {
    /** The longest text that H2 takes in a column without a large object. */
    private static final int MAX_VARCHAR = 1_048_576;

    /** Any number that Salesforce stores: 18 digits, and 24 behind the point, which the scale of a field does not bound. */
    private static final String ANY_NUMBER = "DECFLOAT(42)";

    private final Jdbi jdbi;

    Tables(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Makes the tables that are no sObjects. */
    void createInternal() {
        jdbi.useHandle(handle -> {
            execute(handle, "CREATE SCHEMA IF NOT EXISTS INTERNAL");
            execute(handle, "CREATE SCHEMA IF NOT EXISTS SETUP");
            execute(
                    handle,
                    "CREATE TABLE IF NOT EXISTS INTERNAL.\"IdNumber\""
                            + " (\"KeyPrefix\" VARCHAR(3) PRIMARY KEY, \"Next\" BIGINT NOT NULL)");
            execute(
                    handle,
                    "CREATE TABLE IF NOT EXISTS INTERNAL.\"AutoNumber\""
                            + " (\"Field\" VARCHAR(200) PRIMARY KEY, \"Next\" BIGINT NOT NULL)");
            execute(
                    handle,
                    "CREATE TABLE IF NOT EXISTS INTERNAL.\"Definition\""
                            + " (\"Name\" VARCHAR(80) PRIMARY KEY, \"Json\" CLOB NOT NULL)");
        });
    }

    /**
     * Makes the tables and columns of a schema that are missing: all of them in a new database; in one that is opened
     * again those of types that are new since, or whose making was cut off.
     */
    void create(Schema schema) {
        jdbi.useHandle(handle -> {
            Map<String, Map<String, String>> present = columns(handle);
            for (SObjectType type : schema.types()) {
                Map<String, String> columns = present.get(type.name());
                if (columns == null) {
                    execute(handle, tableOf(type));
                    createIndexes(handle, type, type.fields());
                } else {
                    add(handle, type, missing(type, columns.keySet()));
                    unboundDecimals(handle, type, columns);
                }
            }
        });
    }

    /** Makes what a later schema has and an earlier one has not. */
    void widen(Schema before, Schema after) {
        jdbi.useHandle(handle -> {
            for (SObjectType type : after.types()) {
                Optional<SObjectType> old = before.type(type.name());
                if (old.isEmpty()) {
                    execute(handle, "DROP TABLE IF EXISTS " + quote(type.name()));
                    execute(handle, tableOf(type));
                    createIndexes(handle, type, type.fields());
                } else if (!old.get().equals(type)) {
                    alter(handle, old.get(), type);
                }
            }
        });
    }

    /** Drops what an earlier schema has and a later one has not. */
    void narrow(Schema before, Schema after) {
        jdbi.useHandle(handle -> {
            for (SObjectType type : before.types()) {
                Optional<SObjectType> rest = after.type(type.name());
                if (rest.isEmpty()) {
                    execute(handle, "DROP TABLE IF EXISTS " + quote(type.name()));
                } else if (!rest.get().equals(type)) {
                    List<Field> gone = new ArrayList<>(computedLast(missing(type, storedNames(rest.get()))));
                    Collections.reverse(gone);
                    gone.forEach(field -> drop(handle, type, field));
                }
            }
        });
    }

    /** Takes all indexes away but those of the ids. */
    void dropIndexes(Schema schema) {
        jdbi.useHandle(handle -> schema.types().forEach(type -> type.fields().stream()
                .filter(Tables::isIndexed)
                .forEach(field -> execute(handle, "DROP INDEX IF EXISTS " + index(type.name(), field)))));
    }

    /** Makes the indexes that are missing. */
    void createIndexes(Schema schema) {
        jdbi.useHandle(handle -> schema.types().forEach(type -> createIndexes(handle, type, type.fields())));
    }

    /** Renames a table and its indexes. */
    void rename(SObjectType type, String newName) {
        jdbi.useHandle(handle -> {
            execute(handle, "ALTER TABLE " + quote(type.name()) + " RENAME TO " + quote(newName));
            for (Field field : type.fields()) {
                if (isIndexed(field)) {
                    execute(handle, "ALTER INDEX " + index(type.name(), field) + " RENAME TO " + index(newName, field));
                }
            }
        });
    }

    /** Computed columns go first and come last: they hold on to those that they are computed from. */
    private static void alter(Handle handle, SObjectType old, SObjectType type) {
        List<Field> anew = new ArrayList<>(missing(type, storedNames(old)));
        for (Field field : type.fields()) {
            Optional<Field> was = old.field(field.name()).filter(Field::stored);
            if (was.isEmpty() || !field.stored()) {
                continue;
            }
            if (columnOf(was.get()).equals(columnOf(field))) {
                alterIndex(handle, type, was.get(), field);
            } else if (keepsValues(was.get(), field)) {
                setType(handle, type, field);
                alterIndex(handle, type, was.get(), field);
            } else {
                anew.add(field);
            }
        }
        for (Field field : anew) {
            if (old.field(field.name()).filter(Tables::isComputed).isPresent()) {
                drop(handle, type, field);
            }
        }
        add(handle, type, anew);
    }

    /** Between text and text, and between number and number, values stay; otherwise they are lost. */
    private static boolean keepsValues(Field was, Field field) {
        boolean alike = (was.type().isText() && field.type().isText())
                || (was.type().isNumber() && field.type().isNumber());
        return alike && !isComputed(was) && !isComputed(field);
    }

    private static void alterIndex(Handle handle, SObjectType type, Field was, Field field) {
        if (isIndexed(field)) {
            createIndexes(handle, type, List.of(field));
        } else if (isIndexed(was)) {
            execute(handle, "DROP INDEX IF EXISTS " + index(type.name(), field));
        }
    }

    private static boolean isComputed(Field field) {
        return field.sqlExpression() != null;
    }

    /** Adds columns, in place of any of the same name that were left behind. */
    private static void add(Handle handle, SObjectType type, List<Field> fields) {
        for (Field field : fields) {
            drop(handle, type, field);
            execute(
                    handle,
                    "ALTER TABLE " + quote(type.name()) + " ADD COLUMN " + quote(field.name()) + " " + columnOf(field));
        }
        createIndexes(handle, type, fields);
    }

    private static List<Field> computedLast(List<Field> fields) {
        return fields.stream().sorted(Comparator.comparing(Tables::isComputed)).toList();
    }

    private static void drop(Handle handle, SObjectType type, Field field) {
        execute(handle, "DROP INDEX IF EXISTS " + index(type.name(), field));
        execute(handle, "ALTER TABLE " + quote(type.name()) + " DROP COLUMN IF EXISTS " + quote(field.name()));
    }

    private static List<Field> missing(SObjectType type, Set<String> present) {
        return type.fields().stream()
                .filter(field -> field.stored() && !present.contains(field.name()))
                .toList();
    }

    private static Set<String> storedNames(SObjectType type) {
        return type.fields().stream().filter(Field::stored).map(Field::name).collect(Collectors.toSet());
    }

    /** The numbers of an older database had the scale of their fields. */
    private static void unboundDecimals(Handle handle, SObjectType type, Map<String, String> columns) {
        for (Field field : type.fields()) {
            if (field.stored() && !isComputed(field) && "NUMERIC".equals(columns.get(field.name()))) {
                setType(handle, type, field);
            }
        }
    }

    private static void setType(Handle handle, SObjectType type, Field field) {
        execute(
                handle,
                "ALTER TABLE " + quote(type.name()) + " ALTER COLUMN " + quote(field.name()) + " SET DATA TYPE "
                        + typeOf(field));
    }

    /** The SQL types of all columns, by table and column. */
    private static Map<String, Map<String, String>> columns(Handle handle) {
        Map<String, Map<String, String>> columns = new HashMap<>();
        handle.createQuery("SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE FROM INFORMATION_SCHEMA.COLUMNS"
                        + " WHERE TABLE_SCHEMA = 'PUBLIC'")
                .map((row, context) -> List.of(row.getString(1), row.getString(2), row.getString(3)))
                .forEach(column -> columns.computeIfAbsent(column.get(0), table -> new HashMap<>())
                        .put(column.get(1), column.get(2)));
        return columns;
    }

    /** As it stands: there are thousands of statements, and Jdbi would look through each for parameters. */
    private static void execute(Handle handle, String sql) {
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new TableException(sql, e);
        }
    }

    /** The database refused a statement. */
    private static final class TableException extends JdbiException {
        private static final long serialVersionUID = 1L;

        TableException(String sql, SQLException cause) {
            super(cause.getMessage() + " [" + sql + "]", cause);
        }
    }

    static String quote(String name) {
        return '"' + name + '"';
    }

    private static String tableOf(SObjectType type) {
        List<String> columns = new ArrayList<>();
        for (Field field : type.fields()) {
            if (field.stored()) {
                columns.add(quote(field.name()) + " " + columnOf(field));
            }
        }
        return columns.stream().collect(Collectors.joining(", ", "CREATE TABLE " + quote(type.name()) + " (", ")"));
    }

    private static String columnOf(Field field) {
        String type = typeOf(field);
        if (field.sqlExpression() != null) {
            return type + " GENERATED ALWAYS AS (" + field.sqlExpression() + ")";
        }
        if (field.type() == FieldType.BOOLEAN) {
            return type + " DEFAULT " + Boolean.TRUE.equals(field.defaultValue()) + " NOT NULL";
        }
        return field.type() == FieldType.ID ? type + " PRIMARY KEY" : type;
    }

    private static String typeOf(Field field) {
        return switch (field.type()) {
            case ID, REFERENCE -> "VARCHAR(18)";
            case STRING,
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
                    COMPLEX_VALUE -> text(field);
            case BOOLEAN -> "BOOLEAN";
            case INT -> "INTEGER";
            case LONG -> "BIGINT";
            case DOUBLE, CURRENCY, PERCENT ->
                isComputed(field) ? "NUMERIC(" + field.precision() + ", " + field.scale() + ")" : ANY_NUMBER;
            case DATE -> "DATE";
            case DATETIME -> "TIMESTAMP(3) WITH TIME ZONE";
            case TIME -> "TIME(3)";
            case BASE64 -> "BLOB";
            case ADDRESS, LOCATION -> throw new IllegalArgumentException(field.name() + " has no column of its own");
        };
    }

    private static String text(Field field) {
        String type = field.caseSensitive() ? "VARCHAR" : "VARCHAR_IGNORECASE";
        return type + "(" + Math.min(Math.max(field.length(), 1), MAX_VARCHAR) + ")";
    }

    /** That of presence last: between two that seem as good, the database takes the one that was made first. */
    private static void createIndexes(Handle handle, SObjectType type, List<Field> fields) {
        fields.stream()
                .filter(Tables::isIndexed)
                .sorted(Comparator.comparing(Tables::isPresence))
                .forEach(field -> createIndex(handle, type, field));
    }

    /** Never UNIQUE: records in the recycle bin keep their values, which others may take meanwhile. */
    private static void createIndex(Handle handle, SObjectType type, Field field) {
        execute(
                handle,
                "CREATE INDEX IF NOT EXISTS " + index(type.name(), field) + " ON " + quote(type.name()) + " ("
                        + quote(field.name()) + (isPresence(field) ? ", " + quote("Id") : "") + ")");
    }

    private static String index(String typeName, Field field) {
        return quote(typeName + "." + field.name());
    }

    private static boolean isIndexed(Field field) {
        return field.stored()
                && (field.type() == FieldType.REFERENCE
                        || field.externalId()
                        || field.unique()
                        || field.nameField()
                        || field.type() == FieldType.EMAIL
                        || field.name().equals("SystemModstamp")
                        || isPresence(field));
    }

    /** Each query asks first which records there are: with the ids beside it, this index answers without their rows. */
    private static boolean isPresence(Field field) {
        return field.name().equals("IsDeleted");
    }
}
