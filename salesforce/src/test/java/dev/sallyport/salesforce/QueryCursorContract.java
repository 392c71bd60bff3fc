package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.salesforce.SalesforceException.Reason;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for a query's records by whichever way they come: they are what REST's pages have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class QueryCursorContract {
    private static final List<QueryColumn> ID = List.of(new QueryColumn(List.of("Id"), FieldType.ID));

    private FilledOrg filled;

    @BeforeAll
    void start() {
        filled = new FilledOrg(22_000);
    }

    @AfterAll
    void stop() {
        filled.close();
    }

    /** Opens the query {@code SELECT fields FROM sObject [WHERE where]}. */
    abstract QueryCursor open(
            SalesforceClient client, String fields, String sObject, @Nullable String where, List<QueryColumn> columns);

    FilledOrg filled() {
        return filled;
    }

    static String soql(String fields, String sObject, @Nullable String where) {
        return "SELECT " + fields + " FROM " + sObject + (where == null ? "" : " WHERE " + where);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Account",
                "Contact",
                "Lead",
                "Opportunity",
                "OpportunityLineItem",
                "Case",
                "Task",
                "Event",
                "Product2",
                "Campaign",
                "User",
                "Site_Visit__c"
            })
    void every_field_of_every_record_is_what_rest_gives(String sObject) {
        List<QueryColumn> columns = filled.client().describe(sObject).fields().stream()
                .filter(field -> !field.type().isCompound() && field.type() != FieldType.BASE64)
                .map(field -> new QueryColumn(List.of(field.name()), field.type()))
                .toList();
        String fields = String.join(
                ",", columns.stream().map(column -> column.path().get(0)).toList());
        List<List<@Nullable Object>> byRest =
                FilledOrg.rows(filled.client().query(soql(fields, sObject, null), columns), columns.size());

        List<List<@Nullable Object>> rows =
                FilledOrg.rows(open(filled.client(), fields, sObject, null, columns), columns.size());

        assertThat(rows).containsExactlyInAnyOrderElementsOf(byRest).isNotEmpty();
    }

    @Test
    void parents_are_followed_and_a_missing_one_empties_its_columns() {
        String fields = "Id, Account.Name, Account.Owner.Name, Account.AnnualRevenue, ReportsTo.Name";
        List<QueryColumn> columns = List.of(
                new QueryColumn(List.of("Id"), FieldType.ID),
                new QueryColumn(List.of("Account", "Name"), FieldType.STRING),
                new QueryColumn(List.of("account", "Owner", "NAME"), FieldType.STRING),
                new QueryColumn(List.of("Account", "AnnualRevenue"), FieldType.CURRENCY),
                new QueryColumn(List.of("ReportsTo", "Name"), FieldType.STRING));
        List<List<@Nullable Object>> byRest =
                FilledOrg.rows(filled.client().query(soql(fields, "Contact", null), columns), 5);

        List<List<@Nullable Object>> rows = FilledOrg.rows(open(filled.client(), fields, "Contact", null, columns), 5);

        assertThat(rows).containsExactlyInAnyOrderElementsOf(byRest);
        assertThat(rows).anyMatch(row -> row.get(2) != null).anyMatch(row -> row.get(4) == null);
    }

    @Test
    void many_pages_have_every_record_once() {
        List<List<@Nullable Object>> rows = FilledOrg.rows(open(filled.client(), "Id", "Contact", null, ID), 1);

        assertThat(rows).hasSizeGreaterThan(2_000).doesNotHaveDuplicates();
        assertThat((long) rows.size())
                .isEqualTo(filled.client().recordCounts(List.of("Contact")).get("Contact"));
    }

    @Test
    void a_condition_of_the_query_holds() {
        String where = "StageName = 'Closed Won' OR Amount > 50000";

        List<List<@Nullable Object>> rows = FilledOrg.rows(open(filled.client(), "Id", "Opportunity", where, ID), 1);

        assertThat(rows)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        FilledOrg.rows(filled.client().query(soql("Id", "Opportunity", where), ID), 1));
    }

    @Test
    void the_total_is_known_before_the_first_record() {
        try (QueryCursor cursor = open(filled.client(), "Id", "Account", null, ID)) {
            assertThat(cursor.totalSize()).isEqualTo(FilledOrg.rows(cursor, 1).size());
        }
    }

    @Test
    void no_record_is_an_empty_result() {
        assertThat(FilledOrg.rows(open(filled.client(), "Id", "Account", "Name = 'nobody has this'", ID), 1))
                .isEmpty();
    }

    @Test
    void a_token_that_ends_on_the_way_loses_and_doubles_no_record() {
        QueryCursor cursor = open(filled.client(), "Id", "Contact", null, ID);
        assertThat(cursor.next()).isTrue();
        Object first = cursor.value(0);
        filled.org().controls().expireSessions();

        List<List<@Nullable Object>> rest = FilledOrg.rows(cursor, 1);

        assertThat(rest).doesNotContain(Arrays.asList(first)).doesNotHaveDuplicates();
        assertThat((long) rest.size() + 1)
                .isEqualTo(filled.client().recordCounts(List.of("Contact")).get("Contact"));
    }

    @Test
    void a_closed_cursor_gives_no_more() {
        QueryCursor cursor = open(filled.client(), "Id", "Contact", null, ID);
        cursor.next();
        cursor.close();
        cursor.close();

        assertThat(catchThrowableOfType(SalesforceException.class, cursor::next).reason())
                .isEqualTo(Reason.INTERRUPTED);
    }

    @Test
    void a_closed_client_closes_its_cursors() {
        QueryCursor cursor = open(filled.client(), "Id", "Contact", null, ID);

        filled.client().close();

        assertThat(catchThrowableOfType(SalesforceException.class, cursor::next).reason())
                .isEqualTo(Reason.INTERRUPTED);
    }

    @Test
    void a_field_that_is_not_there_is_named() {
        SalesforceException failure = catchThrowableOfType(
                SalesforceException.class,
                () -> open(filled.client(), "Id, Nmae", "Contact", null, ID).next());

        assertThat(failure.reason()).isEqualTo(Reason.FIELD_NOT_VISIBLE);
        assertThat(failure.getMessage()).contains("Nmae");
    }
}
