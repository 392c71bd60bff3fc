package dev.sallyport.org.oauth;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.OAuthApp;
import java.time.Clock;
import java.util.Collections;

/** The SAML 2.0 bearer assertion flow (RFC 7522; Salesforce Help, "OAuth 2.0 SAML Bearer Assertion Flow"). */
final class SamlBearerGrant implements Grant {
    static final String TYPE = "urn:ietf:params:oauth:grant-type:saml2-bearer";

    private final Clients clients;
    private final AssertedUsers users;
    private final Hosts hosts;
    private final Clock clock;

    SamlBearerGrant(Clients clients, AssertedUsers users, Hosts hosts, Clock clock) {
        this.clients = clients;
        this.users = users;
        this.hosts = hosts;
        this.clock = clock;
    }

    /** The issuer is the consumer key and the subject the username, as in the JWT bearer flow. */
    @Override
    public Granted decide(TokenRequest request) {
        request.refuseScope();
        SamlAssertion assertion =
                request.form().value("assertion").flatMap(SamlAssertion::parse).orElseThrow(SamlBearerGrant::invalid);
        OAuthApp app = clients.find(assertion.issuer());
        if (Certificates.of(app).filter(assertion::isSignedBy).isEmpty()
                || !hosts.tokenEndpoints().contains(assertion.recipient())) {
            throw invalid();
        }
        boolean meantForUs = !Collections.disjoint(assertion.audience(), hosts.audiences())
                || !Collections.disjoint(assertion.audience(), hosts.tokenEndpoints());
        if (!meantForUs) {
            throw OAuthErrors.refused("invalid_grant", "Audience validation failed");
        }
        if (!assertion.isCurrent(clock.instant())) {
            throw OAuthErrors.refused("invalid_grant", "expired authorization code");
        }
        return users.admit(app, assertion.subject(), LoginFlow.SAML_BEARER, request.origin(), AnswerMember.ALL);
    }

    private static ApiException invalid() {
        return OAuthErrors.refused("invalid_grant", "invalid assertion");
    }
}
