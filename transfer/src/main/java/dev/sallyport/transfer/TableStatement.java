package dev.sallyport.transfer;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.QueryCursor;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.sql.SalesforceDatabase;
import dev.sallyport.sql.read.PlannedQuery;
import dev.sallyport.sql.read.RecordSource;
import dev.sallyport.transfer.Manifest.Column;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The SQL statement that selects a table's rows. It is run once for each part of the table's records, over the records of
 * that part: so what SOQL cannot say of the condition holds all the same, and values are what SQL has.
 */
final class TableStatement {
    /** What later runs of an incremental export need: which record, when it changed, whether it is deleted. */
    private static final List<String> OF_CHANGES = List.of("Id", "SystemModstamp", "IsDeleted");

    private final SalesforceDatabase database;
    private final String sObject;
    private final String sql;
    private final boolean whole;

    /**
     * What the statement becomes.
     *
     * @param query what it reads of the table; null if nothing: its condition never holds
     * @param columns of its rows
     */
    record Plan(@Nullable PlannedQuery query, List<Column> columns) {}

    /** Does something with rows. */
    interface Work<T> {
        T with(ResultSet rows) throws SQLException, IOException;
    }

    /**
     * A statement over some columns.
     *
     * @param columns their API names
     */
    TableStatement(SalesforceDatabase database, String sObject, List<String> columns, @Nullable String where) {
        this.database = database;
        this.sObject = sObject;
        String selected = columns.stream().map(TableStatement::quoted).collect(Collectors.joining(", "));
        this.whole = where == null;
        // The condition may end in a comment.
        String condition = where == null ? "" : " WHERE (" + where + "\n)";
        this.sql = "SELECT " + selected + " FROM " + quoted(sObject) + condition;
    }

    /**
     * The API names of the columns to export.
     *
     * @param wanted as they were asked for; empty for all
     * @throws TransferException if there is none of a name, or the table does not tell its changes and is to
     */
    static List<String> columns(SObjectDescribe table, List<String> wanted, boolean incremental) {
        List<String> columns = new ArrayList<>();
        for (String name : wanted) {
            columns.add(table.field(name)
                    .map(FieldDescribe::name)
                    .orElseThrow(() -> TransferException.invalid(
                            "The table " + table.name() + " has no column " + name + ".",
                            "See its columns: sallyport tables describe SERVER " + table.name())));
        }
        if (wanted.isEmpty()) {
            table.fields().stream()
                    .filter(TableStatement::byBulk)
                    .map(FieldDescribe::name)
                    .forEach(columns::add);
        }
        if (incremental) {
            if (table.field("SystemModstamp").isEmpty()) {
                throw TransferException.invalid(
                        "The table " + table.name() + " has no SystemModstamp: it does not tell what has changed.",
                        "Export it as a whole, without --incremental.");
            }
            OF_CHANGES.stream()
                    .filter(name -> table.field(name).isPresent() && !columns.contains(name))
                    .forEach(columns::add);
        }
        return columns;
    }

    /** The columns that are left out where none are named. */
    static List<String> leftOut(SObjectDescribe table) {
        return table.fields().stream()
                .filter(field -> !byBulk(field))
                .map(FieldDescribe::name)
                .toList();
    }

    private static boolean byBulk(FieldDescribe field) {
        return !field.type().isCompound() && field.type() != FieldType.BASE64 && field.type() != FieldType.COMPLEXVALUE;
    }

    /** Whether it has no condition. */
    boolean isWhole() {
        return whole;
    }

    /** What it becomes; nothing is sent. */
    Plan plan() throws SQLException, IOException {
        List<PlannedQuery> queries = new ArrayList<>();
        List<Column> columns = run(
                query -> {
                    queries.add(query);
                    return new NoRecords();
                },
                rows -> {
                    boolean unused = rows.next();
                    return ResultColumns.of(rows.getMetaData());
                });
        return new Plan(queries.isEmpty() ? null : queries.get(0), columns);
    }

    /** Runs it over some of the table's records. */
    <T> T over(QueryCursor records, Work<T> work) throws SQLException, IOException {
        return run(query -> records, work);
    }

    private <T> T run(RecordSource source, Work<T> work) throws SQLException, IOException {
        boolean[] asked = new boolean[1];
        try (Connection connection = database.connect(query -> {
                    refuseAnother(query, asked[0]);
                    asked[0] = true;
                    return source.open(query);
                });
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return work.with(rows);
        }
    }

    /** Parts of one query are no parts of two. */
    private void refuseAnother(PlannedQuery query, boolean asked) {
        if (asked || !query.sObject().equals(Optional.of(sObject))) {
            throw TransferException.invalid(
                    "The condition takes another query beside that of " + sObject + ": " + query.soql() + ".",
                    "Export it by --query \"SELECT … FROM " + sObject + " WHERE …\": then any SQL will do.");
        }
    }

    /** Records of which there are none. */
    static QueryCursor noRecords() {
        return new NoRecords();
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static final class NoRecords implements QueryCursor {
        @Override
        public boolean next() {
            return false;
        }

        @Override
        public @Nullable Object value(int column) {
            throw new IllegalStateException("There is no record.");
        }

        @Override
        public long totalSize() {
            return 0;
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
