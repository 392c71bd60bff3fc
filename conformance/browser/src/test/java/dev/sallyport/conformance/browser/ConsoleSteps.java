package dev.sallyport.conformance.browser;

/** The guide's second half, a step a method: what App Builder's IDE asks for, under the names that the guide gives it. */
final class ConsoleSteps {
    private final Premises premises;
    private final Person person;

    ConsoleSteps(Premises premises, Person person) {
        this.premises = premises;
        this.person = person;
    }

    void makeSecurityProvider(String clientId, String clientSecret) {
        fillSecurityProviderIn(clientId, clientSecret);
        person.press("Save").sees("Saved.");
    }

    void fillSecurityProviderIn(String clientId, String clientSecret) {
        person.open(premises.console("/"))
                .follow("Security Providers")
                .click("+ Data Source Authentication")
                .type("Name", Premises.SECURITY_PROVIDER)
                .choose("OAuth Grant", "Client Credentials")
                .choose("OAuth Client Authentication", "Basic")
                .choose("OAuth Resource Authentication", "Bearer")
                .choose("Token Owner", "Client")
                .choose("Redirect on Challenge", "True");
        String instance = premises.setup().toString();
        person.press("+ Endpoints")
                .type("Authorization Endpoint", instance + "/services/oauth2/authorize")
                .type("Token Endpoint", instance + "/services/oauth2/token")
                .type("User Info Endpoint", instance + "/services/oauth2/userinfo");
        addCredential(clientId, clientSecret);
    }

    private void addCredential(String clientId, String clientSecret) {
        person.press("+ Credential").credential("Type").selectOption("Client");
        person.credential("User Name").fill(clientId);
        person.credential("Password").fill(clientSecret);
    }

    void makeDataServer() {
        person.open(premises.console("/"))
                .follow("Data Servers")
                .click("+ Server")
                .type("Server Name", Premises.DATA_SERVER)
                .choose("Type", "Salesforce")
                .choose("Security Provider", Premises.SECURITY_PROVIDER)
                .type("OAuth server URL", premises.oauthServerUrl())
                .press("Save")
                .sees("Saved.");
    }

    /** Presses Test Connection, and waits until it has ended. */
    void testConnection() {
        person.open(premises.console("/data-servers/" + Premises.DATA_SERVER))
                .press("Test Connection")
                .waitsFor("#test .alert");
    }

    void importTables(String... tables) {
        person.open(premises.console("/data-servers/" + Premises.DATA_SERVER + "/tables/_import"));
        for (String table : tables) {
            person.type("Filter by name or label", table).press("Filter").tick(table);
        }
        person.press("Import").sees(tables.length == 1 ? "1 table read" : tables.length + " tables read");
    }
}
