package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.Person.Page;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.Scope;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The web server flow and the user-agent flow, with a person at a browser. */
class AuthorizationCodeTest {
    private static final String VERIFIER = "a.verifier-that_is_long_enough_to_pass_1234567890";

    private final OAuthOrg oauth = new OAuthOrg();
    private final Person person = new Person();

    @AfterEach
    void stop() {
        oauth.close();
    }

    @Test
    void a_person_logs_in_and_allows_and_the_app_gets_its_tokens() {
        Page login = person.open(oauth.authorizeUrl(Map.of("state", "a b&c=<d>")));
        assertThat(login.status()).isEqualTo(200);
        assertThat(login.html())
                .contains("<label for=\"username\">Username</label>")
                .doesNotContain("<script");
        Page approval = logIn(login);
        assertThat(approval.html())
                .contains("Order Status", "is asking to:", "<li>Manage user data via APIs</li>")
                .contains("<li>Perform requests at any time</li>");
        assertThat(person.cookie("sid")).endsWith("httpOnly=true");
        Page back = person.allow(approval);
        assertThat(back.status()).isEqualTo(302);
        assertThat(back.location()).startsWith(OAuthOrg.CALLBACK + "&code=aPrx");
        assertThat(back.parameter("state")).isEqualTo("a b&c=<d>");

        Answer answer = oauth.redeem(back.parameter("code"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        JsonNode tokens = answer.json();
        assertThat(tokens.fieldNames())
                .toIterable()
                .containsExactly(
                        "access_token",
                        "refresh_token",
                        "signature",
                        "scope",
                        "id_token",
                        "instance_url",
                        "id",
                        "token_type",
                        "issued_at");
        assertThat(tokens.path("scope").asText().split(" "))
                .containsExactlyInAnyOrder("api", "refresh_token", "openid", "id");
        String token = tokens.path("access_token").asText();
        assertThat(oauth.userInfo(token).json().path("preferred_username").asText())
                .isEqualTo(oauth.org.administrator().username());
        assertThat(oauth.client.get("/services/data/v60.0/limits", token).status())
                .isEqualTo(200);
        assertThat(oauth.lastLogin()).contains("\"OAuthWebServer\"", "\"Order Status\"", "\"Success\"");
    }

    @Test
    void who_is_logged_in_and_has_allowed_the_app_is_asked_nothing_until_the_app_wants_it() {
        logInAndAllow();

        assertThat(person.open(oauth.authorizeUrl(Map.of())).parameter("code")).isNotEmpty();
        assertThat(person.open(oauth.authorizeUrl(Map.of("prompt", "login"))).html())
                .contains("Log in to Salesforce");
        assertThat(person.open(oauth.authorizeUrl(Map.of("prompt", "consent"))).html())
                .contains("Allow Access?");
        Page again = logIn(person.open(oauth.authorizeUrl(Map.of("prompt", "login consent"))));
        assertThat(again.html()).contains("Allow Access?");
        assertThat(person.allow(again).parameter("code")).isNotEmpty();
    }

    @Test
    void more_scopes_than_were_allowed_are_asked_for_again() {
        Page less = logIn(person.open(oauth.authorizeUrl(Map.of("scope", "api"))));
        assertThat(less.html()).doesNotContain("Perform requests at any time");
        JsonNode tokens = oauth.redeem(person.allow(less).parameter("code")).json();
        assertThat(tokens.path("scope").asText()).isEqualTo("api");
        assertThat(tokens.has("refresh_token")).isFalse();
        assertThat(tokens.has("id_token")).isFalse();

        assertThat(person.open(oauth.authorizeUrl(Map.of("scope", "api refresh_token")))
                        .html())
                .contains("Allow Access?");
    }

    @Test
    void an_app_or_an_address_that_is_not_known_gets_a_page_and_never_a_redirect() {
        assertPage(
                "client_id", "3MVG9unknown", "error=invalid_client_id&amp;error_description=client identifier invalid");
        String mismatch = "error=redirect_uri_mismatch&amp;error_description=redirect_uri must match configuration";
        assertPage("redirect_uri", OAuthOrg.CALLBACK + "/", mismatch);
        assertPage("redirect_uri", OAuthOrg.CALLBACK.replace("app.example", "APP.example"), mismatch);
        assertPage("redirect_uri", "https://evil.example/", mismatch);
        assertPage("redirect_uri", "", "error=redirect_uri_missing&amp;error_description=redirect_uri not provided");

        Page twice = person.open(oauth.authorizeUrl(Map.of()) + "client_id=other");
        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.html()).contains("invalid_request");
    }

    private void assertPage(String parameter, String value, String text) {
        Page page = person.open(oauth.authorizeUrl(Map.of(parameter, value)));
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.location()).isEmpty();
        assertThat(page.html()).contains("OAuth Error", text);
    }

