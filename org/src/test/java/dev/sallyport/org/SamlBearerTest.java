package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.OrgClient.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The SAML 2.0 bearer assertion flow, and what forgers try. */
class SamlBearerTest {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:saml2-bearer";
    private static final String INVALID = "invalid_grant: invalid assertion";
    private static final AppKey KEY = AppKey.make();

    private final OAuthOrg oauth = new OAuthOrg();
    private String good;

    @BeforeEach
    void approve() {
        oauth.setCertificate(KEY.certificate());
        oauth.leaveApprovalToAdministrators();
        oauth.approveAdministrators();
        good = assertion(
                oauth.org.administrator().username(),
                oauth.org.instanceUrl() + "/services/oauth2/token",
                "https://login.salesforce.com",
                Instant.now().plus(Duration.ofMinutes(2)));
    }

    @AfterEach
    void stop() {
        oauth.close();
    }

    @Test
    void a_signed_assertion_gets_a_session_and_no_refresh_token() {
        Answer answer = bearer(SamlSigner.sign(good, KEY));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().has("refresh_token")).isFalse();
        assertThat(oauth.userInfo(answer.json().path("access_token").asText()).status())
                .isEqualTo(200);
        assertThat(oauth.lastLogin()).contains("\"OAuthSamlBearer\"", "\"Success\"");
    }

    @Test
    void an_assertion_that_the_app_did_not_sign_is_refused() {
        assertThat(bearer(good).refusal()).isEqualTo(INVALID);
        assertThat(bearer(SamlSigner.sign(good, AppKey.make())).refusal()).isEqualTo(INVALID);
        String changed =
                SamlSigner.sign(good, KEY).replace(oauth.org.administrator().username(), "other@example.com");
        assertThat(bearer(changed).refusal()).isEqualTo(INVALID);
        assertThat(bearer("no xml").refusal()).isEqualTo(INVALID);
        assertThat(bearer("<Assertion/>").refusal()).isEqualTo(INVALID);
        assertThat(bearer("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + SamlSigner.sign(good, KEY))
                        .refusal())
                .isEqualTo(INVALID);
        assertThat(oauth.post("/services/oauth2/token", Map.of("grant_type", GRANT, "assertion", "%%%"))
                        .refusal())
                .isEqualTo(INVALID);
    }

    @Test
    void a_signed_assertion_that_is_wrapped_in_another_is_refused() {
        String signed = SamlSigner.sign(good, KEY);
        int begin = signed.indexOf("<ds:Signature");
        int end = signed.indexOf("</ds:Signature>") + "</ds:Signature>".length();
        String signature = signed.substring(begin, end);
        String evil = good.replace(
                oauth.org.administrator().username(), oauth.org.readyApp().username());

        assertThat(bearer(evil.replace("</saml:Assertion>", good + "</saml:Assertion>")
                                .replaceFirst("(?=<saml:Subject>)", Matcher.quoteReplacement(signature)))
                        .refusal())
                .isEqualTo(INVALID);
        String inObject = signature.replace("</ds:Signature>", "<ds:Object>" + good + "</ds:Object></ds:Signature>");
        assertThat(bearer(evil.replace("ID=\"_one\"", "ID=\"_two\"")
                                .replace("</saml:Assertion>", inObject + "</saml:Assertion>"))
                        .refusal())
                .isEqualTo(INVALID);
        String nested = "<saml:Advice>" + signed + "</saml:Advice>";
        assertThat(bearer(evil.replace("ID=\"_one\"", "ID=\"_two\"")
                                .replace("</saml:Assertion>", nested + "</saml:Assertion>"))
                        .refusal())
                .isEqualTo(INVALID);
    }

    @Test
    void a_comment_in_the_username_changes_nothing_of_who_is_meant() {
        String username = oauth.org.administrator().username();
        String cut = good.replace(username, username + ".evil.example");
        String signed = SamlSigner.sign(cut, KEY).replace(username, username + "<!-- -->");
        assertThat(bearer(signed).refusal()).isEqualTo("invalid_grant: user hasn't approved this consumer");
    }

    @Test
    void recipient_audience_and_time_must_be_right() {
        String username = oauth.org.administrator().username();
        String endpoint = oauth.org.instanceUrl() + "/services/oauth2/token";
        String login = "https://login.salesforce.com";
        Instant soon = Instant.now().plus(Duration.ofMinutes(2));
        assertThat(signed(username, "https://evil.example/token", login, soon).refusal())
                .isEqualTo(INVALID);
        assertThat(signed(username, endpoint, "https://evil.example", soon).refusal())
                .isEqualTo("invalid_grant: Audience validation failed");
        assertThat(signed(username, endpoint, login, soon.minus(Duration.ofMinutes(10)))
                        .refusal())
                .isEqualTo("invalid_grant: expired authorization code");
        assertThat(signed("nobody@example.com", endpoint, login, soon).refusal())
                .isEqualTo("invalid_grant: user hasn't approved this consumer");
        assertThat(signed(username, login + "/services/oauth2/token", endpoint, soon)
                        .status())
                .isEqualTo(200);
    }

    private Answer signed(String username, String recipient, String audience, Instant until) {
        return bearer(SamlSigner.sign(assertion(username, recipient, audience, until), KEY));
    }

    private String assertion(String username, String recipient, String audience, Instant until) {
        return """
                <saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_one" Version="2.0" \
                IssueInstant="%1$s"><saml:Issuer>%2$s</saml:Issuer><saml:Subject><saml:NameID>%3$s</saml:NameID>\
                <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">\
                <saml:SubjectConfirmationData NotOnOrAfter="%6$s" Recipient="%4$s"/></saml:SubjectConfirmation>\
                </saml:Subject><saml:Conditions NotOnOrAfter="%6$s"><saml:AudienceRestriction>\
                <saml:Audience>%5$s</saml:Audience></saml:AudienceRestriction></saml:Conditions></saml:Assertion>""".formatted(Instant.now(), oauth.consumer().consumerKey(), username, recipient, audience, until);
    }

    private Answer bearer(String xml) {
        String encoded = Base64.getUrlEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
        return oauth.post("/services/oauth2/token", Map.of("grant_type", GRANT, "assertion", encoded));
    }
}
