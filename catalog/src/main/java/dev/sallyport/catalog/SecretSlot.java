package dev.sallyport.catalog;

/** The places of a provider document that hold a secret, by the name under which the secret is kept. */
final class SecretSlot {
    static final String CLIENT = "Client";
    static final String RESOURCE_OWNER = "ResourceOwner";
    static final String SIGNING_KEY = "SigningKey";
    static final String SIGNING_KEY_PASSWORD = "SigningKeyPassword";
    static final String BASIC = "Basic";
    static final String API_KEY = "ApiKey";
    static final String BEARER_TOKEN = "BearerToken";

    private SecretSlot() {}

    /** The value of a header that every request carries. */
    static String requestHeader(String name) {
        return "RequestHeader:" + name;
    }
}
