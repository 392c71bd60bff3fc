package dev.sallyport.org.setup.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.junit.LocalOrgExtension;
import dev.sallyport.org.setup.ConsumerDetails;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConsumerPagesTest {
    @RegisterExtension
    static final LocalOrgExtension ORG = LocalOrgExtension.with(builder -> builder.records(0));

    private LocalOrg org;
    private SetupBrowser browser;
    private String consumerPage;

    @BeforeEach
    void openTheApp(LocalOrg given, ReadyApp app) {
        org = given;
        consumerPage = "/setup/connected-apps/" + app.connectedAppId() + "/consumer-details";
        browser = SetupBrowser.ofAdministrator(org);
        browser.open("/setup/connected-apps/" + app.connectedAppId());
    }

    @Test
    void the_code_of_the_mailbox_leads_to_key_and_secret(ReadyApp app) {
        browser.press("Manage Consumer Details");
        assertThat(browser.text())
                .contains(
                        "We sent a verification code to " + org.administrator().username());
        assertThat(browser.hasLink("mailbox (opens a new tab)")).isTrue();
        browser.fill("Verification Code", browser.codeInMailbox());
        browser.press("Verify");

        assertThat(browser.path()).isEqualTo(consumerPage);
        assertThat(browser.value("Consumer Key")).isEqualTo(app.consumerKey());
        assertThat(browser.value("Consumer Secret")).isEqualTo(app.consumerSecret());
        assertThat(browser.header("Cache-Control")).contains("no-store");
    }

    @Test
    void without_the_check_the_address_alone_shows_nothing(ReadyApp app) {
        browser.open(consumerPage);

        assertThat(browser.heading()).isEqualTo("Verify Your Identity");
        assertThat(browser.html()).doesNotContain(app.consumerSecret()).doesNotContain(app.consumerKey());
        browser.press("Send Verification Code");
        browser.fill("Verification Code", browser.codeInMailbox());
        browser.press("Verify");
        assertThat(browser.value("Consumer Secret")).isEqualTo(app.consumerSecret());
    }

    @Test
    void a_wrong_code_is_refused_beside_its_field_and_five_end_the_check() {
        browser.press("Manage Consumer Details");
        browser.press("Verify");
        assertThat(browser.error("Verification Code")).isEqualTo("Error: You must enter a value");

        IntStream.range(0, 5).forEach(wrong -> {
            browser.fill("Verification Code", "no code");
            browser.press("Verify");
            assertThat(browser.error("Verification Code")).isEqualTo("Error: The verification code is wrong");
        });
        browser.fill("Verification Code", browser.codeInMailbox());
        browser.press("Verify");
        assertThat(browser.error("Verification Code")).contains("no longer valid: request a new one");

        browser.press("Resend Code");
        assertThat(browser.notice()).contains("A new verification code is in the mailbox.");
        browser.fill("Verification Code", browser.codeInMailbox());
        browser.press("Verify");
        assertThat(browser.heading()).startsWith("Consumer Details");
    }

    @Test
    void a_check_that_was_passed_lasts_for_a_quarter_of_an_hour() {
        pass();
        browser.follow("App Manager");
        browser.follow("View App Builder Integration");
        browser.press("Manage Consumer Details");
        assertThat(browser.heading()).startsWith("Consumer Details");

        org.controls().advanceClock(Duration.ofMinutes(16));
        browser.open(consumerPage);
        assertThat(browser.heading()).isEqualTo("Verify Your Identity");
    }

    @Test
    void another_administrator_has_to_pass_a_check_too() {
        pass();
        var profile = org.setup().profiles().get("System Administrator");
        var user = org.setup()
                .users()
                .create(
                        new dev.sallyport.org.setup.User.Draft(
                                "Kim", "Sand", "kim@example.com", null, null, profile, null),
                        org.setup().users().get(org.administrator().username()).id());
        org.setup().users().setPassword(user, "correct horse");
        SetupBrowser other = new SetupBrowser(org);
        other.open(consumerPage);
        other.logIn("kim@example.com", "correct horse");

        assertThat(other.heading()).isEqualTo("Verify Your Identity");
    }

    @Test
    void a_new_key_and_secret_take_the_place_of_the_old(ReadyApp app) {
        pass();
        browser.press("Generate New Key and Secret");

        assertThat(browser.notice()).contains("The app has a new key and secret.");
        ConsumerDetails now = org.setup()
                .oauthApps()
                .consumerDetails(org.setup().connectedApps().get(app.connectedAppId()));
        assertThat(now.consumerSecret()).isNotEqualTo(app.consumerSecret());
        assertThat(browser.value("Consumer Key")).isEqualTo(now.consumerKey());
        assertThat(browser.value("Consumer Secret")).isEqualTo(now.consumerSecret());
        assertThat(browser.query()).doesNotContain(now.consumerSecret());
    }

    private void pass() {
        browser.press("Manage Consumer Details");
        browser.fill("Verification Code", browser.codeInMailbox());
        browser.press("Verify");
    }
}
