package dev.sallyport.auth;

/** What kind of security provider it is. */
public enum ProviderType {
    /** OAuth 2.0: authorises requests to a data source. */
    OAUTH("OAuth");

    private final String label;

    ProviderType(String label) {
        this.label = label;
    }

    /** The name that the guide and App Builder give it. */
    public String label() {
        return label;
    }
}
