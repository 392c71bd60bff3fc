package dev.sallyport.sql;

import com.google.common.base.Throwables;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.sql.SqlStatementException.Reason;
import dev.sallyport.sql.connection.EngineFailures;
import dev.sallyport.sql.connection.SqlStates;
import dev.sallyport.sql.federation.ForeignException;
import dev.sallyport.sql.parser.SalesforceParser;
import dev.sallyport.sql.write.RowsNotWrittenException;
import dev.sallyport.sql.write.WriteRefusedException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.jspecify.annotations.Nullable;

/** What the engine's failures mean to the author of a statement. */
final class SqlFailures {
    private static final Pattern UNKNOWN_TABLE = Pattern.compile("(?:Object|Table) '([^']+)' not found.*");
    private static final Pattern UNKNOWN_COLUMN =
            Pattern.compile("Column '([^']+)' not found in (any table|table '([^']+)').*");
    private static final Pattern UNKNOWN_TARGET = Pattern.compile("Unknown target column '([^']+)'.*");
    private static final Pattern ENCOUNTERED =
            Pattern.compile("(?:Incorrect syntax near the keyword '|Encountered \"(?:\\w+ )?)(\\w+)['\"].*");
    private static final Pattern WORD = Pattern.compile("\\w+");

    private final SObjects sObjects;

    SqlFailures(SObjects sObjects) {
        this.sObjects = sObjects;
    }

    /**
     * The one exception to throw for whatever a call beneath has thrown.
     *
     * @param statement the SQL that the call was given, or null
     */
    SQLException translate(Throwable thrown, @Nullable String statement) {
        if (thrown instanceof BatchUpdateException told) {
            return told;
        }
        for (Throwable link : Throwables.getCausalChain(thrown)) {
            if (link instanceof RowsNotWrittenException failure) {
                return failure.toSqlException();
            }
            if (link instanceof SallyportException failure) {
                return sqlException(failure, sqlState(failure));
            }
            if (link instanceof SqlParseException failure) {
                return sqlException(start(statement, failure).orElseGet(() -> malformed(failure)), "42601");
            }
            if (link instanceof CalciteContextException failure) {
                SqlStatementException invalid = start(statement, failure).orElseGet(() -> invalid(failure, statement));
                return sqlException(invalid, sqlState(invalid));
            }
        }
        return EngineFailures.translate(thrown);
    }

    private static SQLException sqlException(SallyportException failure, String sqlState) {
        return SqlStates.exception(failure.getMessage() + " " + failure.advice(), sqlState, failure);
    }

    private static Optional<SqlStatementException> start(@Nullable String statement, Throwable failure) {
        return statement == null ? Optional.empty() : StatementStart.failure(statement, failure);
    }

    private static SqlStatementException malformed(SqlParseException failure) {
        String firstLine =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return new SqlStatementException(
                Reason.MALFORMED,
                "The SQL is malformed: " + firstLine,
                firstLine.startsWith("Encountered \";")
                        ? "One statement is run at a time: run what stands behind the semicolon by itself."
                        : "Correct the statement there. " + quoting(firstLine),
                failure);
    }

    /** The parser stops at a reserved word in the place of a name, or right behind one that it took for more. */
    private static String quoting(String where) {
        Matcher stop = ENCOUNTERED.matcher(where);
        return stop.lookingAt() && SalesforceParser.isReserved(stop.group(1))
                ? stop.group(1) + " is a SQL word: if it is a name here, write \"" + stop.group(1) + "\"."
                : "A name that is also a SQL word goes between double quotes, such as \"Order\".";
    }

    private SqlStatementException invalid(CalciteContextException failure, @Nullable String statement) {
        Throwable cause = failure.getCause();
        String what = String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
        String where = "line " + failure.getPosLine() + ", column " + failure.getPosColumn();
        Matcher column = UNKNOWN_COLUMN.matcher(what);
        if (column.matches()) {
            return unknownColumn(failure, column.group(1), where, statement);
        }
        Matcher written = UNKNOWN_TARGET.matcher(what);
        if (written.matches()) {
            return unknownColumn(failure, written.group(1), where, statement);
        }
        Matcher table = UNKNOWN_TABLE.matcher(what);
        if (table.matches()) {
            return unknownTable(failure, table.group(1), where);
        }
        return new SqlStatementException(
                Reason.INVALID, "The SQL is not valid at " + where + ": " + what + ".", advice(what), failure);
    }

