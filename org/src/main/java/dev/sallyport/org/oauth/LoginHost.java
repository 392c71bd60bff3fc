package dev.sallyport.org.oauth;

import io.javalin.config.RoutesConfig;

/**
 * What {@code login.salesforce.com} does with a token request that only an org's own domain may answer: it refuses every
 * one of the client credentials flow, whether the client is known or not.
 */
public final class LoginHost {

    /** Adds the endpoint to a server. */
    public void addTo(RoutesConfig routes) {
        routes.post(TokenEndpoint.PATH, context -> {
            String grantType = Form.of(context).value("grant_type").orElse("");
            throw grantType.equals("client_credentials")
                    ? OAuthErrors.wrongDomain()
                    : OAuthErrors.refused("unsupported_grant_type", "grant type not supported");
        });
        routes.get(TokenEndpoint.PATH, context -> {
            throw OAuthErrors.refused("invalid_request", "must use HTTP POST");
        });
    }
}
