package dev.sallyport.org.oauth;

import java.util.Optional;

/**
 * A request to the token endpoint.
 *
 * @param client empty where the request names none
 * @param host where the request came in
 */
record TokenRequest(Form form, Optional<ClientAuthentication> client, Origin origin, Host host) {

    /**
     * The client that must be named.
     *
     * @throws dev.sallyport.org.http.ApiException {@code invalid_request} if it is not
     */
    ClientAuthentication requiredClient() {
        return client.orElseThrow(() -> OAuthErrors.refused("invalid_request", "must specify client_id"));
    }

    /**
     * A grant that takes its scopes from the app refuses the parameter.
     *
     * @throws dev.sallyport.org.http.ApiException {@code invalid_request} if it is there
     */
    void refuseScope() {
        if (form.value("scope").isPresent()) {
            throw OAuthErrors.refused("invalid_request", "scope parameter not supported");
        }
    }
}
