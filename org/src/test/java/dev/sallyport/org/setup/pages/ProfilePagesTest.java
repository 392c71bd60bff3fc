package dev.sallyport.org.setup.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.junit.LocalOrgExtension;
import dev.sallyport.org.setup.AuditTrail;
import dev.sallyport.org.setup.Edition;
import dev.sallyport.org.setup.Profile.LoginIpRange;
import dev.sallyport.org.setup.Profile.ObjectPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProfilePagesTest {
    @RegisterExtension
    static final LocalOrgExtension ORG = LocalOrgExtension.with(builder -> builder.records(0));

    private LocalOrg org;
    private SetupBrowser browser;

    @BeforeEach
    void openProfiles(LocalOrg given) {
        org = given;
        browser = SetupBrowser.ofAdministrator(org);
        browser.follow("Profiles");
    }

    @Test
    void all_profiles_are_listed_with_their_licence() {
        assertThat(browser.lines())
                .anySatisfy(line -> assertThat(line).contains("System Administrator | Salesforce"))
                .anySatisfy(line -> assertThat(line).contains("App Builder Integration | Salesforce"));
        browser.follow("Edit App Builder Integration");
        assertThat(browser.heading()).isEqualTo("Profile Edit: App Builder Integration");
    }

    @Test
    void a_clone_without_source_or_name_is_refused_beside_both_fields() {
        browser.follow("New Profile");
        browser.press("Save");

        assertThat(browser.status()).isEqualTo(400);
        assertThat(browser.error("Existing Profile")).isEqualTo("Error: You must enter a value");
        assertThat(browser.error("Profile Name")).isEqualTo("Error: You must enter a value");
        assertThat(browser.alert()).startsWith("Error: Invalid Data.");
    }

    @Test
    void a_name_that_is_taken_or_too_long_is_refused_and_what_was_typed_stays() {
        browser.follow("Clone System Administrator");
        assertThat(browser.value("Existing Profile")).isEqualTo("System Administrator");
        browser.fill("Profile Name", "App Builder Integration");
        browser.press("Save");

        assertThat(browser.error("Profile Name"))
                .isEqualTo("Error: The profile name 'App Builder Integration' is already in use");
        assertThat(browser.value("Profile Name")).isEqualTo("App Builder Integration");
        assertThat(browser.value("Existing Profile")).isEqualTo("System Administrator");

        browser.fill("Profile Name", "x".repeat(256));
        browser.press("Save");
        assertThat(browser.error("Profile Name")).contains("data value too large", "(max length=255)");
    }

    @Test
    void object_permissions_and_login_ip_ranges_are_edited_and_only_changes_are_in_the_trail() {
        makeClone();
        browser.follow("Edit");
        browser.untick("Delete Accounts");
        browser.untick("Modify All Accounts");
        browser.fill("IP Start Address 1", "127.0.0.0");
        browser.fill("IP End Address 1", "127.0.0.255");
        browser.press("Save");

        var profile = org.setup().profiles().get("Clone");
        assertThat(org.setup().permissions().objects(profile.id()))
                .containsEntry("Account", new ObjectPermission(true, true, true, false, true, false));
        assertThat(org.setup().profiles().loginIpRanges(profile.id()))
                .containsExactly(new LoginIpRange("127.0.0.0", "127.0.0.255"));
        assertThat(browser.text()).contains("127.0.0.0 127.0.0.255");
        assertThat(browser.fact("Modify All Data")).isEqualTo("Not Checked");
        assertThat(org.setup().auditTrail().latest(3, 0))
                .extracting(AuditTrail.Entry::display)
                .containsExactly(
                        "Changed login IP ranges of profile Clone",
                        "Changed profile Clone: permissions of Account",
                        "Created profile Clone cloned from System Administrator");
    }

    @Test
    void a_range_that_ends_before_it_starts_is_refused_and_nothing_is_saved() {
        makeClone();
        browser.follow("Edit");
        browser.tick("API Only User");
        browser.untick("Delete Accounts");
        browser.untick("Modify All Accounts");
        browser.fill("IP Start Address 1", "10.0.0.9");
        browser.fill("IP End Address 1", "10.0.0.1");
        browser.press("Save");

        assertThat(browser.error("Login IP Ranges"))
                .contains("starts at an address and ends at the same or a higher one: 10.0.0.9 to 10.0.0.1");
        assertThat(browser.value("IP Start Address 1")).isEqualTo("10.0.0.9");
        assertThat(browser.isTicked("API Only User")).isTrue();
        assertThat(browser.isTicked("Delete Accounts")).isFalse();
        var profile = org.setup().profiles().get("Clone");
        assertThat(profile.permissions()).containsEntry("PermissionsApiUserOnly", false);
        assertThat(org.setup().permissions().objects(profile.id()).get("Account"))
                .isEqualTo(new ObjectPermission(true, true, true, true, true, true));
        assertThat(org.setup().auditTrail().latest(1, 0).get(0).action()).isEqualTo("createdprofile");
    }

    @Test
    void a_permission_that_lacks_another_is_refused_above_the_form() {
        makeClone();
        browser.follow("Edit");
        browser.untick("Edit Leads");
        browser.press("Save");

        assertThat(browser.status()).isEqualTo(400);
        assertThat(browser.alert()).contains("Permission Modify All Lead depends on permission(s): Edit Lead");
        assertThat(browser.isTicked("Edit Leads")).isFalse();
    }

    @Test
    void a_standard_profile_says_that_its_clone_is_to_be_changed() {
        browser.follow("Edit System Administrator");

        assertThat(browser.text()).contains("This is a standard profile");
        assertThat(browser.page().select("fieldset[disabled] #PermissionsApiUserOnly"))
                .hasSize(1);
        browser.press("Save");
        assertThat(browser.heading()).isEqualTo("Profile: System Administrator");
        assertThat(org.setup().profiles().get("System Administrator").allows("PermissionsApiEnabled"))
                .isTrue();
    }

    @Test
    void of_very_many_custom_objects_a_page_shows_some_and_saves_those_alone() {
        try (LocalOrg large =
                LocalOrg.builder().records(0).customObjects(250, 11).start()) {
            large.readyApp();
            SetupBrowser there = SetupBrowser.ofAdministrator(large);
            there.follow("Profiles");
            there.follow("App Builder Integration");
            assertThat(there.text()).contains("Custom objects 1 to 100 of 251.");
            assertThat(there.hasLink("View Fields of Generated 100")).isTrue();
            assertThat(there.hasLink("View Fields of Generated 101")).isFalse();

            there.follow("Edit");
            there.follow("Next Objects");
            assertThat(there.text()).contains("Custom objects 101 to 200 of 251.");
            there.fill("Custom Objects by Label or API Name", "generated_0222__C");
            there.press("Find Objects");
            assertThat(there.text()).contains("Custom objects 1 to 1 of 1.");
            there.untick("Edit Generated 222");
            there.press("Save");
            assertThat(there.alert()).contains("Permission Modify All Generated_0222__c depends on");
            there.untick("Delete Generated 222");
            there.untick("Modify All Generated 222");
            there.press("Save");

            var profile = large.setup().profiles().get("App Builder Integration");
            var changed = large.setup().permissions().objects(profile.id());
            assertThat(changed)
                    .hasSizeGreaterThan(251)
                    .containsEntry("Generated_0222__c", new ObjectPermission(true, true, false, false, true, false))
                    .containsEntry("Generated_0221__c", new ObjectPermission(true, true, true, true, true, true));

            there.open("/setup/profiles/" + profile.id().value() + "/edit?objects=nothing+like+it");
            assertThat(there.text()).contains("No custom object is found.");
            there.press("Save");
            assertThat(large.setup().permissions().objects(profile.id())).isEqualTo(changed);
        }
    }

    @Test
    void users_of_a_profile_are_a_click_away() {
        browser.follow("App Builder Integration");
        browser.follow("View Users");

        assertThat(browser.lines()).hasSize(1).allSatisfy(line -> assertThat(line)
                .contains("Integration, App Builder"));
    }

    @Test
    void developer_edition_has_no_api_only_user_and_says_why() {
        try (LocalOrg developer =
                LocalOrg.builder().records(0).edition(Edition.DEVELOPER).start()) {
            SetupBrowser there = SetupBrowser.ofAdministrator(developer);
            there.follow("Profiles");
            there.follow("Clone System Administrator");
            there.fill("Profile Name", "Integration");
            there.press("Save");
            there.follow("Edit");

            assertThat(there.text())
                    .contains("The API Only User permission is available in Enterprise Edition and above and in"
                            + " sandboxes; this org is neither.");
            assertThat(there.page().select("#PermissionsApiUserOnly")).isEmpty();
            there.press("Save");
            assertThat(there.heading()).isEqualTo("Profile: Integration");
        }
    }

    @Test
    void a_profile_that_is_not_there_is_not_found() {
        browser.open("/setup/profiles/00e000000000000AAA");

        assertThat(browser.status()).isEqualTo(404);
        assertThat(browser.alert()).isEqualTo("No profile '00e000000000000AAA' in this org");
    }

    private void makeClone() {
        browser.follow("Clone System Administrator");
        browser.fill("Profile Name", "Clone");
        browser.press("Save");
    }
}
