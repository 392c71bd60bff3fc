package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bulk queries whose result is read in several pages at once. */
class BulkPagesTest extends QueryCursorContract {
    private static final List<QueryColumn> ID = List.of(new QueryColumn(List.of("Id"), FieldType.ID));

    @BeforeAll
    void smallPages() {
        filled().org().controls().setRowsOfBulkResultSets(300);
    }

    @Override
    QueryCursor open(
            SalesforceClient client, String fields, String sObject, @Nullable String where, List<QueryColumn> columns) {
        return client.bulkQuery(soql(fields, sObject, where), QueryScope.QUERY, columns, RowOrder.ANY, 0);
    }

    @Test
    void a_query_costs_a_call_for_each_page_and_one_for_five_of_them() {
        filled().client().limits();
        filled().org().controls().resetCounts();

        int rows = FilledOrg.rows(open(filled().client(), "Id", "Contact", null, ID), 1)
                .size();

        int pages = (rows + 299) / 300;
        assertThat(pages).isGreaterThan(10);
        assertThat(filled().org().controls().count(ApiKind.BULK).requests())
                .as("open, look, list, read, delete")
                .isEqualTo(3 + (pages + 4) / 5 + pages);
    }

    @Test
    void rows_that_are_wanted_as_queried_come_so() {
        String soql = "SELECT Id FROM Contact ORDER BY Email, Id";

        List<List<@Nullable Object>> rows =
                FilledOrg.rows(filled().client().bulkQuery(soql, QueryScope.QUERY, ID, RowOrder.AS_QUERIED, 0), 1);

        assertThat(rows).isEqualTo(FilledOrg.rows(filled().client().query(soql, ID), 1));
    }

    @Test
    void pages_that_are_refused_for_a_moment_lose_no_record() {
        try (QueryCursor cursor = open(filled().client(), "Id", "Account", null, ID)) {
            long total = cursor.totalSize();
            for (int fault = 0; fault < 3; fault++) {
                filled().org().controls().failNext(ApiKind.BULK, Fault.unavailable(Duration.ofSeconds(1)));
                filled().org().controls().failNext(ApiKind.BULK, Fault.droppedConnection());
            }

            assertThat(FilledOrg.rows(cursor, 1)).doesNotHaveDuplicates().hasSize((int) total);
        }
    }
}
