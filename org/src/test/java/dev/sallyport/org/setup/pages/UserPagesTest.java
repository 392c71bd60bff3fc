package dev.sallyport.org.setup.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.junit.LocalOrgExtension;
import dev.sallyport.org.setup.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UserPagesTest {
    private static final String REQUIRED = "Error: You must enter a value";

    @RegisterExtension
    static final LocalOrgExtension ORG = LocalOrgExtension.with(builder -> builder.records(0));

    private LocalOrg org;
    private SetupBrowser browser;

    @BeforeEach
    void openUsers(LocalOrg given) {
        org = given;
        browser = SetupBrowser.ofAdministrator(org);
        browser.follow("Users");
    }

    @Test
    void all_required_fields_are_asked_for_at_once() {
        browser.follow("New User");
        browser.press("Save");

        assertThat(browser.error("Last Name")).isEqualTo(REQUIRED);
        assertThat(browser.error("Email")).isEqualTo(REQUIRED);
        assertThat(browser.error("Profile")).isEqualTo(REQUIRED);
        assertThat(browser.error("First Name")).isEmpty();
        assertThat(browser.value("User License")).isEqualTo("Salesforce");
        assertThat(browser.isTicked("Active")).isTrue();
    }

    @Test
    void each_refusal_is_beside_its_field_and_all_that_was_typed_stays() {
        fillNewUser();
        browser.fill("Email", "nonsense");
        browser.press("Save");
        assertThat(browser.error("Email")).isEqualTo("Error: Email: invalid email address: nonsense");
        assertThat(browser.value("Email")).isEqualTo("nonsense");
        assertThat(browser.value("First Name")).isEqualTo("Data");
        assertThat(browser.value("Profile")).isEqualTo("App Builder Integration");

        browser.fill("Email", "data@example.com");
        browser.fill("Username", "no address");
        browser.press("Save");
        assertThat(browser.error("Username")).contains("must be in the form of an email address");

        browser.fill("Username", org.administrator().username());
        browser.press("Save");
        assertThat(browser.error("Username")).startsWith("Error: Duplicate Username. The username already exists");

        browser.fill("Username", "data@example.com");
        browser.fill("Alias", "muchtoolong");
        browser.press("Save");
        assertThat(browser.error("Alias")).contains("data value too large: muchtoolong (max length=8)");

        browser.fill("Alias", "data");
        browser.fill("Nickname", administrator().nickname());
        browser.press("Save");
        assertThat(browser.error("Nickname")).startsWith("Error: Duplicate Nickname.");

        browser.fill("Nickname", "data");
        browser.choose("User License", "Salesforce Integration");
        browser.press("Save");
        assertThat(browser.error("Profile"))
                .isEqualTo("Error: Profile 'App Builder Integration' goes with the user license 'Salesforce', not"
                        + " 'Salesforce Integration'");

        browser.choose("User License", "Salesforce");
        browser.press("Save");
        assertThat(browser.heading()).isEqualTo("User: Data Integration");
    }

    @Test
    void a_licence_without_a_seat_is_refused_and_no_user_is_made() {
        org.setup()
                .profiles()
                .clone(
                        "Minimum Access - API Only Integrations",
                        "Robots",
                        administrator().id());
        for (int user = 1; user <= 5; user++) {
            makeRobot(user);
            assertThat(browser.heading()).isEqualTo("User: Robot " + user);
        }
        makeRobot(6);

        assertThat(browser.error("Profile")).isEqualTo("Error: License Limit Exceeded - Salesforce Integration");
        assertThat(org.setup().users().find("robot6@example.com")).isEmpty();
    }

    @Test
    void profiles_are_offered_with_their_licences() {
        browser.follow("New User");

        assertThat(browser.choices("Profile")).startsWith("--None--").contains("System Administrator");
        assertThat(browser.page()
                        .select("#ProfileId option[data-group=Salesforce Integration]")
                        .eachText())
                .isNotEmpty();
    }

    @Test
    void a_user_is_made_inactive_and_without_a_password_where_the_boxes_say_so() {
        fillNewUser();
        browser.untick("Active");
        browser.untick("Generate new password and notify user immediately");
        browser.press("Save");

        User user = org.setup().users().get("data@example.com");
        assertThat(user.active()).isFalse();
        assertThat(org.setup().users().hasPassword(user)).isFalse();
        assertThat(org.setup().mailbox().messages()).isEmpty();
        assertThat(browser.fact("Active")).isEqualTo("Not Checked");
    }

    @Test
    void a_new_password_goes_by_mail_and_is_on_no_other_page() {
        fillNewUser();
        browser.press("Save");

        String mail = org.setup().mailbox().messages().get(0).body();
        String password = mail.substring(mail.lastIndexOf(' ') + 1);
        assertThat(String.join("\n", browser.seen())).doesNotContain(password);
        User user = org.setup().users().get("data@example.com");
        assertThat(org.setup().users().hasPassword(user, password)).isTrue();

        browser.press("Reset Password");
        assertThat(browser.notice()).contains("mailed");
        assertThat(org.setup().users().hasPassword(user, password)).isFalse();
    }

    @Test
    void a_user_is_changed_and_deactivated(ReadyApp app) {
        browser.follow("Integration, App Builder");
        browser.follow("Edit");
        assertThat(browser.value("Username")).isEqualTo(app.username());
        browser.fill("First Name", "Data");
        browser.untick("Active");
        browser.press("Save");

        assertThat(browser.heading()).isEqualTo("User: Data Integration");
        assertThat(org.setup().users().get(app.username()).active()).isFalse();
    }

    @Test
    void the_last_administrator_stays_active_and_nothing_else_of_the_form_is_saved() {
        org.setup().users().list().stream()
                .filter(user -> !user.id().equals(administrator().id()))
                .filter(User::active)
                .forEach(user -> org.setup()
                        .users()
                        .setActive(user, false, administrator().id()));
        browser.open("/setup/users/" + administrator().id() + "/edit");
        String first = browser.value("First Name");
        browser.fill("First Name", "Changed");
        browser.untick("Active");
        browser.press("Save");

        assertThat(browser.error("Active")).contains("must keep at least one active user");
        assertThat(browser.isTicked("Active")).isFalse();
        assertThat(browser.value("First Name")).isEqualTo("Changed");
        assertThat(administrator().firstName()).isEqualTo(first);
    }

    @Test
    void a_user_is_frozen_and_unfrozen(ReadyApp app) {
        browser.open("/setup/users/" + app.userId());
        browser.press("Freeze");
        assertThat(org.setup().users().get(app.username()).frozen()).isTrue();
        assertThat(browser.text()).contains("This user is frozen.");

        browser.press("Unfreeze");
        assertThat(org.setup().users().get(app.username()).frozen()).isFalse();
        assertThat(browser.hasButton("Freeze")).isTrue();
    }

    @Test
    void permission_sets_are_assigned_and_removed(ReadyApp app) {
        var set = org.setup()
                .permissionSets()
                .create("Reads accounts", null, null, null, administrator().id());
        browser.open("/setup/users/" + app.userId());
        browser.press("Add Assignment");
        assertThat(browser.error("Permission Set")).isEqualTo(REQUIRED);

        browser.choose("Permission Set", "Reads accounts");
        browser.press("Add Assignment");
        assertThat(browser.notice()).isEqualTo("The permission set is assigned.");
        assertThat(org.setup().permissionSets().assignees(set)).hasSize(1);

        browser.press("Remove Reads accounts");
        assertThat(org.setup().permissionSets().assignees(set)).isEmpty();
        assertThat(browser.text()).contains("No permission sets are assigned.");
    }

    @Test
    void a_permission_set_of_another_licence_is_refused_beside_the_choice(ReadyApp app) {
        org.setup()
                .permissionSets()
                .create(
                        "For robots",
                        null,
                        null,
                        "Salesforce Integration",
                        administrator().id());
        browser.open("/setup/users/" + app.userId());
        browser.choose("Permission Set", "For robots");
        browser.press("Add Assignment");

        assertThat(browser.error("Permission Set")).contains("The user license doesn't match");
    }

    private void makeRobot(int number) {
        browser.follow("Users");
        browser.follow("New User");
        browser.fill("First Name", "Robot");
        browser.fill("Last Name", Integer.toString(number));
        browser.fill("Email", "robot" + number + "@example.com");
        browser.choose("User License", "Salesforce Integration");
        browser.choose("Profile", "Robots");
        browser.press("Save");
    }

    private void fillNewUser() {
        browser.follow("New User");
        browser.fill("First Name", "Data");
        browser.fill("Last Name", "Integration");
        browser.fill("Email", "data@example.com");
        browser.choose("Profile", "App Builder Integration");
    }

    private User administrator() {
        return org.setup().users().get(org.administrator().username());
    }
}
