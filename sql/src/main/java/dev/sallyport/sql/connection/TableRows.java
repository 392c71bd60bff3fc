package dev.sallyport.sql.connection;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.PicklistValue;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.sql.SObjects;
import dev.sallyport.sql.plan.SalesforceTable;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.jspecify.annotations.Nullable;

/** Tables and their columns. Tables are listed without being described; columns cost the description of their tables. */
final class TableRows {
    private final SObjects sObjects;
    private final RelDataTypeFactory types;

    TableRows(SObjects sObjects, RelDataTypeFactory types) {
        this.sObjects = sObjects;
        this.types = types;
    }

    MetaDataRows tables(NamePattern table, String @Nullable [] tableTypes) {
        MetaDataRows rows = new MetaDataRows(
                "TABLE_CAT",
                "TABLE_SCHEM",
                "TABLE_NAME",
                "TABLE_TYPE",
                "REMARKS",
                "TYPE_CAT",
                "TYPE_SCHEM",
                "TYPE_NAME",
                "SELF_REFERENCING_COL_NAME",
                "REF_GENERATION");
        if (tableTypes != null && !List.of(tableTypes).contains("TABLE")) {
            return rows;
        }
        for (String name : table.among(sObjects.names())) {
            rows.add(
                    null,
                    MetaDataOverlay.SCHEMA,
                    name,
                    "TABLE",
                    sObjects.label(name).orElse(""),
                    null,
                    null,
                    null,
                    null,
                    null);
        }
        return rows;
    }

    MetaDataRows columns(NamePattern table, NamePattern column) {
        MetaDataRows rows = new MetaDataRows(
                "TABLE_CAT",
                "TABLE_SCHEM",
                "TABLE_NAME",
                "COLUMN_NAME",
                "DATA_TYPE:int",
                "TYPE_NAME",
                "COLUMN_SIZE:int",
                "BUFFER_LENGTH:int",
                "DECIMAL_DIGITS:int",
                "NUM_PREC_RADIX:int",
                "NULLABLE:int",
                "REMARKS",
                "COLUMN_DEF",
                "SQL_DATA_TYPE:int",
                "SQL_DATETIME_SUB:int",
                "CHAR_OCTET_LENGTH:int",
                "ORDINAL_POSITION:int",
                "IS_NULLABLE",
                "SCOPE_CATALOG",
                "SCOPE_SCHEMA",
                "SCOPE_TABLE",
                "SOURCE_DATA_TYPE:short",
                "IS_AUTOINCREMENT",
                "IS_GENERATEDCOLUMN");
        for (String name : table.among(sObjects.names())) {
            SObjectDescribe described = sObjects.describe(name).orElseThrow();
            int position = 0;
            for (FieldDescribe field : described.fields()) {
                position++;
                if (column.matches(field.name())) {
                    addColumn(rows, described.name(), field, position);
                }
            }
        }
        return rows;
    }

    private void addColumn(MetaDataRows rows, String table, FieldDescribe field, int position) {
        RelDataType type = SalesforceTable.columnType(field, types);
        int size = SqlTypes.size(type.getSqlTypeName().getJdbcOrdinal(), type.getPrecision());
        new ColumnRow(null, MetaDataOverlay.SCHEMA, table, field.name(), position, type, size)
                .addTo(rows, field.label(), defaultValue(field), field.type() == FieldType.ID, field.calculated());
    }

    /** As an SQL literal: what Salesforce sets where nothing is given, as far as a picklist tells. */
    private static @Nullable String defaultValue(FieldDescribe field) {
        return field.picklistValues().stream()
                .filter(PicklistValue::defaultValue)
                .map(value -> "'" + value.value().replace("'", "''") + "'")
                .findFirst()
                .orElse(null);
    }

    /** What the user may do with the records of a table. */
    MetaDataRows privileges(NamePattern table, String grantee) {
        MetaDataRows rows = new MetaDataRows(
                "TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "GRANTOR", "GRANTEE", "PRIVILEGE", "IS_GRANTABLE");
        for (String name : table.among(sObjects.names())) {
            SObjectDescribe described = sObjects.describe(name).orElseThrow();
            addPrivilege(rows, described, grantee, "DELETE", described.deletable());
            addPrivilege(rows, described, grantee, "INSERT", described.createable());
            addPrivilege(rows, described, grantee, "SELECT", described.queryable());
            addPrivilege(rows, described, grantee, "UPDATE", described.updateable());
        }
        return rows;
    }

    private static void addPrivilege(
            MetaDataRows rows, SObjectDescribe table, String grantee, String privilege, boolean granted) {
        if (granted) {
            rows.add(null, MetaDataOverlay.SCHEMA, table.name(), null, grantee, privilege, "NO");
        }
    }

    /** What the user may do with the fields of a table. */
    MetaDataRows columnPrivileges(NamePattern table, NamePattern column, String grantee) {
        MetaDataRows rows = new MetaDataRows(
                "TABLE_CAT",
                "TABLE_SCHEM",
                "TABLE_NAME",
                "COLUMN_NAME",
                "GRANTOR",
                "GRANTEE",
                "PRIVILEGE",
                "IS_GRANTABLE");
        for (String name : table.among(sObjects.names())) {
            SObjectDescribe described = sObjects.describe(name).orElseThrow();
            described.fields().stream()
                    .filter(field -> column.matches(field.name()))
                    .sorted((a, b) ->
                            a.name().toLowerCase(Locale.ROOT).compareTo(b.name().toLowerCase(Locale.ROOT)))
                    .forEach(field -> {
                        addPrivilege(rows, name, field, grantee, "INSERT", field.createable());
                        addPrivilege(rows, name, field, grantee, "SELECT", true);
                        addPrivilege(rows, name, field, grantee, "UPDATE", field.updateable());
                    });
        }
        return rows;
    }

    private static void addPrivilege(
            MetaDataRows rows, String table, FieldDescribe field, String grantee, String privilege, boolean granted) {
        if (granted) {
            rows.add(null, MetaDataOverlay.SCHEMA, table, field.name(), null, grantee, privilege, "NO");
        }
    }
}
