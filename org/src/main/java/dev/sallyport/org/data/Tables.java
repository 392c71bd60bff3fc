package dev.sallyport.org.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Makes the tables and indexes of a schema where they are missing. */
final class Tables {
    /** The longest text that H2 takes in a column without a large object. */
    private static final int MAX_VARCHAR = 1_048_576;

    private final Jdbi jdbi;

    Tables(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void create(Schema schema) {
        jdbi.useHandle(handle -> {
            handle.execute("CREATE SCHEMA IF NOT EXISTS INTERNAL");
            handle.execute("CREATE SCHEMA IF NOT EXISTS SETUP");
            handle.execute("CREATE TABLE IF NOT EXISTS INTERNAL.\"IdNumber\""
                    + " (\"KeyPrefix\" VARCHAR(3) PRIMARY KEY, \"Next\" BIGINT NOT NULL)");
            handle.execute("CREATE TABLE IF NOT EXISTS INTERNAL.\"AutoNumber\""
                    + " (\"Field\" VARCHAR(200) PRIMARY KEY, \"Next\" BIGINT NOT NULL)");
            for (SObjectType type : schema.types()) {
                handle.execute(tableOf(type));
                createIndexes(handle, type);
            }
        });
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
        return columns.stream()
                .collect(Collectors.joining(", ", "CREATE TABLE IF NOT EXISTS " + quote(type.name()) + " (", ")"));
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
            case DOUBLE, CURRENCY, PERCENT -> "NUMERIC(" + field.precision() + ", " + field.scale() + ")";
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

    private static void createIndexes(Handle handle, SObjectType type) {
        for (Field field : type.fields()) {
            if (isIndexed(field)) {
                // Never UNIQUE: records in the recycle bin keep their values, which others may take meanwhile.
                handle.execute("CREATE INDEX IF NOT EXISTS " + quote(type.name() + "." + field.name()) + " ON "
                        + quote(type.name()) + " (" + quote(field.name()) + ")");
            }
        }
    }

    private static boolean isIndexed(Field field) {
        return field.stored()
                && (field.type() == FieldType.REFERENCE
                        || field.externalId()
                        || field.unique()
                        || field.nameField()
                        || field.type() == FieldType.EMAIL
                        || field.name().equals("SystemModstamp"));
    }
}
