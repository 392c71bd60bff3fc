package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.salesforce.PlayedOrg.Played;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of an answer that is not the one asked for. */
class RefusalsTest extends PlayedOrgForEachTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | REQUEST_LIMIT_EXCEEDED | TotalRequests Limit exceeded.           | LIMIT_EXCEEDED",
                "403 | REQUEST_LIMIT_EXCEEDED | ConcurrentRequests (Concurrent API Requests) Limit exceeded. | TOO_MANY_AT_ONCE",
                "503 | REQUEST_LIMIT_EXCEEDED | ConcurrentPerOrgLongTxn Limit exceeded. | TOO_MANY_AT_ONCE",
                "403 | API_DISABLED_FOR_ORG   | The REST API is not enabled             | API_DISABLED",
                "403 | API_CURRENTLY_DISABLED | API is disabled for this User           | API_DISABLED",
                "400 | INVALID_TYPE           | sObject type 'A' is not supported.      | OBJECT_NOT_VISIBLE",
                "400 | INVALID_FIELD          | No such column 'X' on entity 'Account'. | FIELD_NOT_VISIBLE",
                "400 | INVALID_FIELD          | field 'X' can not be filtered           | QUERY_MALFORMED",
                "400 | MALFORMED_QUERY        | unexpected token: 'FORM'                | QUERY_MALFORMED",
                "400 | INVALID_QUERY_LOCATOR  | invalid query locator                   | QUERY_EXPIRED",
                "400 | QUERY_TIMEOUT          | Your query request was running too long | QUERY_TIMED_OUT",
                "404 | NOT_FOUND              | The requested resource does not exist   | VERSION_UNSUPPORTED",
                "503 | SERVER_UNAVAILABLE     | Try again                               | UNAVAILABLE",
                "400 | SOMETHING_NEW          | Never heard of                          | OTHER",
            })
    void each_refusal_has_its_reason_and_salesforce_s_own_code(int status, String code, String said, Reason reason) {
        org.on(QUERY, Played.error(status, code, said));

        SalesforceException refusal = refused(() -> client.query("SELECT X FROM A", NAME));

        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.errorCode()).isEqualTo(code);
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.getMessage()).contains(said);
        assertThat(refusal.advice()).isNotBlank();
    }

    @Test
    void of_a_query_s_error_the_place_and_the_complaint_are_told_in_one_line() {
        org.on(
                QUERY,
                Played.error(
                        400,
                        "INVALID_FIELD",
                        "\\nSELECT X FROM Account\\n       ^\\nERROR at Row:1:Column:8\\nNo such column 'X' on entity"
                                + " 'Account'."));

        assertThat(refused(() -> client.query("SELECT X FROM Account", NAME)).getMessage())
                .endsWith("INVALID_FIELD: ERROR at Row:1:Column:8 No such column 'X' on entity 'Account'.");
    }

    @Test
    void a_redirect_is_told_with_the_name_that_the_org_has_now_and_not_followed() {
        org.on(
                QUERY,
                Played.html(301).with("Location", "https://acme-new.my.salesforce.com/services/data?sid=00D!hidden"));

        SalesforceException refusal = refused(() -> client.query("q", NAME));

        assertThat(refusal.reason()).isEqualTo(Reason.UNEXPECTED_ANSWER);
        assertThat(refusal.getMessage())
                .endsWith("HTTP 301 without an error code. It leads to https://acme-new.my.salesforce.com.");
        assertThat(org.apiCalls()).hasSize(1);
    }

    @Test
    void what_is_no_answer_of_salesforce_s_is_told_apart() {
        org.on(QUERY, Played.html(200));
        assertThat(refused(() -> client.query("q", NAME)).reason()).isEqualTo(Reason.UNEXPECTED_ANSWER);
        org.on(QUERY, Played.html(503));
        assertThat(refused(() -> client.query("q", NAME)).reason()).isEqualTo(Reason.UNAVAILABLE);
        org.on(
                QUERY,
                Played.json(200, "{\"totalSize\":1,\"records\":[{\"Name\":\"a\"")
                        .gzipped(0));
        assertThat(refused(() -> rows("q", NAME)).reason()).isEqualTo(Reason.UNEXPECTED_ANSWER);
        org.on(QUERY, page(1, null, "{\"Name\":\"a\"}").gzipped(12));
        assertThat(refused(() -> rows("q", NAME)).reason()).isEqualTo(Reason.UNEXPECTED_ANSWER);
        org.on(QUERY, page(1, null, "{\"Name\":\"not a date\"}"));
        assertThat(refused(() -> rows("q", List.of(column(FieldType.DATE, "Name"))))
                        .reason())
                .isEqualTo(Reason.UNEXPECTED_ANSWER);
        org.close();
        assertThat(refused(() -> client.query("q", NAME)).reason())
                .isIn(Reason.CONNECTION_REFUSED, Reason.CONNECTION_BROKEN);
    }
}
