package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.salesforce.PlayedOrg.Played;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesforceClientTest {
    private static final String REST = "/services/data/v55.0";
    private static final String QUERY = REST + "/query";
    private static final String SOAP = "/services/Soap/c/55.0";
    private static final List<QueryColumn> NAME = List.of(column(FieldType.STRING, "Name"));

    private final PlayedOrg org = new PlayedOrg();
    private final SalesforceClient client = org.client(true);

    @AfterEach
    void close() {
        client.close();
        org.close();
    }

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | REQUEST_LIMIT_EXCEEDED | TotalRequests Limit exceeded.           | LIMIT_EXCEEDED",
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

    @Test
    void describe_reads_fields_and_relationships() {
        org.on(REST + "/sobjects/Contact/describe", Played.json(200, """
                {"name":"Contact","label":"Contact","labelPlural":"Contacts","keyPrefix":"003","custom":false,
                 "queryable":true,"createable":true,"updateable":true,"deletable":true,"urls":{"x":"y"},
                 "fields":[{"name":"AccountId","label":"Account ID","type":"reference","length":18,"nillable":true,
                   "filterable":true,"relationshipName":"Account","referenceTo":["Account"],"picklistValues":[]},
                  {"name":"Level","label":"Level","type":"picklist","picklistValues":[
                   {"value":"One","label":null,"active":true,"defaultValue":false,"validFor":null}]},
                  {"name":"Odd","label":"Odd","type":"hologram","referenceTo":null}],
                 "childRelationships":[{"childSObject":"Case","field":"ContactId","relationshipName":"Cases",
                   "cascadeDelete":false,"junctionIdListNames":[]}]}""").gzipped(0));

        SObjectDescribe contact = client.describeMany(List.of("Contact")).get(0);

        assertThat(contact.keyPrefix()).isEqualTo("003");
        assertThat(contact.deletable()).isTrue();
        FieldDescribe account = contact.field("accountid").orElseThrow();
        assertThat(account.type()).isEqualTo(FieldType.REFERENCE);
        assertThat(account.referenceTo()).containsExactly("Account");
        assertThat(account.relationshipName()).isEqualTo("Account");
        assertThat(account.compoundFieldName()).isNull();
        assertThat(contact.field("Level").orElseThrow().picklistValues())
                .containsExactly(new PicklistValue("One", "One", true, false));
        assertThat(contact.field("Odd").orElseThrow().type()).isEqualTo(FieldType.UNKNOWN);
        assertThat(contact.field("Odd").orElseThrow().referenceTo()).isEmpty();
        assertThat(contact.childRelationships())
                .containsExactly(new ChildRelationship("Case", "ContactId", "Cases", false));
    }

    @Test
    void an_sobject_that_the_user_may_not_see_is_told_as_such() {
        SalesforceException refusal = refused(() -> client.describe("Secret__c"));

        assertThat(refusal.reason()).isEqualTo(Reason.OBJECT_NOT_VISIBLE);
        assertThat(refusal.getMessage()).contains("Secret__c");
        assertThat(refusal.advice()).contains("Object Settings").contains("typo");
    }

    @Test
    void describe_global_limits_and_usage_are_read() {
        org.on(REST + "/sobjects", Played.json(200, """
                {"encoding":"UTF-8","maxBatchSize":200,"sobjects":[{"name":"Account","label":"Account",
                 "labelPlural":"Accounts","keyPrefix":"001","custom":false,"queryable":true,"urls":{}}]}"""));
        org.on(
                REST + "/limits",
                Played.json(200, "{\"DailyApiRequests\":{\"Max\":15000,\"Remaining\":14998,\"App\":{\"Max\":0}}}")
                        .with("Sforce-Limit-Info", "per-app-api-usage=1/2(appName=x); api-usage=18/15000"));

        assertThat(client.describeGlobal())
                .containsExactly(new SObjectSummary("Account", "Account", "Accounts", "001", false, true));
        assertThat(client.limits().dailyApiRequests()).contains(new Limits.Limit(15000, 14998));
        assertThat(client.usage().calls()).isEqualTo(2);
        assertThat(client.usage().used()).isEqualTo(18);
        assertThat(client.usage().limit()).isEqualTo(15000);
    }

    @Test
    void user_info_takes_its_own_words_for_a_bad_token() {
        org.on(
                "/services/oauth2/userinfo",
                request -> request.header("Authorization").equals("Bearer T1")
                        ? Played.json(403, "Bad_OAuth_Token")
                        : Played.json(
                                200,
                                "{\"user_id\":\"005000000000001AAA\",\"organization_id\":\"00D000000000001AAA\","
                                        + "\"preferred_username\":\"ada@acme.example\"}"));

        UserInfo user = client.userInfo(org.address().resolve("/services/oauth2/userinfo"));

        assertThat(user.username()).isEqualTo("ada@acme.example");
        assertThat(user.integrationUser()).isNull();
        assertThat(client.usage().calls()).as("user info is not metered").isZero();
    }

    @Test
    void soap_takes_the_token_as_session_and_its_fault_replaces_it() {
        org.on(
                SOAP,
                request -> request.body().contains("<urn:sessionId>T1</urn:sessionId>")
                        ? Played.xml(
                                500, fault("sf:INVALID_SESSION_ID", "INVALID_SESSION_ID: Invalid Session ID found"))
                        : Played.xml(200, userInfo("00D000000000001AAA")));

        SoapUserInfo user = client.soapUserInfo();

        assertThat(user.organizationId()).isEqualTo("00D000000000001AAA");
        assertThat(user.fullName()).isEqualTo("Ada & Co");
        assertThat(org.seen().get(1).header("Soapaction")).isEqualTo("\"\"");
        assertThat(org.apiCalls()).hasSize(2);
    }

    @Test
    void soap_s_faults_have_their_reasons() {
        org.on(SOAP, Played.xml(500, fault("sf:API_DISABLED_FOR_ORG", "API_DISABLED_FOR_ORG: API is not enabled")));
        assertThat(refused(client::soapUserInfo).reason()).isEqualTo(Reason.API_DISABLED);
        org.on(SOAP, Played.xml(500, fault("soapenv:UNSUPPORTED_API_VERSION", "no")));
        assertThat(refused(client::soapUserInfo).reason()).isEqualTo(Reason.VERSION_UNSUPPORTED);
        org.on(SOAP, Played.html(500));
        assertThat(refused(client::soapUserInfo).reason()).isEqualTo(Reason.UNAVAILABLE);
        org.on(
                SOAP,
                Played.xml(
                        200,
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                                + userInfo("00D000000000001AAA").replace("Ada", "&e;")));
        assertThat(refused(client::soapUserInfo).reason()).isEqualTo(Reason.UNEXPECTED_ANSWER);
    }

    static String userInfo(String organizationId) {
        return "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns=\"urn:enterprise.soap.sforce.com\"><soapenv:Body><getUserInfoResponse><result>"
                + "<userId>005000000000001AAA</userId><userName>ada@acme.example</userName>"
                + "<userFullName>Ada &amp; Co</userFullName><profileId>00e000000000001AAA</profileId>"
                + "<organizationId>" + organizationId + "</organizationId>"
                + "<organizationName>Acme</organizationName>"
                + "</result></getUserInfoResponse></soapenv:Body></soapenv:Envelope>";
    }

    static String fault(String code, String text) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope"
                + " xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:sf=\"urn:fault.enterprise.soap.sforce.com\"><soapenv:Body><soapenv:Fault><faultcode>" + code
                + "</faultcode><faultstring>" + text
                + "</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>";
    }

    static Played page(int totalSize, @Nullable String next, String records) {
        return Played.json(
                200,
                "{\"totalSize\":" + totalSize + ",\"done\":" + (next == null)
                        + (next == null ? "" : ",\"nextRecordsUrl\":\"" + next + "\"") + ",\"records\":[" + records
                        + "]}");
    }

    static Played invalidSession() {
        return Played.error(401, "INVALID_SESSION_ID", "Session expired or invalid");
    }

    private List<List<@Nullable Object>> rows(String soql, List<QueryColumn> columns) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (QueryCursor cursor = client.query(soql, columns)) {
            while (cursor.next()) {
                rows.add(row(cursor, columns.size()));
            }
        }
        return rows;
    }

    private static List<@Nullable Object> row(QueryCursor cursor, int width) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int column = 0; column < width; column++) {
            row.add(cursor.value(column));
        }
        return row;
    }

    private static QueryColumn column(FieldType type, String... path) {
        return new QueryColumn(List.of(path), type);
    }

    private static SalesforceException refused(ThrowingCallable call) {
        return catchThrowableOfType(SalesforceException.class, call);
    }
}
