package dev.sallyport.org.oauth;

/** A way to a token: what a {@code grant_type} stands for. */
sealed interface Grant
        permits AuthorizationCodeGrant,
                ClientCredentialsGrant,
                DeviceGrant,
                JwtBearerGrant,
                PasswordGrant,
                RefreshTokenGrant,
                SamlBearerGrant {

    /**
     * Decides a request.
     *
     * @throws dev.sallyport.org.http.ApiException with Salesforce's error and description, if it is refused
     */
    Granted decide(TokenRequest request);
}
