package dev.sallyport.auth;

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
}
