package dev.sallyport.auth;

import java.net.URI;
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
