package dev.sallyport.org.setup.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.OrgClient;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.junit.LocalOrgExtension;
import dev.sallyport.org.setup.AuditTrail;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Profile.FieldPermission;
import java.util.stream.StreamSupport;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FieldSecurityPagesTest {
    private static final String DATA = "/services/data/v60.0";

    @RegisterExtension
    static final LocalOrgExtension ORG = LocalOrgExtension.with(builder -> builder.records(100));

    private LocalOrg org;
    private OrgClient client;
    private String token;
    private SetupBrowser browser;

    @BeforeEach
    void openTheProfile(LocalOrg given, ReadyApp app) {
        org = given;
        client = new OrgClient(org);
        token = client.token(app);
        browser = SetupBrowser.ofAdministrator(org);
        browser.follow("Profiles");
        browser.follow("App Builder Integration");
        browser.follow("View Fields of Account");
    }

    @Test
    void a_field_that_is_not_visible_is_not_in_describe_not_in_queries_and_cannot_be_written() {
        String account = client.get(DATA + "/query?q=SELECT+Id,Phone+FROM+Account+LIMIT+1", token)
                .json()
                .path("records")
                .path(0)
                .path("Id")
                .asText();

        browser.untick("Visible Account Phone");
        browser.press("Save");

        assertThat(browser.notice()).isEqualTo("Your changes are saved.");
        assertThat(browser.isTicked("Visible Account Phone")).isFalse();
        assertThat(fieldOfDescribe("Phone").isMissingNode()).isTrue();
        assertThat(client.get(DATA + "/query?q=SELECT+Phone+FROM+Account", token)
                        .refusal())
                .startsWith("INVALID_FIELD:")
                .contains("No such column 'Phone'");
        assertThat(client.patch(DATA + "/sobjects/Account/" + account, token, "{\"Phone\": \"1\"}")
                        .refusal())
                .startsWith("INVALID_FIELD");
    }

    @Test
    void a_field_that_is_read_only_is_read_and_not_written() {
        browser.tick("Read-Only Account Phone");
        browser.press("Save");

        assertThat(fieldOfDescribe("Phone").path("updateable").asBoolean(true)).isFalse();
        assertThat(client.get(DATA + "/query?q=SELECT+Phone+FROM+Account+LIMIT+1", token)
                        .status())
                .isEqualTo(200);
        assertThat(client.post(DATA + "/sobjects/Account", token, "{\"Name\": \"x\", \"Phone\": \"1\"}")
                        .refusal())
                .startsWith("INVALID_FIELD");
    }

    @Test
    void saving_without_a_change_says_nothing_of_any_field_and_a_change_of_one_says_it_of_that_alone() {
        browser.press("Save");
        assertThat(org.setup().permissions().fields(profile().id())).isEmpty();

        browser.untick("Visible Account Phone");
        browser.press("Save");

        assertThat(org.setup().permissions().fields(profile().id()))
                .containsOnlyKeys("Account.Phone")
                .containsEntry("Account.Phone", new FieldPermission(false, false));
        assertThat(org.setup().auditTrail().latest(1, 0))
                .extracting(AuditTrail.Entry::display)
                .containsExactly("Changed profile App Builder Integration: permissions of Account.Phone");

        browser.tick("Visible Account Phone");
        browser.press("Save");
        assertThat(fieldOfDescribe("Phone").path("updateable").asBoolean()).isTrue();
    }

    @Test
    void required_and_system_fields_stand_as_they_are() {
        assertThat(box("visible", "Name").hasAttr("disabled")).isTrue();
        assertThat(box("visible", "Id").hasAttr("checked")).isTrue();
        assertThat(box("readOnly", "CreatedDate").hasAttr("checked")).isTrue();
        assertThat(box("readOnly", "CreatedDate").hasAttr("disabled")).isTrue();
    }

    @Test
    void a_standard_profile_says_that_its_clone_is_to_be_changed() {
        browser.follow("Profiles");
        browser.follow("System Administrator");
        browser.follow("View Fields of Account");

        assertThat(browser.text()).contains("This is a standard profile");
        assertThat(box("visible", "Phone").hasAttr("disabled")).isTrue();
        assertThat(box("visible", "Customer_Priority__c").hasAttr("disabled")).isFalse();
        browser.press("Save");
        assertThat(browser.notice()).isEqualTo("Your changes are saved.");
    }

    private Elements box(String column, String field) {
        return browser.page().select("input[name=" + column + "][value=" + field + "]");
    }

    private JsonNode fieldOfDescribe(String name) {
        JsonNode fields =
                client.get(DATA + "/sobjects/Account/describe", token).json().path("fields");
        return StreamSupport.stream(fields.spliterator(), false)
                .filter(field -> field.path("name").asText().equals(name))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    private Profile profile() {
        return org.setup().profiles().get("App Builder Integration");
    }
}
