package dev.sallyport.org.oauth;

/** The flows by which apps sign users in, as the login history names them. */
enum LoginFlow {
    CLIENT_CREDENTIALS("OAuthClientCredentials"),
    WEB_SERVER("OAuthWebServer"),
    USER_AGENT("OAuthUserAgent"),
    REFRESH_TOKEN("OAuthRefreshToken"),
    JWT_BEARER("OAuthJwtBearer"),
    SAML_BEARER("OAuthSamlBearer"),
    USERNAME_PASSWORD("OAuthUsernamePassword"),
    DEVICE("OAuthDevice");

    private final String subType;

    LoginFlow(String subType) {
        this.subType = subType;
    }

    /** {@code LoginHistory.LoginSubType}. */
    String subType() {
        return subType;
    }
}
