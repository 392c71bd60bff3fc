package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.setup.OAuthApp.IpRelaxation;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.OAuthApp.Policies;
import dev.sallyport.org.setup.OAuthApp.RefreshTokenPolicy;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Profile.LoginIpRange;
import dev.sallyport.org.setup.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefreshTokenTest {
    private static final String EXPIRED = "invalid_grant: expired access/refresh token";

    private final OAuthOrg oauth = new OAuthOrg();

    @AfterEach
    void stop() {
        oauth.close();
    }

    @Test
    void a_refresh_gives_a_new_session_with_the_same_scopes_and_no_refresh_token() {
        JsonNode first = oauth.redeem(oauth.code(Map.of())).json();
        Answer refreshed = oauth.refresh(first.path("refresh_token").asText());

        assertThat(refreshed.status()).as(refreshed.text()).isEqualTo(200);
        assertThat(refreshed.json().has("refresh_token")).isFalse();
        assertThat(refreshed.json().path("scope")).isEqualTo(first.path("scope"));
        assertThat(refreshed.json().path("access_token")).isNotEqualTo(first.path("access_token"));
        assertThat(oauth.lastLogin()).contains("\"OAuthRefreshToken\"", "\"Success\"");
    }

    @Test
    void a_refresh_token_outlives_its_session() {
        JsonNode first = oauth.redeem(oauth.code(Map.of())).json();
        oauth.org.controls().advanceClock(Duration.ofHours(3));
        assertThat(oauth.userInfo(first.path("access_token").asText()).text()).isEqualTo("Bad_OAuth_Token");

        String renewed = oauth.refresh(first.path("refresh_token").asText())
                .json()
                .path("access_token")
                .asText();
        assertThat(oauth.userInfo(renewed).status()).isEqualTo(200);
    }

    @Test
    void the_policy_of_the_app_ends_a_refresh_token() {
        String token = oauth.refreshToken();
        oauth.setRefreshTokenPolicy(RefreshTokenPolicy.IMMEDIATELY_EXPIRE, null);
        assertThat(oauth.refresh(token).refusal()).isEqualTo(EXPIRED);

        oauth.setRefreshTokenPolicy(RefreshTokenPolicy.EXPIRE_AFTER, Duration.ofHours(24));
        assertThat(oauth.refresh(token).status()).isEqualTo(200);
        oauth.org.controls().advanceClock(Duration.ofHours(24));
        assertThat(oauth.refresh(token).refusal()).isEqualTo(EXPIRED);
    }

    @Test
    void use_keeps_a_refresh_token_alive_where_only_idle_ones_expire() {
        oauth.setRefreshTokenPolicy(RefreshTokenPolicy.EXPIRE_IF_NOT_USED, Duration.ofHours(10));
        String token = oauth.refreshToken();
        for (int i = 0; i < 3; i++) {
            oauth.org.controls().advanceClock(Duration.ofHours(9));
            assertThat(oauth.refresh(token).status()).isEqualTo(200);
        }
        oauth.org.controls().advanceClock(Duration.ofHours(10));
        assertThat(oauth.refresh(token).refusal()).isEqualTo(EXPIRED);
    }

    @Test
    void an_app_that_rotates_gets_a_new_refresh_token_each_time() {
        oauth.set(OAuthOption.REFRESH_TOKEN_ROTATION, true);
        String first = oauth.refreshToken();
        String second = oauth.refresh(first).json().path("refresh_token").asText();

        assertThat(second).isNotEmpty().isNotEqualTo(first);
        assertThat(oauth.refresh(second).json().path("refresh_token").asText())
                .isNotEmpty()
                .isNotEqualTo(second);
    }

    @Test
    void a_rotated_refresh_token_that_is_used_again_ends_the_one_in_its_place_and_all_sessions() {
        oauth.set(OAuthOption.REFRESH_TOKEN_ROTATION, true);
        JsonNode first = oauth.redeem(oauth.code(Map.of())).json();
        JsonNode second = oauth.refresh(first.path("refresh_token").asText()).json();

        assertThat(oauth.refresh(first.path("refresh_token").asText()).refusal())
                .isEqualTo(EXPIRED);
        assertThat(oauth.refresh(second.path("refresh_token").asText()).refusal())
                .isEqualTo(EXPIRED);
        for (JsonNode tokens : List.of(first, second)) {
            assertThat(oauth.userInfo(tokens.path("access_token").asText()).text())
                    .isEqualTo("Bad_OAuth_Token");
        }
    }

    @Test
    void another_app_that_has_a_rotated_refresh_token_ends_nothing_and_nobody_else_is_told_of_it() {
        oauth.set(OAuthOption.REFRESH_TOKEN_ROTATION, true);
        String first = oauth.refreshToken();
        String second = oauth.refresh(first).json().path("refresh_token").asText();

        assertThat(refreshByOtherApp(first).refusal()).isEqualTo(EXPIRED);
        assertThat(revoke(first).refusal()).isEqualTo("unsupported_token_type: this token type is not supported");
        assertThat(oauth.refresh(second).status()).isEqualTo(200);
    }

    @Test
    void of_several_who_use_a_refresh_token_at_once_none_keeps_what_it_got() throws Exception {
        oauth.set(OAuthOption.REFRESH_TOKEN_ROTATION, true);
        String token = oauth.refreshToken();
        int clients = 4;
        CountDownLatch together = new CountDownLatch(clients);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<JsonNode>> answers = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                answers.add(threads.submit(() -> {
                    together.countDown();
                    together.await();
                    return oauth.refresh(token).json();
                }));
            }
            for (Future<JsonNode> answer : answers) {
                answer.get();
            }
            for (Future<JsonNode> answer : answers) {
                assertThat(oauth.refresh(answer.get().path("refresh_token").asText())
                                .refusal())
                        .isEqualTo(EXPIRED);
                assertThat(oauth.userInfo(answer.get().path("access_token").asText("none"))
                                .text())
                        .isEqualTo("Bad_OAuth_Token");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_sixth_authorization_ends_the_oldest() {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            tokens.add(oauth.refreshToken());
        }

        assertThat(oauth.refresh(tokens.get(0)).refusal()).isEqualTo(EXPIRED);
        assertThat(oauth.refresh(tokens.get(1)).status()).isEqualTo(200);
    }

    @Test
    void a_refresh_token_serves_its_own_app_alone() {
        String token = oauth.refreshToken();

        assertThat(refreshByOtherApp(token).refusal()).isEqualTo(EXPIRED);
        assertThat(oauth.refresh("5Aep861madeup").refusal()).isEqualTo(EXPIRED);
        assertThat(oauth.token(Map.of("grant_type", "refresh_token")).refusal()).isEqualTo(EXPIRED);
    }

    @Test
    void the_secret_is_asked_for_unless_the_app_says_otherwise() {
        String token = oauth.refreshToken();
        Map<String, String> withoutSecret =
                Map.of("grant_type", "refresh_token", "refresh_token", token, "client_secret", "");
        assertThat(oauth.token(withoutSecret).refusal()).isEqualTo("invalid_client: invalid client credentials");

        oauth.set(OAuthOption.SECRET_REQUIRED_FOR_REFRESH_TOKEN_FLOW, false);
        assertThat(oauth.token(withoutSecret).status()).isEqualTo(200);
    }

    @Test
    void revoking_a_refresh_token_ends_its_sessions_and_revoking_a_session_ends_no_more() {
        JsonNode first = oauth.redeem(oauth.code(Map.of())).json();
        String refreshToken = first.path("refresh_token").asText();
        String second = oauth.refresh(refreshToken).json().path("access_token").asText();
        assertThat(revoke(first.path("access_token").asText()).status()).isEqualTo(200);
        assertThat(oauth.userInfo(second).status()).isEqualTo(200);

        assertThat(revoke(refreshToken).status()).isEqualTo(200);
        assertThat(oauth.userInfo(second).text()).isEqualTo("Bad_OAuth_Token");
        assertThat(oauth.refresh(refreshToken).refusal()).isEqualTo(EXPIRED);
        assertThat(revoke(refreshToken).refusal())
                .isEqualTo("unsupported_token_type: this token type is not supported");
    }

    @Test
    void a_user_who_is_frozen_refreshes_nothing() {
        ReadyApp ready = oauth.org.readyApp();
        User user = oauth.setup.users().get(ready.userId());
        oauth.setup
                .users()
                .setProfile(
                        user,
                        oauth.setup.profiles().get("System Administrator"),
                        oauth.administrator().id());
        oauth.setup.users().setPassword(user, "correct horse 1");
        Person person = new Person();
        Person.Page approval =
                person.logIn(person.open(oauth.authorizeUrl(Map.of())), ready.username(), "correct horse 1");
        String code = person.allow(approval).parameter("code");
        String token = oauth.redeem(code).json().path("refresh_token").asText();
        oauth.setup
                .users()
                .setFrozen(
                        oauth.setup.users().get(ready.userId()),
                        true,
                        oauth.administrator().id());

        assertThat(oauth.refresh(token).refusal()).isEqualTo("inactive_user: user is inactive");
    }

    @Test
    void ip_ranges_hold_for_refreshes_too_unless_the_app_relaxes_them_there() {
        String token = oauth.refreshToken();
        Profile profile =
                oauth.setup.profiles().get(oauth.administrator().profileId().value());
        oauth.setup
                .profiles()
                .setLoginIpRanges(
                        profile,
                        List.of(new LoginIpRange("10.0.0.0", "10.0.0.255")),
                        oauth.administrator().id());
        assertThat(oauth.refresh(token).refusal()).isEqualTo("invalid_grant: ip restricted");

        Policies now = oauth.app().policies();
        oauth.setPolicies(new Policies(
                now.permittedUsers(),
                IpRelaxation.ENFORCE_IP_RESTRICTIONS_BUT_RELAX_FOR_REFRESH_TOKENS,
                now.refreshTokenPolicy(),
                null,
                null));
        assertThat(oauth.refresh(token).status()).isEqualTo(200);
    }

    private Answer refreshByOtherApp(String token) {
        var other = oauth.setup.oauthApps().consumerDetails(oauth.makeApp("Other"));
        return oauth.token(Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                token,
                "client_id",
                other.consumerKey(),
                "client_secret",
                other.consumerSecret()));
    }

    private Answer revoke(String token) {
        return oauth.post("/services/oauth2/revoke", Map.of("token", token));
    }
}
