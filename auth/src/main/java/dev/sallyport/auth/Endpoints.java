package dev.sallyport.auth;

import dev.sallyport.auth.AuthorizationException.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The authorization server's addresses. Where {@code issuer} is given, those that are missing are read from its metadata.
 *
 * @param authorization where a person signs in and consents (RFC 6749, section 3.1)
 * @param token where tokens are issued (RFC 6749, section 3.2)
 * @param userInfo where a token tells whose it is (OpenID Connect Core, section 5.3)
 * @param revocation where tokens are ended (RFC 7009)
 * @param jwks where the keys are that ID tokens are signed with (RFC 7517)
 * @param issuer what the server calls itself, under which its metadata lies (RFC 8414; OpenID Connect Discovery)
 */
public record Endpoints(
        @Nullable URI authorization,
        @Nullable URI token,
        @Nullable URI userInfo,
        @Nullable URI revocation,
        @Nullable URI jwks,
        @Nullable URI issuer) {
    /** The three endpoints of the guide. */
    public Endpoints(@Nullable URI authorization, @Nullable URI token, @Nullable URI userInfo) {
        this(authorization, token, userInfo, null, null, null);
    }

    /**
     * Reads an endpoint as a user typed it; blanks around it are ignored.
     *
     * @param field what the endpoint is called, such as {@code Token Endpoint}
     * @param text blank for none
     * @return null for none
     * @throws AuthorizationException if it has a character that no address has; {@link SecurityProvider#validate()} says
     *     more
     */
    public static @Nullable URI parse(String field, String text) {
        if (text.isBlank()) {
            return null;
        }
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw AuthorizationException.of(
                    Reason.ENDPOINT_INVALID, field + " has a character that no address has: " + e.getReason() + ".");
        }
    }

    /** The endpoints of a server that publishes its metadata. */
    public static Endpoints ofIssuer(URI issuer) {
        return new Endpoints(null, null, null, null, null, issuer);
    }

    /**
     * The endpoints of a Salesforce org.
     *
     * @param myDomain the org's own address, such as {@code https://acme.my.salesforce.com}
     */
    public static Endpoints salesforce(URI myDomain) {
        return new Endpoints(
                myDomain.resolve("/services/oauth2/authorize"),
                myDomain.resolve("/services/oauth2/token"),
                myDomain.resolve("/services/oauth2/userinfo"),
                myDomain.resolve("/services/oauth2/revoke"),
                myDomain.resolve("/id/keys"),
                null);
    }

    /** The address that names the server to a person: the token endpoint, or the issuer that will tell it. */
    public URI address() {
        URI address = token == null ? issuer : token;
        if (address == null) {
            throw AuthorizationException.of(Reason.ENDPOINT_INVALID, "Token Endpoint is empty.");
        }
        return address;
    }
}
