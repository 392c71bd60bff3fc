package dev.sallyport.conformance.browser;

import dev.sallyport.org.Administrator;

/** The guide's first half, a step a method: what is clicked in Salesforce, under the names that the guide gives it. */
final class SetupSteps {
    private static final String NAME = "App Builder Integration";

    private final Premises premises;
    private final Person person;

    SetupSteps(Premises premises, Person person) {
        this.premises = premises;
        this.person = person;
    }

    /** What the app's page of consumer details shows. */
    record Consumer(String key, String secret) {}

    void logIn() {
        person.open(premises.setup());
        logInHere();
        person.sees("Profiles");
    }

    /** Logs in on the page that asks for it. */
    void logInHere() {
        Administrator administrator = premises.org().administrator();
        person.type("Username", administrator.username())
                .type("Password", administrator.password())
                .press("Log In");
    }

    void makeProfile() {
        person.follow("Profiles")
                .click("New Profile")
                .choose("Existing Profile", "System Administrator")
                .type("Profile Name", NAME)
                .press("Save")
                .click("Edit")
                .tick("API Only User")
                .press("Save")
                .sees("Profile: " + NAME);
    }

    void makeUser() {
        person.follow("Users")
                .click("New User")
                .type("First Name", "App Builder")
                .type("Last Name", "Integration")
                .type("Email", "integration@example.com")
                .choose("User License", "Salesforce")
                .choose("Profile", NAME)
                .press("Save")
                .sees("User: " + NAME);
    }

    void makeConnectedApp() {
        person.follow("App Manager")
                .click("New Connected App")
                .type("Connected App Name", NAME)
                .type("Contact Email", "team@example.com")
                .tick("Enable OAuth Settings")
                .type("Callback URL", "https://appbuilder.example/signin-" + Premises.SECURITY_PROVIDER)
                .tick("Manage user data via APIs (api)")
                .tick("Full access (full)")
                .tick("Perform requests at any time (refresh_token, offline_access)")
                .tick("Enable Client Credentials Flow")
                .press("Save")
                .click("Continue")
                .sees("Connected App: " + NAME);
    }

    void chooseRunAsUser() {
        person.click("Manage")
                .click("Edit Policies")
                .type("Run As", "app builder")
                .press("Run As Lookup")
                .click(NAME)
                .press("Save")
                .sees("integration@example.com")
                .click("View Connected App");
    }

    Consumer consumerDetails() {
        person.click("Manage Consumer Details");
        return readConsumerDetails();
    }

    /** Reads them where the button has led, behind the identity check if it is still to be passed. */
    Consumer readConsumerDetails() {
        if (person.text().contains("Verify Your Identity")) {
            String code = codeFromMailbox();
            person.type("Verification Code", code).press("Verify");
        }
        person.sees("Consumer Details: " + NAME);
        return new Consumer(
                person.field("Consumer Key").inputValue(),
                person.field("Consumer Secret").inputValue());
    }

    private String codeFromMailbox() {
        String mail = person.openTab(premises.setup())
                .follow("Mailbox")
                .sees("verification code")
                .text();
        person.closeTab();
        return mail.replaceAll("(?s).*?\\b(\\d{5,6})\\b.*", "$1");
    }
}
