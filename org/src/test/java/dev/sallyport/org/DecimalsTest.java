package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.OrgClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers with digits behind the point, and large ones. */
class DecimalsTest {
    private static final String ROOT = "/services/data/v68.0";

    @RegisterExtension
    static final RestOrg ORG = new RestOrg(0);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            237.631          | 237.631
            0.00001          | 1.0E-5
            0.001            | 0.001
            -0.5             | -0.5
            0                | 0.0
            1234567          | 1234567.0
            9999999.99       | 9999999.99
            10000000         | 1.0E7
            12345678         | 1.2345678E7
            -12345678.9      | -1.23456789E7
            16147805824397   | 1.6147805824397E13
            1234567890123456 | 1.234567890123456E15
            """)
    void a_number_is_read_as_it_was_sent_in_the_form_of_a_double(String sent, String read) {
        String id = create("AnnualRevenue", sent);

        assertThat(ORG.client()
                        .get(ROOT + "/sobjects/Account/" + id + "?fields=AnnualRevenue", ORG.token())
                        .text())
                .contains("\"AnnualRevenue\":" + read + "}");
        assertThat(query("SELECT AnnualRevenue FROM Account WHERE Id = '" + id + "' AND AnnualRevenue = " + sent))
                .contains("\"AnnualRevenue\":" + read + "}");
        assertThat(query("SELECT SUM(AnnualRevenue) s FROM Account WHERE Id = '" + id + "'"))
                .contains("\"s\":" + read + "}");
    }

    @Test
    void more_than_twenty_four_digits_behind_the_point_are_not_kept() {
        String id = create("AnnualRevenue", "0.123456789012345678901234567");

        assertThat(query("SELECT Id FROM Account WHERE Id = '" + id
                        + "' AND AnnualRevenue = 0.123456789012345678901235"))
                .contains("\"totalSize\":1");
    }

    @Test
    void only_the_digits_before_the_point_are_bounded() {
        Answer fits =
                ORG.client().post(ROOT + "/sobjects/Site_Visit__c", ORG.token(), "{\"Temperature__c\":999.999999}");
        Answer doesNot = ORG.client().post(ROOT + "/sobjects/Site_Visit__c", ORG.token(), "{\"Temperature__c\":1000}");

        assertThat(fits.status()).as(fits.text()).isEqualTo(201);
        assertThat(doesNot.refusal())
                .isEqualTo("NUMBER_OUTSIDE_VALID_RANGE: Temperature: value outside of valid range on numeric field:"
                        + " 1000.0");
    }

    @Test
    void a_formatted_number_is_rounded_to_the_scale_of_its_field() {
        String id = create("AnnualRevenue", "1234.5678");

        assertThat(query("SELECT FORMAT(AnnualRevenue) f FROM Account WHERE Id = '" + id + "'"))
                .contains("\"f\":\"$1,234.57\"");
    }

    @Test
    void a_bulk_query_writes_numbers_as_the_other_apis_do() {
        String id = create("AnnualRevenue", "16147805824397.125");

        BulkJobs bulk = new BulkJobs(ORG.client(), ORG.token());
        String job = bulk.query("SELECT AnnualRevenue FROM Account WHERE Id = '" + id + "'");

        assertThat(bulk.rows("/query/" + job + "/results")).containsExactly("\"1.6147805824397125E13\"");
    }

    private static String create(String field, String value) {
        Answer answer = ORG.client()
                .post(ROOT + "/sobjects/Account", ORG.token(), "{\"Name\":\"N\",\"" + field + "\":" + value + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    private static String query(String soql) {
        return ORG.client()
                .get(ROOT + "/query?q=" + OrgClient.encode(soql), ORG.token())
                .text();
    }
}
