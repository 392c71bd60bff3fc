package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.salesforce.PlayedOrg.Played;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries, and the tokens that they travel with. */
class SalesforceClientTest extends PlayedOrgForEachTest {
    @Test
    void every_type_is_decoded_exactly() {
        org.on(QUERY, Played.json(200, """
                {"totalSize":1,"done":true,"records":[{"attributes":{"type":"A","url":"/x"},
                 "Id":"001000000000001AAA","Amount":12345678901234567890.123456789,"Big":1.0E7,"Flag":true,"Count":145.0,
                 "Wide":9007199254740993,"Day":"2024-02-29","Moment":"2024-02-29T23:59:59.123+0000",
                 "Noon":"12:00:00.000Z","Bytes":"AAEC/w==","BillingAddress":{"city":"Köln","geo":[1.50,null]},
                 "Nothing":null,"Text":"a \\"b\\" \\u20ac\\n","Unasked":{"deep":[1,2]}}]}""").gzipped(0));

        try (QueryCursor cursor = client.query(
                "SELECT everything FROM A",
                List.of(
                        column(FieldType.ID, "Id"),
                        column(FieldType.CURRENCY, "Amount"),
                        column(FieldType.DOUBLE, "Big"),
                        column(FieldType.BOOLEAN, "Flag"),
                        column(FieldType.INT, "Count"),
                        column(FieldType.LONG, "Wide"),
                        column(FieldType.DATE, "Day"),
                        column(FieldType.DATETIME, "moment"),
                        column(FieldType.TIME, "Noon"),
                        column(FieldType.BASE64, "Bytes"),
                        column(FieldType.ADDRESS, "BillingAddress"),
                        column(FieldType.DATE, "Nothing"),
                        column(FieldType.TEXTAREA, "Text"),
                        column(FieldType.STRING, "Absent")))) {
            assertThat(cursor.next()).isTrue();
            assertThat(row(cursor, 14))
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactly(
                            "001000000000001AAA",
                            new BigDecimal("12345678901234567890.123456789"),
                            new BigDecimal("1.0E7"),
                            true,
                            145,
                            9007199254740993L,
                            LocalDate.of(2024, 2, 29),
                            Instant.parse("2024-02-29T23:59:59.123Z"),
                            LocalTime.NOON,
                            new byte[] {0, 1, 2, -1},
                            "{\"city\":\"Köln\",\"geo\":[1.50,null]}",
                            null,
                            "a \"b\" €\n",
                            null);
            assertThat(cursor.next()).isFalse();
        }
    }

    @Test
    void parents_are_followed_and_a_missing_one_empties_its_columns() {
        org.on(QUERY, page(2, null, """
                {"attributes":{},"Name":"Ada","Account":{"attributes":{},"Name":"Acme","Owner":{"Name":"Root"}}},
                {"attributes":{},"Name":"Bob","Account":null}"""));

        List<List<@Nullable Object>> rows = rows(
                "SELECT Name, Account.Name, Account.Owner.Name FROM Contact",
                List.of(
                        column(FieldType.STRING, "Name"),
                        column(FieldType.STRING, "Account", "Name"),
                        column(FieldType.STRING, "Account", "Owner", "Name")));

        assertThat(rows).containsExactly(List.of("Ada", "Acme", "Root"), Arrays.asList("Bob", null, null));
    }

    @Test
    void pages_follow_each_other_with_one_call_each() {
        org.on(QUERY, page(3, "/services/data/v55.0/query/01g-2", "{\"Name\":\"a\"},{\"Name\":\"b\"}"));
        org.on(QUERY + "/01g-2", page(3, null, "{\"Name\":\"c\"}"));

        assertThat(rows("SELECT Name FROM A", NAME)).containsExactly(List.of("a"), List.of("b"), List.of("c"));
        assertThat(org.apiCalls()).containsExactly(QUERY + " T1", QUERY + "/01g-2 T1");
        assertThat(org.seen().get(1).query()).isEqualTo("q=SELECT Name FROM A");
        assertThat(org.seen().get(1).header("Accept-encoding")).isEqualTo("gzip");
        assertThat(client.usage().calls()).isEqualTo(2);
    }

    @Test
    void the_next_page_is_requested_while_this_one_is_read_and_no_further() throws InterruptedException {
        CountDownLatch secondAsked = new CountDownLatch(1);
        org.on(QUERY, page(3, "/services/data/v55.0/query/01g-1", "{\"Name\":\"a\"}"));
        org.on(QUERY + "/01g-1", request -> {
            secondAsked.countDown();
            return page(3, "/services/data/v55.0/query/01g-2", "{\"Name\":\"b\"}");
        });
        org.on(QUERY + "/01g-2", page(3, null, "{\"Name\":\"c\"}"));

        try (QueryCursor cursor = client.query("SELECT Name FROM A", NAME)) {
            assertThat(client.usage().calls())
                    .as("nothing is fetched ahead for who never reads")
                    .isEqualTo(1);
            cursor.next();
            secondAsked.await();
            assertThat(cursor.value(0)).isEqualTo("a");
            assertThat(client.usage().calls()).isEqualTo(2);
        }
        assertThat(org.apiCalls()).hasSize(2);
    }

