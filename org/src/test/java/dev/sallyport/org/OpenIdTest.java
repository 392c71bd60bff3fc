package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.ConsumerDetails;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.User;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ID tokens and their keys, the discovery document, introspection, and the forms of answers. */
class OpenIdTest {
    private final OAuthOrg oauth = new OAuthOrg();

    @AfterEach
    void stop() {
        oauth.close();
    }

    @Test
    void an_id_token_says_who_signed_in_for_whom_and_with_which_access_token() throws Exception {
        JsonNode tokens =
                oauth.redeem(oauth.code(Map.of("nonce", "n-0S6_WzA2Mj"))).json();
        SignedJWT jwt = SignedJWT.parse(tokens.path("id_token").asText());
        JWKSet keys = JWKSet.parse(get("/id/keys").text());
        var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());

        assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(jwt.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(oauth.org.instanceUrl().toString());
        assertThat(claims.getAudience()).containsExactly(oauth.consumer().consumerKey());
        assertThat(claims.getSubject()).isEqualTo(tokens.path("id").asText());
        assertThat(claims.getStringClaim("nonce")).isEqualTo("n-0S6_WzA2Mj");
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(claims.getIssueTime().toInstant().plusSeconds(120));
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(tokens.path("access_token").asText().getBytes(StandardCharsets.US_ASCII));
        assertThat(claims.getStringClaim("at_hash"))
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16)));
    }

    @Test
    void a_refresh_gives_an_id_token_without_a_nonce() throws Exception {
        JsonNode tokens = oauth.redeem(oauth.code(Map.of("nonce", "once"))).json();
        JsonNode refreshed =
                oauth.refresh(tokens.path("refresh_token").asText()).json();
        SignedJWT jwt = SignedJWT.parse(refreshed.path("id_token").asText());
        assertThat(jwt.getJWTClaimsSet().getClaim("nonce")).isNull();
        assertThat(jwt.getJWTClaimsSet().getSubject())
                .isEqualTo(tokens.path("id").asText());
    }

    @Test
    void the_keys_are_public_and_say_nothing_of_the_private_half() {
        JsonNode keys = get("/id/keys").json().path("keys");
        assertThat(keys).hasSize(1);
        assertThat(keys.path(0).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("kty", "e", "use", "kid", "alg", "n");
    }

    @Test
    void the_key_outlives_a_restart(@TempDir Path folder) {
        String before;
        try (LocalOrg first = LocalOrg.builder().records(0).dataFolder(folder).start()) {
            before = keysOf(first);
        }
        try (LocalOrg second = LocalOrg.builder().records(0).dataFolder(folder).start()) {
            assertThat(keysOf(second)).isEqualTo(before).contains("\"kid\"");
        }
    }

    @Test
    void every_endpoint_that_discovery_names_is_there_on_both_hosts() {
        for (String root :
                List.of(oauth.org.instanceUrl().toString(), oauth.org.loginUrl().toString())) {
            JsonNode document = get(root + "/.well-known/openid-configuration").json();
            assertThat(document.path("issuer").asText()).isEqualTo(root);
            Map<String, Integer> found = new HashMap<>();
            document.fieldNames().forEachRemaining(name -> {
                if (name.endsWith("_endpoint") || name.endsWith("_uri")) {
                    String url = document.path(name).asText();
                    assertThat(url).startsWith(root);
                    found.put(name, oauth.post(url, Map.of()).status());
                    found.merge(name, get(url).status(), Math::min);
                }
            });
            assertThat(found)
                    .containsOnlyKeys(
                            "authorization_endpoint",
                            "token_endpoint",
                            "revocation_endpoint",
                            "userinfo_endpoint",
                            "jwks_uri",
                            "introspection_endpoint");
            assertThat(found.values()).allSatisfy(status -> assertThat(status).isIn(200, 400, 401, 403));
            assertThat(oauth.post(document.path("introspection_endpoint").asText(), Map.of())
                            .status())
                    .isEqualTo(401);
            document.path("grant_types_supported").forEach(type -> {
                if (!type.asText().equals("implicit")) {
                    assertThat(oauth.post(document.path("token_endpoint").asText(), Map.of("grant_type", type.asText()))
                                    .refusal())
                            .as(type.asText())
                            .doesNotStartWith("unsupported_grant_type");
                }
            });
        }
    }

    @Test
    void an_app_introspects_its_own_refresh_tokens_and_others_if_it_may() {
        String token = oauth.refreshToken();
        JsonNode own = introspect(oauth.consumer(), token);
        assertThat(own.path("active").asBoolean()).isTrue();
        assertThat(own.path("token_type").asText()).isEqualTo("refresh_token");
        assertThat(own.path("username").asText())
                .isEqualTo(oauth.org.administrator().username());
        assertThat(own.path("client_id").asText()).isEqualTo(oauth.consumer().consumerKey());

        ConnectedApp other = oauth.makeApp("Other");
        ConsumerDetails consumer = oauth.setup.oauthApps().consumerDetails(other);
        assertThat(introspect(consumer, token)).hasToString("{\"active\":false}");
        OAuthSettings all = Objects.requireNonNull(other.oauth()).with(OAuthOption.INTROSPECT_ALL_TOKENS, true);
        oauth.setup
                .connectedApps()
                .setOAuthSettings(other, all, oauth.administrator().id());
        JsonNode foreign = introspect(consumer, token);
        assertThat(foreign.path("active").asBoolean()).isTrue();
        assertThat(foreign.path("client_id").asText())
                .isEqualTo(oauth.consumer().consumerKey());

        oauth.post("/services/oauth2/revoke", Map.of("token", token));
        assertThat(introspect(oauth.consumer(), token)).hasToString("{\"active\":false}");
    }

    @Test
    void answers_and_refusals_come_in_the_form_that_was_asked_for() {
        String refreshToken = oauth.refreshToken();
        Answer xml = oauth.token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "format", "xml"));
        assertThat(xml.header("Content-Type")).isEqualTo("application/xml;charset=UTF-8");
        assertThat(xml.text()).contains("<OAuth><access_token>").endsWith("</OAuth>");
        Answer encoded = oauth.token(
                Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "format", "urlencoded"));
        assertThat(encoded.header("Content-Type"))
                .isEqualToIgnoringCase("application/x-www-form-urlencoded;charset=UTF-8");
        assertThat(encoded.text()).startsWith("access_token=00D").contains("&token_type=Bearer");

        assertThat(oauth.token(Map.of("grant_type", "none", "format", "xml")).text())
                .contains("<OAuth><error>unsupported_grant_type</error>"
                        + "<error_description>grant type not supported</error_description></OAuth>");
        assertThat(oauth.token(Map.of("grant_type", "none", "format", "urlencoded"))
                        .text())
                .isEqualTo("error=unsupported_grant_type&error_description=grant+type+not+supported");
    }

    @Test
    void the_identity_url_fills_in_the_version_that_is_asked_for() {
        JsonNode tokens = oauth.redeem(oauth.code(Map.of())).json();
        String token = tokens.path("access_token").asText();
        String identity = tokens.path("id").asText();
        String root = oauth.org.instanceUrl() + "/services/data/v";
        assertThat(rest(identity, token)).isEqualTo(root + "{version}/");
        assertThat(rest(identity + "?version=58.0", token)).isEqualTo(root + "58.0/");
        assertThat(rest(identity + "?version=latest", token)).isEqualTo(root + oauth.org.apiVersion() + "/");
        assertThat(rest(identity + "?version=nonsense", token)).isEqualTo(root + "{version}/");
        Answer xml = oauth.client.get(identity + "?format=xml", token);
        assertThat(xml.text()).contains("<user><id>" + identity + "</id>");
        assertThat(oauth.client.get(identity, "made up").text()).isEqualTo("Bad_OAuth_Token");
        assertThat(get(identity).text()).isEqualTo("Missing_OAuth_Token");
    }

    @Test
    void the_identity_url_of_another_user_is_for_tokens_that_may_call_apis() {
        User other = oauth.setup.users().get("noa.lindqvist@local-org.example");
        JsonNode tokens = oauth.redeem(oauth.code(Map.of("scope", "api"))).json();
        String own = tokens.path("id").asText();
        String root = own.substring(0, own.length() - 18);
        String token = tokens.path("access_token").asText();

        JsonNode identity = oauth.client.get(root + other.id(), token).json();
        assertThat(identity.path("username").asText()).isEqualTo(other.username());
        assertThat(identity.path("id").asText()).isEqualTo(root + other.id());
        assertThat(identity.path("asserted_user").asBoolean(true)).isFalse();
        assertThat(oauth.client.get(own, token).json().path("asserted_user").asBoolean())
                .isTrue();
        assertThat(oauth.client.get(root + "005000000000000AAA", token).text()).isEqualTo("Wrong_User");

        String narrow = oauth.redeem(oauth.code(Map.of("scope", "id openid")))
                .json()
                .path("access_token")
                .asText();
        assertThat(oauth.client.get(root + other.id(), narrow).text()).isEqualTo("Wrong_User");
        assertThat(oauth.client.get(own, narrow).status()).isEqualTo(200);
    }

    @Test
    void the_token_may_be_a_parameter_by_its_newer_or_its_older_name() {
        JsonNode tokens = oauth.redeem(oauth.code(Map.of())).json();
        String identity = tokens.path("id").asText();
        String token = OrgClient.encode(tokens.path("access_token").asText());

        assertThat(get(identity + "?oauth_token=" + token).json().path("id").asText())
                .isEqualTo(identity);
        assertThat(get(identity + "?access_token=" + token).status()).isEqualTo(200);
        assertThat(oauth.post(
                                identity,
                                Map.of(
                                        "oauth_token",
                                        tokens.path("access_token").asText()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_frozen_users_tokens_are_not_active_and_asking_keeps_no_session_alive() {
        JsonNode tokens = oauth.redeem(oauth.code(Map.of())).json();
        String token = tokens.path("access_token").asText();
        long ends = introspect(oauth.consumer(), token).path("exp").asLong();
        oauth.org.controls().advanceClock(Duration.ofMinutes(80));
        assertThat(introspect(oauth.consumer(), token).path("exp").asLong()).isEqualTo(ends);

        User user = oauth.administrator();
        oauth.setup.users().setFrozen(user, true, user.id());

        for (String name : List.of("access_token", "refresh_token")) {
            assertThat(introspect(oauth.consumer(), tokens.path(name).asText())).hasToString("{\"active\":false}");
        }
    }

    @Test
    void what_an_app_gave_out_ends_with_the_app() {
        JsonNode tokens = oauth.redeem(oauth.code(Map.of())).json();
        ConnectedApp other = oauth.makeApp("Other");
        OAuthSettings all = Objects.requireNonNull(other.oauth()).with(OAuthOption.INTROSPECT_ALL_TOKENS, true);
        oauth.setup
                .connectedApps()
                .setOAuthSettings(other, all, oauth.administrator().id());
        oauth.setup.connectedApps().delete(oauth.app(), oauth.administrator().id());

        assertThat(oauth.userInfo(tokens.path("access_token").asText()).text()).isEqualTo("Bad_OAuth_Token");
        assertThat(oauth.client
                        .get(
                                "/services/data/v60.0/limits",
                                tokens.path("access_token").asText())
                        .status())
                .isEqualTo(401);
        assertThat(introspect(
                        oauth.setup.oauthApps().consumerDetails(other),
                        tokens.path("refresh_token").asText()))
                .hasToString("{\"active\":false}");
        assertThat(oauth.post(
                                "/services/oauth2/revoke",
                                Map.of("token", tokens.path("refresh_token").asText()))
                        .refusal())
                .startsWith("unsupported_token_type");
    }

    private String rest(String identity, String token) {
        return oauth.client
                .get(identity, token)
                .json()
                .path("urls")
                .path("rest")
                .asText();
    }

    private static String keysOf(LocalOrg org) {
        OrgClient client = new OrgClient(org);
        return client.send(client.request("/id/keys")).text();
    }

    private JsonNode introspect(ConsumerDetails consumer, String token) {
        return oauth.post(
                        "/services/oauth2/introspect",
                        Map.of(
                                "client_id",
                                consumer.consumerKey(),
                                "client_secret",
                                consumer.consumerSecret(),
                                "token",
                                token))
                .json();
    }

    private Answer get(String url) {
        return oauth.client.send(oauth.client.request(url));
    }
}