    @Test
    void all_else_that_is_wrong_is_told_to_the_app_with_its_state() {
        assertError(Map.of("response_type", ""), "unsupported_response_type: response type not supported");
        assertError(Map.of("response_type", "id_token"), "unsupported_response_type: response type not supported");
        assertError(Map.of("scope", "api web"), "invalid_scope: the requested scope is not allowed");
        assertError(Map.of("scope", "api,id"), "invalid_scope: the requested scope is not allowed");
        assertError(Map.of("code_challenge", "short"), "invalid_request: invalid code challenge");
        assertError(
                Map.of("code_challenge", VERIFIER, "code_challenge_method", "S512"),
                "invalid_request: invalid code challenge");
        assertError(Map.of("immediate", "true"), "immediate_unsuccessful: immediate unsuccessful");
        assertError(Map.of("prompt", "none"), "immediate_unsuccessful: immediate unsuccessful");
        oauth.set(OAuthOption.PKCE_REQUIRED, true);
        assertError(Map.of(), "invalid_request: missing required code challenge");
    }

    private void assertError(Map<String, String> parameters, String error) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("state", "xyz");
        Page page = person.open(oauth.authorizeUrl(all));
        assertThat(page.status()).isEqualTo(302);
        assertThat(page.location()).startsWith(OAuthOrg.CALLBACK + "&error=");
        assertThat(page.error()).isEqualTo(error);
        assertThat(page.parameter("state")).isEqualTo("xyz");
    }

    @Test
    void a_person_may_say_no() {
        Page approval = logIn(person.open(oauth.authorizeUrl(Map.of())));
        Page back = person.submit(approval, Map.of("decision", "deny"));

        assertThat(back.error()).isEqualTo("access_denied: end-user denied authorization");
        assertThat(person.open(oauth.authorizeUrl(Map.of("immediate", "true"))).error())
                .isEqualTo("immediate_unsuccessful: immediate unsuccessful");
    }

    @Test
    void without_pages_a_person_who_allowed_before_comes_back_at_once() {
        logInAndAllow();

        assertThat(person.open(oauth.authorizeUrl(Map.of("immediate", "true"))).parameter("code"))
                .isNotEmpty();
        assertThat(person.open(oauth.authorizeUrl(Map.of("prompt", "none"))).parameter("code"))
                .isNotEmpty();
    }

    @Test
    void a_form_that_no_page_of_ours_gave_signs_nobody_in_and_allows_nothing() {
        Page login = person.open(oauth.authorizeUrl(Map.of()));
        Map<String, String> forged = person.hiddenFields(login);
        forged.put("form_code", "guessed");
        forged.put("username", oauth.org.administrator().username());
        forged.put("pw", oauth.org.administrator().password());
        assertThat(person.post(login, forged).html()).contains("The page was too old");
        assertThat(person.cookie("sid")).isEmpty();

        Page approval = logIn(login);
        Map<String, String> before = person.hiddenFields(approval);
        before.put("form_code", person.hiddenFields(login).get("form_code"));
        before.put("decision", "allow");
        assertThat(person.post(approval, before).location()).isEmpty();

        Person stranger = new Person();
        stranger.open(oauth.authorizeUrl(Map.of()));
        Map<String, String> stolen = person.hiddenFields(approval);
        stolen.put("decision", "allow");
        assertThat(stranger.post(approval, stolen).location()).isEmpty();
    }

    @Test
    void what_a_request_brings_is_shown_as_text_and_never_as_markup() {
        Page login = person.open(oauth.authorizeUrl(
                Map.of("state", "\"><script>alert(1)</script>", "login_hint", "'\"<b>@example.com", "display", "<i>")));

        assertThat(login.html()).doesNotContain("<script", "<b>", "<i>");
        assertThat(login.html()).contains("value=\"&#39;&#34;&lt;b>@example.com\"");
        assertThat(login.header("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(login.header("X-Frame-Options")).isEqualTo("DENY");
    }

    @Test
    void what_a_request_brings_comes_back_through_the_pages_as_it_was() {
        PersonAtBrowser anybody = PersonAtBrowser.of(oauth.org.administrator());

        PersonAtBrowser.Page answer = anybody.visit(
                URI.create(oauth.authorizeUrl(Map.of("state", "{\"a\":'>\"<&amp;'}"))), OAuthOrg.CALLBACK);

        assertThat(OrgClient.encode("{\"a\":'>\"<&amp;'}"))
                .isEqualTo(answer.address().getRawQuery().replaceAll(".*state=", ""));
    }

    @Test
    void a_login_that_fails_says_no_more_than_it_must_and_stands_in_the_login_history() {
        Page login = person.open(oauth.authorizeUrl(Map.of()));
        Page wrong = person.logIn(login, oauth.org.administrator().username(), "wrong");
        assertThat(wrong.html()).contains("Please check your username and password");
        assertThat(oauth.lastLogin()).contains("\"Invalid Password\"");
        assertThat(person.logIn(wrong, "nobody@example.com", "wrong").html())
                .contains("Please check your username and password");

        ReadyApp ready = oauth.org.readyApp();
        oauth.setup.users().setPassword(oauth.setup.users().get(ready.userId()), "correct horse 1");
        assertThat(person.logIn(wrong, ready.username(), "correct horse 1").html())
                .contains("API Only user");
        assertThat(person.cookie("sid")).isEmpty();
    }

    @Test
    void where_administrators_approve_users_only_those_come_in_and_are_not_asked() {
        oauth.leaveApprovalToAdministrators();
        Page denied = logIn(person.open(oauth.authorizeUrl(Map.of())));
        assertThat(denied.error()).isEqualTo("OAUTH_APP_ACCESS_DENIED: user is not admin approved to access this app");

        oauth.approveAdministrators();
        assertThat(person.open(oauth.authorizeUrl(Map.of())).parameter("code")).isNotEmpty();
    }

    @Test
    void a_code_is_good_once_for_fifteen_minutes_and_for_its_own_app_and_address() {
        String code = oauth.code(Map.of());
        assertThat(oauth.redeem(code).status()).isEqualTo(200);
        assertThat(oauth.redeem(code).refusal()).isEqualTo("invalid_grant: expired authorization code");
        assertThat(oauth.redeem("aPrxmadeup").refusal()).isEqualTo("invalid_grant: invalid authorization code");

        String late = oauth.code(Map.of());
        oauth.org.controls().advanceClock(Duration.ofMinutes(15));
        assertThat(oauth.redeem(late).refusal()).isEqualTo("invalid_grant: expired authorization code");

        String foreign = oauth.code(Map.of());
        var other = oauth.setup.oauthApps().consumerDetails(oauth.makeApp("Other"));
        assertThat(redeem(foreign, Map.of("client_id", other.consumerKey(), "client_secret", other.consumerSecret()))
                        .refusal())
                .isEqualTo("invalid_grant: invalid authorization code");
        assertThat(redeem(foreign, Map.of("redirect_uri", "")).refusal())
                .isEqualTo("redirect_uri_missing: redirect_uri not provided");
        assertThat(redeem(foreign, Map.of("redirect_uri", "http://localhost:1717/callback"))
                        .refusal())
                .isEqualTo("redirect_uri_mismatch: redirect_uri must match configuration");
    }

    @Test
    void the_client_proves_itself_unless_the_app_is_public() {
        String code = oauth.code(Map.of());
        assertThat(redeem(code, Map.of("client_secret", "wrong")).refusal())
                .isEqualTo("invalid_client: invalid client credentials");
        assertThat(redeem(code, Map.of("client_secret", "")).refusal())
                .isEqualTo("invalid_client: invalid client credentials");
        assertThat(redeem(code, Map.of("client_id", "3MVG9unknown")).refusal())
                .isEqualTo("invalid_client_id: client identifier invalid");

        oauth.set(OAuthOption.SECRET_REQUIRED_FOR_WEB_SERVER_FLOW, false);
        assertThat(redeem(code, Map.of("client_secret", "wrong")).refusal())
                .isEqualTo("invalid_client: invalid client credentials");
        assertThat(redeem(code, Map.of("client_secret", "")).status()).isEqualTo(200);
    }

    /** Salesforce's own tools send 128 random bytes, which base64url makes 171 characters of. */
    @Test
    void a_verifier_may_be_longer_than_the_rfc_allows() throws Exception {
        String verifier = "v".repeat(171);

        assertThat(redeem(oauth.code(Map.of("code_challenge", challenge(verifier))), Map.of("code_verifier", verifier))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_code_with_a_challenge_needs_its_verifier() throws Exception {
        String challenge = challenge(VERIFIER);
        Map<String, String> request = Map.of("code_challenge", challenge, "code_challenge_method", "S256");
        assertThat(redeem(oauth.code(request), Map.of("code_verifier", VERIFIER))
                        .status())
                .isEqualTo(200);
        assertThat(redeem(oauth.code(Map.of("code_challenge", challenge)), Map.of("code_verifier", VERIFIER))
                        .status())
                .isEqualTo(200);
        assertThat(redeem(
                                oauth.code(Map.of("code_challenge", VERIFIER, "code_challenge_method", "plain")),
                                Map.of("code_verifier", VERIFIER))
                        .status())
                .isEqualTo(200);

        String refused = "invalid_grant: invalid code verifier";
        assertThat(redeem(oauth.code(request), Map.of()).refusal()).isEqualTo(refused);
        assertThat(redeem(oauth.code(request), Map.of("code_verifier", VERIFIER + "x"))
                        .refusal())
                .isEqualTo(refused);
        assertThat(redeem(oauth.code(request), Map.of("code_verifier", challenge))
                        .refusal())
                .isEqualTo(refused);
        assertThat(redeem(oauth.code(Map.of()), Map.of("code_verifier", VERIFIER))
                        .refusal())
                .isEqualTo(refused);
        String tilde = VERIFIER + "~";
        assertThat(redeem(oauth.code(Map.of("code_challenge", challenge(tilde))), Map.of("code_verifier", tilde))
                        .refusal())
                .isEqualTo(refused);
    }

    @Test
    void the_user_agent_flow_brings_tokens_behind_the_hash_and_to_a_web_page_no_refresh_token() {
        Page login = person.open(
                oauth.authorizeUrl(Map.of("response_type", "token id_token", "state", "xyz", "nonce", "n1")));
        Page back = person.logInAndAllow(login, oauth.org.administrator());

        assertThat(back.location()).startsWith(OAuthOrg.CALLBACK + "#access_token=");
        assertThat(back.parameter("state")).isEqualTo("xyz");
        assertThat(back.parameter("id_token")).isNotEmpty();
        assertThat(back.location()).doesNotContain("refresh_token=");
        assertThat(oauth.userInfo(back.parameter("access_token")).status()).isEqualTo(200);
        assertThat(person.open(oauth.authorizeUrl(Map.of("response_type", "token", "scope", "web")))
                        .location())
                .startsWith(OAuthOrg.CALLBACK + "#error=invalid_scope");
    }

    @Test
    void the_user_agent_flow_brings_a_refresh_token_to_a_scheme_of_the_apps_own() {
        oauth.addCallback("orderstatus://signed-in");
        Page back = person.logInAndAllow(
                person.open(oauth.authorizeUrl(
                        Map.of("response_type", "token", "redirect_uri", "orderstatus://signed-in"))),
                oauth.org.administrator());
        String refreshToken = back.parameter("refresh_token");

        assertThat(back.location()).startsWith("orderstatus://signed-in#access_token=");
        assertThat(back.parameter("scope").split(" ")).contains("refresh_token");
        assertThat(oauth.refresh(refreshToken).status()).isEqualTo(200);
        oauth.post("/services/oauth2/revoke", Map.of("token", refreshToken));
        assertThat(oauth.userInfo(back.parameter("access_token")).text()).isEqualTo("Bad_OAuth_Token");
    }

    @Test
    void the_user_agent_flow_brings_a_refresh_token_to_the_success_page_if_it_may() {
        String success = oauth.org.instanceUrl() + "/services/oauth2/success";
        oauth.addCallback(success);
        String url = oauth.authorizeUrl(Map.of("response_type", "token", "redirect_uri", success));

        assertThat(person.logInAndAllow(person.open(url), oauth.org.administrator())
                        .parameter("refresh_token"))
                .isNotEmpty();
        assertThat(person.open(url + "scope=api").location())
                .contains("access_token=")
                .doesNotContain("refresh_token");
    }

    @Test
    void a_token_exchange_is_refused_with_its_reason() {
        oauth.set(OAuthOption.TOKEN_EXCHANGE_FLOW, true);

        assertThat(oauth.token(Map.of("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"))
                        .refusal())
                .startsWith("unsupported_grant_type: grant type not supported: the local org has no token exchange");
    }

    @Test
    void the_login_host_signs_people_in_as_well() {
        String url = oauth.authorizeUrl(Map.of())
                .replace(
                        oauth.org.instanceUrl().toString(), oauth.org.loginUrl().toString());
        Page back = person.logInAndAllow(person.open(url), oauth.org.administrator());
        Answer answer = oauth.post(
                oauth.org.loginUrl() + "/services/oauth2/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", oauth.consumer().consumerKey(),
                        "client_secret", oauth.consumer().consumerSecret(),
                        "code", back.parameter("code"),
                        "redirect_uri", OAuthOrg.CALLBACK));

        assertThat(answer.json().path("instance_url").asText())
                .isEqualTo(oauth.org.instanceUrl().toString());
    }

    @Test
    void an_app_with_full_access_may_ask_for_less() {
        oauth.setScopes(Set.of(Scope.FULL));

        JsonNode tokens = oauth.redeem(oauth.code(Map.of("scope", "api web"))).json();
        assertThat(tokens.path("scope").asText()).isEqualTo("api web");
        assertError(Map.of("scope", "refresh_token"), "invalid_scope: the requested scope is not allowed");
    }

    private Answer redeem(String code, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(
                Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", OAuthOrg.CALLBACK));
        all.putAll(more);
        return oauth.token(all);
    }

    private Page logIn(Page login) {
        return person.logIn(
                login,
                oauth.org.administrator().username(),
                oauth.org.administrator().password());
    }

    private void logInAndAllow() {
        Page back = person.logInAndAllow(person.open(oauth.authorizeUrl(Map.of())), oauth.org.administrator());
        assertThat(back.parameter("code")).isNotEmpty();
    }

    private static String challenge(String verifier) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }
}
