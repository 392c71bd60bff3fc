package dev.sallyport.conformance.camel;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.setup.User;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;

/** A local org with an app that is ready, and logins to it. */
final class OrgUnderTest implements AutoCloseable {
    private final LocalOrg org;
    private final ReadyApp app;
    private final List<CamelUnderTest> guests = new ArrayList<>();

    OrgUnderTest() {
        this(LocalOrg.builder());
    }

    OrgUnderTest(LocalOrg.Builder builder) {
        this.org = builder.start();
        this.app = org.readyApp();
    }

    LocalOrg org() {
        return org;
    }

    ReadyApp app() {
        return app;
    }

    User administrator() {
        return org.setup().users().get(org.administrator().username());
    }

    String url() {
        return org.instanceUrl().toString();
    }

    /** A login with the app's key and secret, to be completed. */
    SalesforceLoginConfig login(AuthenticationType type) {
        SalesforceLoginConfig login = new SalesforceLoginConfig();
        login.setType(type);
        login.setLoginUrl(url());
        login.setClientId(app.consumerKey());
        login.setClientSecret(app.consumerSecret());
        return login;
    }

    /** Camel, logged in by client credentials, until the org is closed. */
    CamelUnderTest camel() {
        CamelUnderTest camel = new CamelUnderTest(login(AuthenticationType.CLIENT_CREDENTIALS));
        guests.add(camel);
        return camel;
    }

    /** Camel logs out, and so goes first. */
    @Override
    public void close() {
        guests.forEach(CamelUnderTest::close);
        org.close();
    }
}
