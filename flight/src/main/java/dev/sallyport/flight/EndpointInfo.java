package dev.sallyport.flight;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.flight.sql.SqlInfoBuilder;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlInfo;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlNullOrdering;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlOuterJoinsSupportLevel;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedCaseSensitivity;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedGroupBy;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedResultSetType;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedSubqueries;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedTransaction;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedUnions;
import org.apache.arrow.flight.sql.impl.FlightSql.SupportedAnsi92SqlGrammarLevel;
import org.apache.arrow.flight.sql.impl.FlightSql.SupportedSqlGrammar;
import org.apache.arrow.vector.VectorSchemaRoot;

/** What the endpoint tells of itself and its SQL (Flight SQL's SqlInfo). */
final class EndpointInfo {
    private static final int MOST_TEXT = 131_072;

    /** What {@link #builder()} tells: of anything else Arrow's builder makes a failure. */
    private static final Set<Integer> TOLD = EnumSet.of(
                    SqlInfo.FLIGHT_SQL_SERVER_NAME,
                    SqlInfo.FLIGHT_SQL_SERVER_VERSION,
                    SqlInfo.FLIGHT_SQL_SERVER_ARROW_VERSION,
                    SqlInfo.FLIGHT_SQL_SERVER_READ_ONLY,
                    SqlInfo.FLIGHT_SQL_SERVER_SQL,
                    SqlInfo.FLIGHT_SQL_SERVER_SUBSTRAIT,
                    SqlInfo.FLIGHT_SQL_SERVER_TRANSACTION,
                    SqlInfo.SQL_TRANSACTIONS_SUPPORTED,
                    SqlInfo.SQL_SAVEPOINTS_SUPPORTED,
                    SqlInfo.FLIGHT_SQL_SERVER_CANCEL,
                    SqlInfo.FLIGHT_SQL_SERVER_BULK_INGESTION,
                    SqlInfo.SQL_BATCH_UPDATES_SUPPORTED,
                    SqlInfo.SQL_DDL_CATALOG,
                    SqlInfo.SQL_DDL_SCHEMA,
                    SqlInfo.SQL_DDL_TABLE,
                    SqlInfo.SQL_CATALOG_TERM,
                    SqlInfo.SQL_CATALOG_AT_START,
                    SqlInfo.SQL_SCHEMA_TERM,
                    SqlInfo.SQL_IDENTIFIER_QUOTE_CHAR,
                    SqlInfo.SQL_SEARCH_STRING_ESCAPE,
                    SqlInfo.SQL_EXTRA_NAME_CHARACTERS,
                    SqlInfo.SQL_IDENTIFIER_CASE,
                    SqlInfo.SQL_QUOTED_IDENTIFIER_CASE,
                    SqlInfo.SQL_NULL_ORDERING,
                    SqlInfo.SQL_NULL_PLUS_NULL_IS_NULL,
                    SqlInfo.SQL_SUPPORTS_COLUMN_ALIASING,
                    SqlInfo.SQL_SUPPORTS_TABLE_CORRELATION_NAMES,
                    SqlInfo.SQL_SUPPORTS_DIFFERENT_TABLE_CORRELATION_NAMES,
                    SqlInfo.SQL_SUPPORTS_EXPRESSIONS_IN_ORDER_BY,
                    SqlInfo.SQL_SUPPORTS_ORDER_BY_UNRELATED,
                    SqlInfo.SQL_SUPPORTED_GROUP_BY,
                    SqlInfo.SQL_SUPPORTS_LIKE_ESCAPE_CLAUSE,
                    SqlInfo.SQL_SUPPORTS_NON_NULLABLE_COLUMNS,
                    SqlInfo.SQL_SUPPORTED_GRAMMAR,
                    SqlInfo.SQL_ANSI92_SUPPORTED_LEVEL,
                    SqlInfo.SQL_OUTER_JOINS_SUPPORT_LEVEL,
                    SqlInfo.SQL_SUPPORTED_SUBQUERIES,
                    SqlInfo.SQL_CORRELATED_SUBQUERIES_SUPPORTED,
                    SqlInfo.SQL_SUPPORTED_UNIONS,
                    SqlInfo.SQL_SUPPORTED_RESULT_SET_TYPES,
                    SqlInfo.SQL_SELECT_FOR_UPDATE_SUPPORTED,
                    SqlInfo.SQL_STORED_PROCEDURES_SUPPORTED,
                    SqlInfo.SQL_NAMED_PARAMETERS_SUPPORTED,
                    SqlInfo.SQL_MAX_CHAR_LITERAL_LENGTH)
            .stream()
            .map(SqlInfo::getNumber)
            .collect(Collectors.toUnmodifiableSet());

