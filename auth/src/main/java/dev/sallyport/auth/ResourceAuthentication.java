package dev.sallyport.auth;

import java.net.http.HttpRequest;

/** How the access token travels to the resource (RFC 6750, section 2). */
public enum ResourceAuthentication {
    /** The {@code Authorization: Bearer} header. */
    BEARER("Bearer");

    private final String label;

    ResourceAuthentication(String label) {
        this.label = label;
    }

    /** The name that the guide and App Builder give it. */
    public String label() {
        return label;
    }

    /**
     * Puts a token on a request.
     *
     * @param token the token; from here on the request holds it in the clear
     * @param request what to put it on
     * @return {@code request}
     */
    public HttpRequest.Builder authorize(AccessToken token, HttpRequest.Builder request) {
        return switch (this) {
            case BEARER ->
                request.setHeader("Authorization", "Bearer " + token.value().reveal());
        };
    }
}
