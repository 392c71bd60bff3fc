package dev.sallyport.org.setup.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.junit.LocalOrgExtension;
import dev.sallyport.org.setup.PermissionSet;
import dev.sallyport.org.setup.Profile.ObjectPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PermissionSetPagesTest {
    @RegisterExtension
    static final LocalOrgExtension ORG = LocalOrgExtension.with(builder -> builder.records(0));

    private LocalOrg org;
    private SetupBrowser browser;

    @BeforeEach
    void openPermissionSets(LocalOrg given) {
        org = given;
        browser = SetupBrowser.ofAdministrator(org);
        browser.follow("Permission Sets");
    }

    @Test
    void one_is_made_granted_and_shown_with_who_has_it(ReadyApp app) {
        make("Reads accounts");
        assertThat(browser.fact("API Name")).isEqualTo("Reads_accounts");
        browser.follow("Edit");
        browser.tick("API Enabled");
        browser.tick("Read Accounts");
        browser.press("Save");

        PermissionSet set = org.setup().permissionSets().get("Reads_accounts");
        assertThat(set.permissions()).containsExactly("PermissionsApiEnabled");
        assertThat(org.setup().permissions().objects(set.id()))
                .containsEntry("Account", new ObjectPermission(true, false, false, false));
        assertThat(browser.fact("API Enabled")).isEqualTo("Checked");
        assertThat(browser.text()).contains("Nobody has it yet.");

        org.setup().permissionSets().assign(set, org.setup().users().get(app.username()), set.id());
        browser.open(browser.path());
        assertThat(browser.hasLink("App Builder Integration")).isTrue();
    }

    @Test
    void refusals_are_beside_their_fields() {
        browser.follow("New");
        browser.press("Save");
        assertThat(browser.error("Label")).isEqualTo("Error: You must enter a value");

        browser.fill("Label", "Reads");
        browser.fill("API Name", "1 two");
        browser.press("Save");
        assertThat(browser.error("API Name")).contains("can only contain underscores and alphanumeric characters");
        assertThat(browser.value("Label")).isEqualTo("Reads");

        browser.fill("API Name", "Reads");
        browser.fill("Description", "x".repeat(256));
        browser.press("Save");
        assertThat(browser.error("Description")).contains("max length=255");

        browser.fill("Description", "");
        browser.press("Save");
        browser.follow("Permission Sets");
        browser.follow("New");
        browser.fill("Label", "Reads");
        browser.press("Save");
        assertThat(browser.error("API Name")).contains("'Reads' is already in use");
    }

    @Test
    void one_that_somebody_has_is_not_deleted(ReadyApp app) {
        make("Reads accounts");
        PermissionSet set = org.setup().permissionSets().get("Reads_accounts");
        org.setup().permissionSets().assign(set, org.setup().users().get(app.username()), set.id());

        browser.press("Delete");
        assertThat(browser.alert())
                .isEqualTo("You can't delete the permission set Reads accounts because it's assigned to users.");

        org.setup().permissionSets().unassign(set, org.setup().users().get(app.username()), set.id());
        browser.open("/setup/permission-sets/" + set.id());
        browser.press("Delete");
        assertThat(browser.notice()).isEqualTo("Deleted.");
        assertThat(org.setup().permissionSets().list()).isEmpty();
    }

    private void make(String label) {
        browser.follow("New");
        browser.fill("Label", label);
        browser.press("Save");
    }
}
