package dev.sallyport.org.oauth;

import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import java.util.Set;

/** The hosts of the org, and what is told apart by their addresses. */
final class Hosts {
    private final Host myDomain;
    private final Host login;
    private final Setup setup;

    Hosts(Host myDomain, Host login, Setup setup) {
        this.myDomain = myDomain;
        this.login = login;
        this.setup = setup;
    }

    Host myDomain() {
        return myDomain;
    }

    Host login() {
        return login;
    }

    /** The identity URL of a user, which is also the subject of ID tokens. */
    String identityUrl(User user) {
        return myDomain.root() + "/id/" + setup.organizationId() + "/" + user.id();
    }

    /** Whom an assertion may be meant for: this org, by its own addresses or by the one that clients take from books. */
    Set<String> audiences() {
        return Set.of(myDomain.root(), login.root(), publicLogin());
    }

    /** The token endpoints of those. */
    Set<String> tokenEndpoints() {
        return Set.of(myDomain.tokenEndpoint(), login.tokenEndpoint(), publicLogin() + TokenEndpoint.PATH);
    }

    private String publicLogin() {
        return setup.settings().sandbox() ? "https://test.salesforce.com" : "https://login.salesforce.com";
    }
}
