package dev.sallyport.auth;

/** How the client proves itself at the token endpoint. */
public enum ClientAuthentication {
    /** The {@code Authorization: Basic} header, id and secret form-encoded first (RFC 6749, section 2.3.1). */
    BASIC("Basic"),
    /** Form fields {@code client_id} and {@code client_secret} in the request body (RFC 6749, section 2.3.1). */
    POST("Post"),
    /** A JWT that the client's signing key signed (RFC 7523, section 2.2). */
    PRIVATE_KEY_JWT("Private Key JWT"),
    /** Not at all: a public client gives its id alone, and an assertion speaks for itself. */
    NONE("None");

    private final String label;

    ClientAuthentication(String label) {
        this.label = label;
    }

    /** The name that the guide and App Builder give it. */
    public String label() {
        return label;
    }

    /** Whether the client secret is needed. */
    public boolean needsSecret() {
        return this == BASIC || this == POST;
    }
}