    private EndpointInfo() {}

    /**
     * Tells a client what it asks for, as far as there is something to tell.
     *
     * @param asked by number; none for everything
     */
    static void tell(List<Integer> asked, ServerStreamListener listener) {
        builder().send(asked.stream().filter(TOLD::contains).toList(), listener);
    }

    private static SqlInfoBuilder builder() {
        return new SqlInfoBuilder()
                .withFlightSqlServerName("Sallyport")
                .withFlightSqlServerVersion(version(EndpointInfo.class))
                .withFlightSqlServerArrowVersion(version(VectorSchemaRoot.class))
                .withFlightSqlServerReadOnly(false)
                .withFlightSqlServerSql(true)
                .withFlightSqlServerSubstrait(false)
                // Each statement takes effect at once: Salesforce has no transactions that go on between calls.
                .withFlightSqlServerTransaction(SqlSupportedTransaction.SQL_SUPPORTED_TRANSACTION_NONE)
                .withSqlTransactionsSupported(false)
                .withSqlSavepointsSupported(false)
                .withFlightSqlServerCancel(true)
                .withFlightSqlServerBulkIngestion(false)
                .withSqlBatchUpdatesSupported(true)
                .withSqlDdlCatalog(false)
                .withSqlDdlSchema(false)
                .withSqlDdlTable(false)
                // Statements name no data server: the connection does.
                .withSqlCatalogTerm("data server")
                .withSqlCatalogAtStart(true)
                .withSqlSchemaTerm("schema")
                .withSqlIdentifierQuoteChar("\"")
                .withSqlSearchStringEscape("\\")
                .withSqlExtraNameCharacters("")
                .withSqlIdentifierCase(SqlSupportedCaseSensitivity.SQL_CASE_SENSITIVITY_CASE_INSENSITIVE)
                .withSqlQuotedIdentifierCase(SqlSupportedCaseSensitivity.SQL_CASE_SENSITIVITY_CASE_INSENSITIVE)
                .withSqlNullOrdering(SqlNullOrdering.SQL_NULLS_SORTED_HIGH)
                .withSqlNullPlusNullIsNull(true)
                .withSqlSupportsColumnAliasing(true)
                .withSqlSupportsTableCorrelationNames(true)
                .withSqlSupportsDifferentTableCorrelationNames(false)
                .withSqlSupportsExpressionsInOrderBy(true)
                .withSqlSupportsOrderByUnrelated(true)
                .withSqlSupportedGroupBy(SqlSupportedGroupBy.SQL_GROUP_BY_UNRELATED)
                .withSqlSupportsLikeEscapeClause(true)
                .withSqlSupportsNonNullableColumns(true)
                .withSqlSupportedGrammar(SupportedSqlGrammar.SQL_MINIMUM_GRAMMAR, SupportedSqlGrammar.SQL_CORE_GRAMMAR)
                .withSqlAnsi92SupportedLevel(SupportedAnsi92SqlGrammarLevel.ANSI92_ENTRY_SQL)
                .withSqlOuterJoinSupportLevel(SqlOuterJoinsSupportLevel.SQL_FULL_OUTER_JOINS)
                .withSqlSubQueriesSupported(
                        SqlSupportedSubqueries.SQL_SUBQUERIES_IN_COMPARISONS,
                        SqlSupportedSubqueries.SQL_SUBQUERIES_IN_EXISTS,
                        SqlSupportedSubqueries.SQL_SUBQUERIES_IN_INS,
                        SqlSupportedSubqueries.SQL_SUBQUERIES_IN_QUANTIFIEDS)
                .withSqlCorrelatedSubqueriesSupported(true)
                .withSqlSupportedUnions(SqlSupportedUnions.SQL_UNION, SqlSupportedUnions.SQL_UNION_ALL)
                .withSqlSupportedResultSetTypes(SqlSupportedResultSetType.SQL_RESULT_SET_TYPE_FORWARD_ONLY)
                .withSqlSelectForUpdateSupported(false)
                .withSqlStoredProceduresSupported(false)
                .withSqlNamedParametersSupported(false)
                .withSqlMaxCharLiteralLength(MOST_TEXT);
    }

    private static String version(Class<?> of) {
        return Optional.ofNullable(of.getPackage().getImplementationVersion()).orElse("unknown");
    }
}
