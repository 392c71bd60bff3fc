package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.http.ApiKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RangesQueryTest extends QueryCursorContract {
    private static final List<QueryColumn> ID = List.of(new QueryColumn(List.of("Id"), FieldType.ID));

    @Override
    QueryCursor open(
            SalesforceClient client, String fields, String sObject, @Nullable String where, List<QueryColumn> columns) {
        return inRanges(client, fields, sObject, where, columns, 2);
    }

    private static QueryCursor inRanges(
            SalesforceClient client,
            String fields,
            String sObject,
            @Nullable String where,
            List<QueryColumn> columns,
            int ranges) {
        return client.queryInRanges(
                sObject,
                range -> soql(fields, sObject, where == null ? range : "(" + where + ") AND " + range),
                columns,
                ranges);
    }

    @Test
    void two_calls_find_the_bounds_and_each_page_is_one() {
        filled().client().limits();
        filled().org().controls().resetCounts();
        int records = FilledOrg.rows(inRanges(filled().client(), "Id", "Contact", null, ID, 2), 1)
                .size();

        // Ids are given one after the other, so each range has a half.
        int pagesOfRange = ((records + 1) / 2 + 1_999) / 2_000;
        assertThat(filled().org().controls().count(ApiKind.QUERY).requests()).isEqualTo(2 + 2);
        assertThat(filled().org().controls().count(ApiKind.QUERY_MORE).requests())
                .isEqualTo(2L * (pagesOfRange - 1));
    }

    @Test
    void more_ranges_than_records_leave_none_out() {
        int users = FilledOrg.rows(filled().client().query("SELECT Id FROM Profile", ID), 1)
                .size();

        assertThat(FilledOrg.rows(inRanges(filled().client(), "Id", "Profile", null, ID, 8), 1))
                .hasSize(users)
                .doesNotHaveDuplicates();
    }

    @Test
    void an_object_without_records_is_asked_once() {
        assertThat(FilledOrg.rows(inRanges(filled().client(), "Id", "Note", null, ID, 8), 1))
                .isEmpty();
    }
}
