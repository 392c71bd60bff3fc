package dev.sallyport.auth;

import dev.sallyport.auth.AuthorizationException.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The authorization server's addresses.
 *
 * @param authorization where a person signs in and consents (RFC 6749, section 3.1); null where no person ever does
 * @param token where tokens are issued (RFC 6749, section 3.2)
 * @param userInfo where a token tells whose it is (OpenID Connect Core, section 5.3); null if the provider has none
 */
public record Endpoints(
        @Nullable URI authorization, URI token, @Nullable URI userInfo) {
    /**
     * Reads the endpoints as a user typed them; blanks around them are ignored.
     *
     * @param authorization blank for none
     * @param token must be given
     * @param userInfo blank for none
     * @throws AuthorizationException if one of them is not an address; {@link SecurityProvider#validate()} says more
     */
    public static Endpoints parse(String authorization, String token, String userInfo) {
        return new Endpoints(
                authorization.isBlank() ? null : address("Authorization Endpoint", authorization),
                address("Token Endpoint", token),
                userInfo.isBlank() ? null : address("User Info Endpoint", userInfo));
    }

    private static URI address(String field, String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw AuthorizationException.of(
                    Reason.ENDPOINT_INVALID, field + " has a character that no address has: " + e.getReason() + ".");
        }
    }

    /**
     * The three endpoints of a Salesforce org.
     *
     * @param myDomain the org's own address, such as {@code https://acme.my.salesforce.com}
     */
    public static Endpoints salesforce(URI myDomain) {
        return new Endpoints(
                myDomain.resolve("/services/oauth2/authorize"),
                myDomain.resolve("/services/oauth2/token"),
                myDomain.resolve("/services/oauth2/userinfo"));
    }
}