    private static String advice(String what) {
        return what.startsWith("Illegal use of dynamic parameter")
                ? "The parameter's type is not clear there: write CAST(? AS VARCHAR), or as another type."
                : "Correct it there.";
    }

    private SqlStatementException unknownColumn(
            Throwable cause, String name, String where, @Nullable String statement) {
        List<SObjectDescribe> tables = tablesIn(statement);
        List<String> columns = tables.stream()
                .flatMap(table -> table.fields().stream())
                .map(FieldDescribe::name)
                .toList();
        String in = tables.stream().map(SObjectDescribe::name).collect(Collectors.joining(" or "));
        return new SqlStatementException(
                Reason.UNKNOWN_COLUMN,
                "There is no column " + name + (in.isEmpty() ? "" : " in " + in) + " (" + where + ").",
                NearestName.advice(name, columns)
                        + "If it is new in Salesforce, or the integration user could not see it before, import the"
                        + " table again.",
                cause);
    }

    private SqlStatementException unknownTable(Throwable cause, String name, String where) {
        return new SqlStatementException(
                Reason.UNKNOWN_TABLE,
                "There is no table " + name + " (" + where + ").",
                NearestName.advice(name, sObjects.names())
                        + "If it is there in Salesforce, import it; if the import does not list it, the integration"
                        + " user may not see it: give its profile Read on the object.",
                cause);
    }

    private List<SObjectDescribe> tablesIn(@Nullable String statement) {
        if (statement == null) {
            return List.of();
        }
        TreeSet<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        known.addAll(sObjects.names());
        return WORD.matcher(statement)
                .results()
                .map(MatchResult::group)
                .filter(known::contains)
                .map(name -> sObjects.describe(name).orElseThrow())
                .distinct()
                .toList();
    }

    private static String sqlState(SallyportException failure) {
        if (failure instanceof SqlStatementException statement) {
            return switch (statement.reason()) {
                case MALFORMED -> "42601";
                case UNKNOWN_TABLE -> "42S02";
                case UNKNOWN_COLUMN -> "42S22";
                case INVALID -> "42000";
            };
        }
        if (failure instanceof WriteRefusedException refused) {
            return refused.sqlState();
        }
        if (failure instanceof ForeignException foreign) {
            return foreign.sqlState();
        }
        if (failure instanceof SalesforceException salesforce) {
            return sqlState(salesforce.reason());
        }
        return failure instanceof AuthorizationException ? "28000" : "HY000";
    }

    private static String sqlState(SalesforceException.Reason reason) {
        return switch (reason) {
            case SESSION_INVALID, API_SCOPE_MISSING, OTHER_ORG -> "28000";
            case ACCESS_DENIED, API_DISABLED -> "42501";
            case OBJECT_NOT_VISIBLE -> "42S02";
            case FIELD_NOT_VISIBLE -> "42S22";
            case QUERY_MALFORMED -> "42000";
            case QUERY_EXPIRED -> "24000";
            case QUERY_TIMED_OUT, TIMED_OUT -> SqlStates.TIMED_OUT;
            case LIMIT_EXCEEDED, TOO_MANY_AT_ONCE -> "53400";
            case SERVER_URL_INVALID, HOST_UNKNOWN, CONNECTION_REFUSED, TLS_REQUIRED, TLS_FAILED, VERSION_UNSUPPORTED ->
                "08001";
            case CONNECTION_BROKEN, UNAVAILABLE, UNEXPECTED_ANSWER -> "08S01";
            case INTERRUPTED -> SqlStates.CANCELLED;
            case OUTCOME_UNKNOWN -> "08007";
            case BULK_JOB_FAILED, BULK_JOB_GONE, OTHER -> "HY000";
        };
    }
}
