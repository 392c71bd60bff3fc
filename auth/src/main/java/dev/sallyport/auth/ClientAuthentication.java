package dev.sallyport.auth;

/** How the client proves itself at the token endpoint (RFC 6749, section 2.3.1). */
public enum ClientAuthentication {
    /** The {@code Authorization: Basic} header, id and secret form-encoded first. */
    BASIC("Basic"),
    /** Form fields {@code client_id} and {@code client_secret} in the request body. */
    POST("Post");

    private final String label;

    ClientAuthentication(String label) {
        this.label = label;
    }

    /** The name that the guide and App Builder give it. */
    public String label() {
        return label;
    }
}
