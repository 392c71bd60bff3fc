package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import dev.sallyport.org.setup.Edition;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestApiTest {
    private static final String ROOT = "/services/data/v68.0";

    private LocalOrg org;
    private OrgClient client;
    private ReadyApp ready;
    private String token;

    @BeforeEach
    void start() {
        use(LocalOrg.builder().records(500).start());
    }

    @AfterEach
    void stop() {
        org.close();
    }

    private void use(LocalOrg started) {
        org = started;
        client = new OrgClient(org);
        ready = org.readyApp();
        token = client.token(ready);
    }

    @Test
    void every_authorised_answer_tells_what_is_left_of_the_daily_limit() {
        assertThat(client.get(ROOT, token).header("Sforce-Limit-Info")).isEqualTo("api-usage=1/100000");
        JsonNode limits = client.get(ROOT + "/limits", token).json();
        assertThat(limits.path("DailyApiRequests").path("Remaining").asInt()).isEqualTo(99_998);
        assertThat(org.controls().apiCalls()).isEqualTo(2);
    }

    @Test
    void a_call_beyond_the_daily_limit_is_refused_until_the_next_day() {
        org.controls().setDailyApiRequests(1);
        client.get(ROOT, token);

        Answer refused = client.get(ROOT, token);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.refusal()).isEqualTo("REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.");
    }

    @Test
    void a_token_that_is_missing_unknown_or_expired_is_refused_alike() {
        String expected = "INVALID_SESSION_ID: Session expired or invalid";
        Answer missing = client.send(client.request(ROOT + "/limits"));
        assertThat(missing.status()).isEqualTo(401);
        assertThat(missing.refusal()).isEqualTo(expected);
        assertThat(client.get(ROOT + "/limits", "00D!no").refusal()).isEqualTo(expected);

        org.controls().expireSessions();
        assertThat(client.get(ROOT + "/limits", token).refusal()).isEqualTo(expected);
    }

    @Test
    void an_apex_rest_service_is_an_address_that_nothing_is_mapped_to() {
        Answer refused = client.get("/services/apexrest/Merchandise/v1?limit=2", token);

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.header("Content-Type")).isEqualToIgnoringCase("application/json;charset=UTF-8");
        assertThat(refused.refusal()).isEqualTo("NOT_FOUND: Could not find a match for URL");
        assertThat(org.controls().apiCalls()).isEqualTo(1);
        assertThat(client.get("/services/apexrest", token).refusal()).isEqualTo(refused.refusal());
        assertThat(client.get("/services/apexrest/Merchandise/v1", "00D!no").refusal())
                .isEqualTo("INVALID_SESSION_ID: Session expired or invalid");
    }

    @Test
    void sessions_can_be_made_to_end_after_a_number_of_calls() {
        org.controls().expireSessionsAfter(2);

        assertThat(List.of(
                        client.get(ROOT, token).status(),
                        client.get(ROOT, token).status(),
                        client.get(ROOT, token).status()))
                .containsExactly(200, 200, 401);
    }

    @Test
    void a_version_or_resource_that_does_not_exist_is_not_found() {
        String expected = "NOT_FOUND: The requested resource does not exist";
        assertThat(client.get("/services/data/v99.0/limits", token).refusal()).isEqualTo(expected);
        assertThat(client.get("/services/data/68.0/limits", token).refusal()).isEqualTo(expected);
        Answer resource = client.get(ROOT + "/nothing", token);
        assertThat(resource.status()).isEqualTo(404);
        assertThat(resource.refusal()).isEqualTo(expected);
    }

    @Test
    void a_method_that_a_resource_does_not_have_is_named_with_those_it_has() {
        Answer refused = client.post(ROOT + "/limits", token, "{}");

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.refusal()).startsWith("METHOD_NOT_ALLOWED: HTTP Method 'POST' not allowed. Allowed are ");
    }

    @Test
    void an_edition_without_the_api_and_a_profile_without_it_are_refused() {
        String expected = "API_DISABLED_FOR_ORG: The REST API is not enabled for this Organization.";
        client.patch(
                "/setup/api/profiles/" + ready.profileId(),
                client.administratorSession(),
                "{\"administrativePermissions\":{\"apiEnabled\":false}}");
        Answer refused = client.get(ROOT + "/limits", token);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.refusal()).isEqualTo(expected);

        stop();
        use(LocalOrg.builder().records(0).edition(Edition.PROFESSIONAL).start());
        assertThat(client.get(ROOT + "/limits", token).refusal()).isEqualTo(expected);
    }

    @Test
    void a_token_without_the_api_scope_is_not_valid_for_the_rest_api() {
        client.patch(
                "/setup/api/connected-apps/" + ready.connectedAppId(),
                client.administratorSession(),
                "{\"oauthSettings\":{\"scopes\":[\"id\",\"openid\"]}}");

        Answer refused = client.get(ROOT + "/limits", client.token(ready));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.refusal())
                .isEqualTo("INVALID_SESSION_ID: This session is not valid for use with the REST API");
    }

    @Test
    void a_query_may_be_as_long_as_a_request_head_of_sixteen_kilobytes() {
        String names = IntStream.range(0, 900).mapToObj(i -> "'Name " + i + "'").collect(Collectors.joining(","));
        String soql = "SELECT Id FROM Account WHERE Name IN (" + names + ")";
        assertThat(OrgClient.encode(soql).length()).isBetween(9_000, 16_000);

        JsonNode page =
                client.get(ROOT + "/query?q=" + OrgClient.encode(soql), token).json();

        assertThat(page.path("done").asBoolean()).isTrue();
    }

    @Test
    void a_query_that_is_missing_and_a_locator_that_is_unknown_are_refused() {
        Answer missing = client.get(ROOT + "/query", token);
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.refusal()).startsWith("MALFORMED_QUERY");

        assertThat(client.get(ROOT + "/query/01g000000000000AAA-2000", token).refusal())
                .startsWith("INVALID_QUERY_LOCATOR");
    }

    @Test
    void describe_global_lists_what_the_running_user_may_read() {
        assertThat(typeNames()).contains("Account", "Contact", "User");

        hideAccount();

        assertThat(typeNames()).doesNotContain("Account", "Contact").contains("Lead");
    }

    @Test
    void describe_tells_of_fields_and_children_and_hides_what_the_user_may_not_see() {
        JsonNode account =
                client.get(ROOT + "/sobjects/account/describe", token).json();
        assertThat(account.path("name").asText()).isEqualTo("Account");
        assertThat(account.path("urls").path("describe").asText()).isEqualTo(ROOT + "/sobjects/Account/describe");
        assertThat(names(account.path("fields"), "name")).contains("Id", "Name", "Phone");
        assertThat(names(account.path("childRelationships"), "relationshipName"))
                .contains("Contacts");

        client.patch(
                "/setup/api/profiles/" + ready.profileId(),
                client.administratorSession(),
                "{\"fieldPermissions\":{\"Account.Phone\":{\"read\":false,\"edit\":false}}}");
        assertThat(names(
                        client.get(ROOT + "/sobjects/Account/describe", token)
                                .json()
                                .path("fields"),
                        "name"))
                .doesNotContain("Phone");

        hideAccount();
        assertThat(client.get(ROOT + "/sobjects/Account/describe", token).status())
                .isEqualTo(404);
    }

    @Test
    void a_describe_that_has_not_changed_is_not_sent_again() {
        Answer first = client.get(ROOT + "/sobjects/Contact/describe", token);

        Answer bySince = client.send(client.request(ROOT + "/sobjects/Contact/describe")
                .header("Authorization", "Bearer " + token)
                .header("If-Modified-Since", first.header("Last-Modified")));
        Answer byTag = client.send(client.request(ROOT + "/sobjects/Contact/describe")
                .header("Authorization", "Bearer " + token)
                .header("If-None-Match", first.header("ETag")));

        assertThat(bySince.status()).isEqualTo(304);
        assertThat(byTag.status()).isEqualTo(304);
        assertThat(bySince.text()).isEmpty();
    }

    @Test
    void an_answer_is_compressed_for_those_who_ask() {
        long plain = bytesOfDescribe("identity");
        long compressed = bytesOfDescribe("gzip");

        assertThat(compressed).isPositive().isLessThan(plain / 4);
    }

    @Test
    void the_next_request_of_a_kind_can_be_refused_or_dropped() {
        org.controls().failNext(ApiKind.REST, Fault.refusal(503, "SERVER_UNAVAILABLE", "Try again later"));
        assertThat(client.get(ROOT + "/limits", token).refusal()).isEqualTo("SERVER_UNAVAILABLE: Try again later");
        assertThat(client.get(ROOT + "/limits", token).status()).isEqualTo(200);

        org.controls().failNext(ApiKind.TOKEN, Fault.refusal(503, "server_error", "Try again later"));
        assertThat(client.requestToken(ready.consumerKey(), ready.consumerSecret())
                        .refusal())
                .isEqualTo("server_error: Try again later");

        // A POST, which HTTP clients do not repeat of their own accord.
        org.controls().failNext(ApiKind.TOKEN, Fault.droppedConnection());
        assertThatThrownBy(() -> client.requestToken(ready.consumerKey(), ready.consumerSecret()))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void requests_are_counted_by_what_they_are_for() {
        org.controls().resetCounts();
        client.get(ROOT + "/sobjects", token);
        client.get(ROOT + "/limits", token);

        assertThat(org.controls().count(ApiKind.DESCRIBE).requests()).isEqualTo(1);
        assertThat(org.controls().count(ApiKind.REST).requests()).isEqualTo(1);
        assertThat(org.controls().count(ApiKind.TOKEN).requests()).isZero();
    }

    private long bytesOfDescribe(String encoding) {
        org.controls().resetCounts();
        client.send(client.request(ROOT + "/sobjects/Account/describe")
                .header("Authorization", "Bearer " + token)
                .header("Accept-Encoding", encoding));
        return org.controls().count(ApiKind.DESCRIBE).bytesSent();
    }

    private void hideAccount() {
        client.patch(
                "/setup/api/profiles/" + ready.profileId(),
                client.administratorSession(),
                "{\"objectPermissions\":{\"Account\":{\"read\":false}}}");
    }

    private List<String> typeNames() {
        return names(client.get(ROOT + "/sobjects", token).json().path("sobjects"), "name");
    }

    private static List<String> names(JsonNode array, String member) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.path(member).asText())
                .toList();
    }
}
