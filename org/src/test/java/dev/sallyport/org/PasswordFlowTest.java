package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.Person.Page;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The username-password flow, lockouts and the login rate. */
class PasswordFlowTest {
    private static final String FAILURE = "invalid_grant: authentication failure";
    private static final String WRONG = "Please check your username and password.";

    private final OAuthOrg oauth = new OAuthOrg();

    @AfterEach
    void stop() {
        oauth.close();
    }

    @Test
    void the_flow_is_blocked_at_first_and_only_the_login_history_says_so() {
        assertThat(password(Map.of()).refusal()).isEqualTo(FAILURE);
        assertThat(oauth.lastLogin()).contains("\"Username-Password Flow Disabled\"");
    }

    @Test
    void a_username_and_a_password_get_a_session_and_no_refresh_token() {
        oauth.setup.settings().allowUsernamePasswordFlow(true);
        Answer answer = password(Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode tokens = answer.json();
        assertThat(tokens.fieldNames())
                .toIterable()
                .containsExactly("access_token", "instance_url", "id", "token_type", "issued_at", "signature");
        assertThat(oauth.userInfo(tokens.path("access_token").asText()).status())
                .isEqualTo(200);
        assertThat(oauth.lastLogin()).contains("\"OAuthUsernamePassword\"", "\"Success\"");
    }

    @Test
    void what_is_wrong_with_a_user_is_not_told_but_what_is_wrong_with_the_app_is() {
        oauth.setup.settings().allowUsernamePasswordFlow(true);
        assertThat(password(Map.of("password", "wrong")).refusal()).isEqualTo(FAILURE);
        assertThat(oauth.lastLogin()).contains("\"Invalid Password\"");
        assertThat(password(Map.of("password", "")).refusal()).isEqualTo(FAILURE);
        assertThat(password(Map.of("username", "nobody@example.com")).refusal()).isEqualTo(FAILURE);
        assertThat(password(Map.of("username", "")).refusal()).isEqualTo(FAILURE);
        String id = oauth.administrator().id().value();
        assertThat(password(Map.of("username", id)).refusal()).isEqualTo(FAILURE);
        assertThat(password(Map.of("client_secret", "wrong")).refusal())
                .isEqualTo("invalid_client: invalid client credentials");
        assertThat(password(Map.of("client_secret", "")).refusal())
                .isEqualTo("invalid_client: invalid client credentials");
        assertThat(password(Map.of("client_id", "3MVG9unknown")).refusal())
                .isEqualTo("invalid_client_id: client identifier invalid");
        assertThat(password(Map.of("client_id", "")).refusal()).isEqualTo("invalid_request: must specify client_id");
    }

    @Test
    void the_secret_is_asked_for_unless_the_web_server_flow_needs_none() {
        oauth.setup.settings().allowUsernamePasswordFlow(true);
        oauth.set(OAuthOption.SECRET_REQUIRED_FOR_WEB_SERVER_FLOW, false);

        assertThat(password(Map.of("client_secret", "")).status()).isEqualTo(200);
        assertThat(password(Map.of("client_secret", "wrong")).refusal())
                .isEqualTo("invalid_client: invalid client credentials");
    }

    @Test
    void a_user_who_is_locked_out_gets_in_nowhere_until_the_time_is_over() {
        oauth.setup.settings().allowUsernamePasswordFlow(true);
        for (int i = 0; i < 10; i++) {
            password(Map.of("password", "wrong"));
        }
        assertThat(password(Map.of()).refusal()).isEqualTo(FAILURE);
        Page page = logIn();
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html()).contains(WRONG);

        oauth.org.controls().advanceClock(Duration.ofMinutes(16));
        assertThat(logIn().html()).contains("Allow Access?");
        assertThat(password(Map.of()).status()).isEqualTo(200);
    }

    @Test
    void wrong_passwords_at_the_login_page_lock_out_too_and_the_history_names_the_lockout() {
        oauth.setup.settings().allowUsernamePasswordFlow(true);
        for (int i = 0; i < 10; i++) {
            Person person = new Person();
            person.logIn(
                    person.open(oauth.authorizeUrl(Map.of())),
                    oauth.org.administrator().username(),
                    "wrong");
        }
        assertThat(logIn().html()).contains(WRONG);
        assertThat(password(Map.of()).refusal()).isEqualTo(FAILURE);
        oauth.org.controls().advanceClock(Duration.ofMinutes(16));
        assertThat(oauth.lastLogin()).contains("\"Password Lockout\"");
    }

    @Test
    void a_user_signs_in_no_more_often_within_an_hour_than_the_org_allows() {
        oauth.setup.settings().allowUsernamePasswordFlow(true);
        oauth.setup.settings().setLoginsPerHour(2);
        assertThat(password(Map.of()).status()).isEqualTo(200);
        assertThat(password(Map.of()).status()).isEqualTo(200);
        assertThat(password(Map.of()).refusal()).isEqualTo("rate_limit_exceeded: login rate exceeded");
        assertThat(logIn().html()).doesNotContain("Allow Access?");

        oauth.org.controls().advanceClock(Duration.ofHours(1));
        assertThat(password(Map.of()).status()).isEqualTo(200);
        assertThat(logIn().html()).contains("Allow Access?");
    }

    private Page logIn() {
        Person person = new Person();
        return person.logIn(
                person.open(oauth.authorizeUrl(Map.of())),
                oauth.org.administrator().username(),
                oauth.org.administrator().password());
    }

    private Answer password(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "grant_type",
                "password",
                "username",
                oauth.org.administrator().username(),
                "password",
                oauth.org.administrator().password()));
        all.putAll(more);
        return oauth.token(all);
    }
}
