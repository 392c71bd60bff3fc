package dev.sallyport.catalog;

/** The names of a provider document's settings: App Builder's well-known parameters, and those that only Sallyport has. */
final class SettingNames {
    static final String SCOPES = "Scopes";
    static final String EXPIRES_IN = "ExpiresIn";
    static final String LOG_PII = "LogPII";
    static final String REPLACE_ISSUER_TENANT_ID = "ReplaceIssuerTenantId";
    static final String REQUEST_HEADERS = "RequestHeaders";
    static final String IGNORE_TLS_ERRORS = "IgnoreTlsErrors";

    // Sallyport's own.
    static final String AUTHORIZATION_PARAMETERS = "AuthorizationParameters";
    static final String TOKEN_PARAMETERS = "TokenParameters";
    static final String HEADER_NAME = "ResourceHeaderName";
    static final String HEADER_SCHEME = "ResourceHeaderScheme";
    static final String PARAMETER_NAME = "ResourceParameterName";
    static final String API_KEY_LOCATION = "ApiKeyLocation";
    static final String API_KEY_NAME = "ApiKeyName";

    private SettingNames() {}
}
