package dev.sallyport.sql.write;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.salesforce.RecordError;
import dev.sallyport.salesforce.RecordWrite;
import dev.sallyport.salesforce.RowResult;
import dev.sallyport.salesforce.RowResult.Outcome;
import dev.sallyport.sql.connection.SqlStates;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Not every row of a statement was written. */
public final class RowsNotWrittenException extends SallyportException {
    private static final String ROLLED_BACK = "ALL_OR_NONE_OPERATION_ROLLED_BACK";

    private final transient List<Row> rows;
    private final long written;
    private final boolean unknown;

    /**
     * A row that was refused, or of which one cannot tell.
     *
     * @param number from 1, in the order of the statement's rows
     * @param result what became of it
     */
    record Row(long number, RowResult result) {}

    RowsNotWrittenException(
            RecordWrite write,
            long seen,
            long written,
            boolean unknown,
            List<Row> rows,
            @Nullable SallyportException failure) {
        super(message(write, seen, written, causesFirst(rows), failure), advice(written, failure), failure);
        this.rows = causesFirst(rows);
        this.written = written;
        this.unknown = unknown;
    }

    /** How many rows are written. */
    public long written() {
        return written;
    }

    /** What only went down with the others tells nobody what to correct. */
    private static List<Row> causesFirst(List<Row> rows) {
        return rows.stream()
                .sorted(Comparator.comparing(RowsNotWrittenException::isRolledBack))
                .toList();
    }

    private static boolean isRolledBack(Row row) {
        return row.result().errors().stream()
                .anyMatch(error -> error.statusCode().equals(ROLLED_BACK));
    }

    /** As JDBC tells it: one exception for all, and one for each row in its chain. */
    public SQLException toSqlException() {
        return chained(SqlStates.exception(text(), sqlState(), this));
    }

    /**
     * As JDBC tells it of a batch.
     *
     * @param counts what became of each element
     */
    BatchUpdateException toBatchUpdateException(long[] counts) {
        BatchUpdateException exception = new BatchUpdateException(text(), sqlState(), 0, counts, this);
        chained(exception);
        return exception;
    }

    private SQLException chained(SQLException first) {
        SQLException last = first;
        for (Row row : rows) {
            SQLException next = SqlStates.exception(told(row), sqlState(row.result()), null);
            last.setNextException(next);
            last = next;
        }
        return first;
    }

    private String text() {
        return getMessage() + " " + advice();
    }

    private String sqlState() {
        if (unknown) {
            return "08007";
        }
        return rows.isEmpty() ? "HY000" : sqlState(rows.get(0).result());
    }

    private static String message(
            RecordWrite write, long seen, long written, List<Row> rows, @Nullable SallyportException failure) {
        String what = "Of " + seen + (seen == 1 ? " row" : " rows") + " of the "
                + write.operation().apiName() + " of " + write.sObject() + " " + written
                + (written == 1 ? " is" : " are") + " written.";
        if (failure != null) {
            return what + " " + failure.getMessage();
        }
        return rows.isEmpty()
                ? what
                : what + " " + told(rows.get(0)) + (told(rows.get(0)).endsWith(".") ? "" : ".");
    }

    private static String advice(long written, @Nullable SallyportException failure) {
        if (failure != null) {
            return failure.advice();
        }
        return (written > 0 ? "The others stay written. " : "")
                + "Correct the rows that Salesforce names, each in the chain of this exception, and run the statement for"
                + " them.";
    }

    private static String told(Row row) {
        RowResult result = row.result();
        if (result.outcome() == Outcome.UNKNOWN) {
            return "Row " + row.number() + ": its answer was lost";
        }
        List<String> errors =
                result.errors().stream().map(RecordError::toString).toList();
        return "Row " + row.number() + ": " + String.join("; ", errors);
    }

    /** The SQLState nearest to the first status code (SOAP API Developer Guide, "StatusCode"). */
    private static String sqlState(RowResult result) {
        if (result.outcome() == Outcome.UNKNOWN) {
            return "08007";
        }
        String code = result.errors().isEmpty() ? "" : result.errors().get(0).statusCode();
        return switch (code) {
            case "REQUIRED_FIELD_MISSING" -> "23502";
            case "DUPLICATE_VALUE", "DUPLICATE_EXTERNAL_ID", "DUPLICATES_DETECTED" -> "23505";
            case "INVALID_CROSS_REFERENCE_KEY", "MALFORMED_ID", "ENTITY_IS_DELETED", "DELETE_FAILED" -> "23503";
            case "FIELD_CUSTOM_VALIDATION_EXCEPTION", "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" -> "23514";
            case "STRING_TOO_LONG" -> "22001";
            case "NUMBER_OUTSIDE_VALID_RANGE" -> "22003";
            case "INVALID_TYPE_ON_FIELD_IN_RECORD", "JSON_PARSER_ERROR" -> "22018";
            case "UNABLE_TO_LOCK_ROW", ROLLED_BACK -> "40001";
            case "INSUFFICIENT_ACCESS_OR_READONLY",
                    "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
                    "INVALID_FIELD_FOR_INSERT_UPDATE",
                    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY" -> "42501";
            default -> "23000";
        };
    }
}
