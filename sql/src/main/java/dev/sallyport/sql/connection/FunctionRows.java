package dev.sallyport.sql.connection;

import dev.sallyport.sql.function.SalesforceFunction;
import dev.sallyport.sql.function.SalesforceFunction.Column;
import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The table functions, which can be called as procedures too. */
final class FunctionRows {
    private static final int ID_LENGTH = 18;

    private FunctionRows() {}

    private static List<SalesforceFunction> matching(NamePattern name) {
        return Stream.of(SalesforceFunction.values())
                .filter(function -> name.matches(function.functionName()))
                .sorted(Comparator.comparing(SalesforceFunction::functionName))
                .toList();
    }

    static MetaDataRows functions(NamePattern name) {
        MetaDataRows rows = new MetaDataRows(
                "FUNCTION_CAT", "FUNCTION_SCHEM", "FUNCTION_NAME", "REMARKS", "FUNCTION_TYPE:short", "SPECIFIC_NAME");
        for (SalesforceFunction function : matching(name)) {
            rows.add(
                    null,
                    MetaDataOverlay.SCHEMA,
                    function.functionName(),
                    function.remarks(),
                    (short) DatabaseMetaData.functionReturnsTable,
                    function.functionName());
        }
        return rows;
    }

    static MetaDataRows functionColumns(NamePattern name, NamePattern column) {
        MetaDataRows rows = new MetaDataRows(
                "FUNCTION_CAT",
                "FUNCTION_SCHEM",
                "FUNCTION_NAME",
                "COLUMN_NAME",
                "COLUMN_TYPE:short",
                "DATA_TYPE:int",
                "TYPE_NAME",
                "PRECISION:int",
                "LENGTH:int",
                "SCALE:short",
                "RADIX:short",
                "NULLABLE:short",
                "REMARKS",
                "CHAR_OCTET_LENGTH:int",
                "ORDINAL_POSITION:int",
                "IS_NULLABLE",
                "SPECIFIC_NAME");
        for (SalesforceFunction function : matching(name)) {
            addFunctionColumns(rows, function, function.parameters(), column, DatabaseMetaData.functionColumnIn);
            addFunctionColumns(rows, function, function.columns(), column, DatabaseMetaData.functionColumnResult);
        }
        return rows;
    }

    private static void addFunctionColumns(
            MetaDataRows rows, SalesforceFunction function, List<Column> columns, NamePattern wanted, int columnType) {
        boolean parameter = columnType == DatabaseMetaData.functionColumnIn;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            int type = column.type().getJdbcOrdinal();
            if (wanted.matches(column.name())) {
                rows.add(
                        null,
                        MetaDataOverlay.SCHEMA,
                        function.functionName(),
                        column.name(),
                        (short) columnType,
                        type,
                        column.type().getName(),
                        size(column, type),
                        size(column, type),
                        SqlTypes.isNumber(type) ? (short) 0 : null,
                        SqlTypes.isNumber(type) ? (short) 10 : null,
                        (short) (parameter ? DatabaseMetaData.functionNoNulls : DatabaseMetaData.functionNullable),
                        column.remarks(),
                        null,
                        i + 1,
                        parameter ? "NO" : "YES",
                        function.functionName());
            }
        }
    }

    static MetaDataRows procedures(NamePattern name) {
        MetaDataRows rows = new MetaDataRows(
                "PROCEDURE_CAT",
                "PROCEDURE_SCHEM",
                "PROCEDURE_NAME",
                "RESERVED_1",
                "RESERVED_2",
                "RESERVED_3",
                "REMARKS",
                "PROCEDURE_TYPE:short",
                "SPECIFIC_NAME");
        for (SalesforceFunction function : matching(name)) {
            rows.add(
                    null,
                    MetaDataOverlay.SCHEMA,
                    function.functionName(),
                    null,
                    null,
                    null,
                    function.remarks(),
                    (short) DatabaseMetaData.procedureReturnsResult,
                    function.functionName());
        }
        return rows;
    }

    static MetaDataRows procedureColumns(NamePattern name, NamePattern column) {
        MetaDataRows rows = new MetaDataRows(
                "PROCEDURE_CAT",
                "PROCEDURE_SCHEM",
                "PROCEDURE_NAME",
                "COLUMN_NAME",
                "COLUMN_TYPE:short",
                "DATA_TYPE:int",
                "TYPE_NAME",
                "PRECISION:int",
                "LENGTH:int",
                "SCALE:short",
                "RADIX:short",
                "NULLABLE:short",
                "REMARKS",
                "COLUMN_DEF",
                "SQL_DATA_TYPE:int",
                "SQL_DATETIME_SUB:int",
                "CHAR_OCTET_LENGTH:int",
                "ORDINAL_POSITION:int",
                "IS_NULLABLE",
                "SPECIFIC_NAME");
        for (SalesforceFunction function : matching(name)) {
            addProcedureColumns(rows, function, function.parameters(), column, DatabaseMetaData.procedureColumnIn);
            addProcedureColumns(rows, function, function.columns(), column, DatabaseMetaData.procedureColumnResult);
        }
        return rows;
    }

    private static void addProcedureColumns(
            MetaDataRows rows, SalesforceFunction function, List<Column> columns, NamePattern wanted, int columnType) {
        boolean parameter = columnType == DatabaseMetaData.procedureColumnIn;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            int type = column.type().getJdbcOrdinal();
            if (wanted.matches(column.name())) {
                rows.add(
                        null,
                        MetaDataOverlay.SCHEMA,
                        function.functionName(),
                        column.name(),
                        (short) columnType,
                        type,
                        column.type().getName(),
                        size(column, type),
                        size(column, type),
                        SqlTypes.isNumber(type) ? (short) 0 : null,
                        SqlTypes.isNumber(type) ? (short) 10 : null,
                        (short) (parameter ? DatabaseMetaData.procedureNoNulls : DatabaseMetaData.procedureNullable),
                        column.remarks(),
                        null,
                        null,
                        null,
                        null,
                        i + 1,
                        parameter ? "NO" : "YES",
                        function.functionName());
            }
        }
    }

    private static int size(Column column, int type) {
        return type == Types.VARCHAR && column.name().equals("Id") ? ID_LENGTH : SqlTypes.size(type, 0);
    }
}
