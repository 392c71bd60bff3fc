package dev.sallyport.org.soql;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a query, by the names of {@code query?columns=true}.
 *
 * @param aggregate whether it is put together from several records: a function of a group, or children
 * @param apexType the type in Apex; null where the column is no field
 * @param columnName a field's or relationship's name, an alias, or {@code expr0} and so on
 * @param displayName what people are shown: for a function what is written, with its name in lower case
 * @param foreignKeyName the reference that leads to a parent; null for other columns
 * @param joinColumns those of a parent or of children; empty for others
 */
public record QueryColumn(
        boolean aggregate,
        @Nullable String apexType,
        boolean booleanType,
        String columnName,
        boolean custom,
        String displayName,
        @Nullable String foreignKeyName,
        boolean insertable,
        List<QueryColumn> joinColumns,
        boolean numberType,
        boolean textType,
        boolean updatable) {
    public QueryColumn {
        joinColumns = List.copyOf(joinColumns);
    }

    /** A field under a name that may be another than its own. */
    static QueryColumn field(Field field, String name) {
        FieldType type = field.type();
        return new QueryColumn(
                false,
                apexType(type),
                type == FieldType.BOOLEAN,
                name,
                field.custom(),
                field.name(),
                null,
                field.createable(),
                List.of(),
                type.isNumber(),
                type.isText(),
                field.updateable());
    }

    /** The result of a function. */
    static QueryColumn function(String name, String displayName, FieldType type, boolean aggregate) {
        return new QueryColumn(
                aggregate,
                aggregate ? null : apexType(type),
                type == FieldType.BOOLEAN,
                name,
                false,
                displayName,
                null,
                false,
                List.of(),
                type.isNumber(),
                type.isText(),
                false);
    }

    /** A parent, of which only its own columns tell what they are. */
    static QueryColumn parent(String relationship, Field reference, List<QueryColumn> columns) {
        return related(false, relationship, reference.custom(), reference.name(), columns);
    }

    /** Children. */
    static QueryColumn children(String relationship, Field reference, List<QueryColumn> columns) {
        return related(true, relationship, reference.custom(), null, columns);
    }

    private static QueryColumn related(
            boolean aggregate,
            String relationship,
            boolean custom,
            @Nullable String foreignKeyName,
            List<QueryColumn> columns) {
        return new QueryColumn(
                aggregate,
                null,
                false,
                relationship,
                custom,
                relationship,
                foreignKeyName,
                false,
                columns,
                false,
                false,
                false);
    }

    private static String apexType(FieldType type) {
        return switch (type) {
            case ID, REFERENCE -> "Id";
            case BOOLEAN -> "Boolean";
            case INT -> "Integer";
            case LONG -> "Long";
            case DOUBLE, CURRENCY, PERCENT -> "Double";
            case DATE -> "Date";
            case DATETIME -> "Datetime";
            case TIME -> "Time";
            case BASE64 -> "Blob";
            case ADDRESS -> "Address";
            case LOCATION -> "Location";
            case COMPLEX_VALUE -> "complexvaluetype";
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
                    ANY_TYPE -> "String";
        };
    }
}