    @Test
    void closing_a_query_from_another_thread_ends_the_wait_for_its_page() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        org.on(QUERY, page(2, "/services/data/v55.0/query/01g-1", "{\"Name\":\"a\"}"));
        org.on(QUERY + "/01g-1", request -> {
            asked.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return page(2, null, "");
        });
        QueryCursor cursor = client.query("SELECT Name FROM A", NAME);
        cursor.next();
        Thread closer = new Thread(() -> {
            try {
                asked.await();
                client.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        closer.start();

        assertThat(refused(cursor::next).reason()).isEqualTo(Reason.INTERRUPTED);

        closer.join();
        end.countDown();
        cursor.close();
        assertThat(refused(cursor::next).reason()).isEqualTo(Reason.INTERRUPTED);
    }

    @Test
    void a_token_that_ends_between_two_pages_is_replaced_once_and_no_row_is_lost_or_doubled() {
        org.on(QUERY, page(4, "/services/data/v55.0/query/01g-2", "{\"Name\":\"a\"},{\"Name\":\"b\"}"));
        org.on(
                QUERY + "/01g-2",
                request -> request.header("Authorization").equals("Bearer T1")
                        ? invalidSession()
                        : page(4, "/services/data/v55.0/query/01g-3", "{\"Name\":\"c\"}"));
        org.on(QUERY + "/01g-3", page(4, null, "{\"Name\":\"d\"}"));

        assertThat(rows("SELECT Name FROM A", NAME))
                .containsExactly(List.of("a"), List.of("b"), List.of("c"), List.of("d"));
        assertThat(org.apiCalls())
                .containsExactly(QUERY + " T1", QUERY + "/01g-2 T1", QUERY + "/01g-2 T2", QUERY + "/01g-3 T2");
    }

    @Test
    void a_token_that_is_refused_again_after_its_replacement_ends_the_request() {
        org.on(QUERY, invalidSession());

        SalesforceException refusal = refused(() -> client.query("SELECT Name FROM A", NAME));

        assertThat(refusal.reason()).isEqualTo(Reason.SESSION_INVALID);
        assertThat(refusal.errorCode()).isEqualTo("INVALID_SESSION_ID");
        assertThat(refusal.status()).isEqualTo(401);
        assertThat(org.apiCalls()).containsExactly(QUERY + " T1", QUERY + " T2");
    }

    @Test
    void without_redirect_on_challenge_the_first_refusal_is_the_answer() {
        org.on(QUERY, invalidSession());
        try (SalesforceClient strict = org.client(false)) {
            assertThat(refused(() -> strict.query("SELECT Name FROM A", NAME)).reason())
                    .isEqualTo(Reason.SESSION_INVALID);
        }
        assertThat(org.apiCalls()).hasSize(1);
    }

    @Test
    void a_token_without_the_api_scope_is_not_replaced_in_vain() {
        org.on(QUERY, Played.error(401, "INVALID_SESSION_ID", "This session is not valid for use with the REST API"));

        assertThat(refused(() -> client.query("SELECT Name FROM A", NAME)).reason())
                .isEqualTo(Reason.API_SCOPE_MISSING);
        assertThat(org.apiCalls()).hasSize(1);
    }

    @Test
    void a_query_too_long_for_an_address_travels_in_a_body() {
        String soql = "SELECT Name FROM A WHERE Name IN ('" + "x".repeat(20_000) + "')";
        org.on(
                REST + "/composite/batch",
                Played.json(
                        200,
                        "{\"hasErrors\":false,\"results\":[{\"statusCode\":200,\"result\":{\"totalSize\":2,\"done\":false,"
                                + "\"nextRecordsUrl\":\"/services/data/v55.0/query/01g-1\",\"records\":[{\"Name\":\"a\"}]}}]}"));
        org.on(QUERY + "/01g-1", page(2, null, "{\"Name\":\"b\"}"));

        assertThat(rows(soql, NAME)).containsExactly(List.of("a"), List.of("b"));
        assertThat(org.seen().get(1).body())
                .startsWith("{\"batchRequests\":[{\"method\":\"GET\",\"url\":\"v55.0/query?q=SELECT%20Name");
    }

    @Test
    void a_long_query_s_refusal_is_found_inside_the_batch() {
        org.on(
                REST + "/composite/batch",
                Played.json(
                        200,
                        "{\"hasErrors\":true,\"results\":[{\"statusCode\":400,\"result\":[{\"errorCode\":"
                                + "\"INVALID_TYPE\",\"message\":\"sObject type 'A' is not supported.\"}]}]}"));

        SalesforceException refusal = refused(() -> client.query("SELECT Name FROM A --" + "x".repeat(20_000), NAME));

        assertThat(refusal.reason()).isEqualTo(Reason.OBJECT_NOT_VISIBLE);
        assertThat(refusal.status()).isEqualTo(400);
    }

    @Test
    void the_content_of_a_blob_is_fetched_when_it_is_asked_for() {
        String body = "/services/data/v55.0/sobjects/Attachment/00P000000000001AAA/Body";
        org.on(QUERY, page(1, null, "{\"Body\":\"" + body + "\"}"));
        org.on(body, Played.json(200, "the content"));

        try (QueryCursor cursor =
                client.query("SELECT Body FROM Attachment", List.of(column(FieldType.BASE64, "Body")))) {
            cursor.next();
            assertThat(client.usage().calls()).isEqualTo(1);
            assertThat(cursor.value(0)).isEqualTo("the content".getBytes(StandardCharsets.UTF_8));
            assertThat(cursor.value(0)).isNotNull();
            assertThat(client.usage().calls()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"https://elsewhere.example/services/data/x", "//elsewhere.example/x", "/other/x"})
    void the_token_never_follows_an_address_out_of_the_org(String next) {
        org.on(QUERY, page(2, next, "{\"Name\":\"a\"}"));
        try (QueryCursor cursor = client.query("SELECT Name FROM A", NAME)) {
            assertThat(refused(cursor::next).reason()).isEqualTo(Reason.UNEXPECTED_ANSWER);
        }
        assertThat(org.apiCalls()).hasSize(1);
    }
}
