package dev.sallyport.auth;

/** What kind of security provider it is. A provider keeps its type for life. */
public enum ProviderType {
    /** OAuth 2.0: authorises requests to a data source; tells who a person is only where it has a user info endpoint. */
    OAUTH("OAuth"),
    /** OpenID Connect: signs people in, and authorises requests to a data source on their behalf. */
    OPENID_CONNECT("OpenID Connect"),
    /** HTTP: requests carry a fixed credential, or none. */
    HTTP("HTTP");

    private final String label;

    ProviderType(String label) {
        this.label = label;
    }

    /** The name that the guide and App Builder give it. */
    public String label() {
        return label;
    }
}
