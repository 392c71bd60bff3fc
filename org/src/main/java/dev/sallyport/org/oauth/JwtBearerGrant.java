package dev.sallyport.org.oauth;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.OAuthApp;
import java.time.Clock;
import java.util.Collections;
import java.util.List;

/** The JWT bearer flow (RFC 7523 section 2.1; Salesforce Help, "OAuth 2.0 JWT Bearer Flow"). */
final class JwtBearerGrant implements Grant {
    static final String TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /** Salesforce Help, "OAuth 2.0 JWT Bearer Flow for Server-to-Server Integration". */
    private static final List<AnswerMember> ANSWER = List.of(
            AnswerMember.ACCESS_TOKEN,
            AnswerMember.SCOPE,
            AnswerMember.INSTANCE_URL,
            AnswerMember.ID,
            AnswerMember.TOKEN_TYPE);

    private final Clients clients;
    private final UsedAssertions used;
    private final AssertedUsers users;
    private final Hosts hosts;
    private final Clock clock;

    JwtBearerGrant(Clients clients, UsedAssertions used, AssertedUsers users, Hosts hosts, Clock clock) {
        this.clients = clients;
        this.used = used;
        this.users = users;
        this.hosts = hosts;
        this.clock = clock;
    }

    /** The issuer is the consumer key and the subject the username. */
    @Override
    public Granted decide(TokenRequest request) {
        request.refuseScope();
        JwtAssertion assertion =
                request.form().value("assertion").flatMap(JwtAssertion::parse).orElseThrow(JwtBearerGrant::invalid);
        OAuthApp app = clients.find(assertion.issuer().orElse(""));
        if (Certificates.of(app).filter(assertion::isSignedBy).isEmpty()) {
            throw invalid();
        }
        if (Collections.disjoint(assertion.audience(), hosts.audiences())) {
            throw OAuthErrors.refused("invalid_grant", "audience is invalid");
        }
        if (!assertion.isCurrent(clock.instant())) {
            throw OAuthErrors.refused("invalid_grant", "expired authorization code");
        }
        if (!used.take(app.id(), assertion)) {
            throw OAuthErrors.refused("invalid_grant", "invalid assertion: its jti has been sent before");
        }
        return users.admit(app, assertion.subject(), LoginFlow.JWT_BEARER, request.origin(), ANSWER);
    }

    private static ApiException invalid() {
        return OAuthErrors.refused("invalid_grant", "invalid assertion");
    }
}
