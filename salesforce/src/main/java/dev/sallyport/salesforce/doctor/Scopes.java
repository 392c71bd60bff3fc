package dev.sallyport.salesforce.doctor;

import dev.sallyport.auth.Grant;
import java.util.List;

/** Grants that ask for other scopes. */
final class Scopes {
    private Scopes() {}

    static Grant replaced(Grant grant, List<String> scopes) {
        if (grant instanceof Grant.ClientCredentials credentials) {
            return new Grant.ClientCredentials(scopes, credentials.audience());
        }
        if (grant instanceof Grant.AuthorizationCode code) {
            return new Grant.AuthorizationCode(scopes, code.audience());
        }
        if (grant instanceof Grant.JwtBearer jwt) {
            return new Grant.JwtBearer(scopes, jwt.subject(), jwt.issuer(), jwt.audience());
        }
        if (grant instanceof Grant.SamlBearer saml) {
            return new Grant.SamlBearer(scopes, saml.subject(), saml.issuer(), saml.audience(), saml.recipient());
        }
        return new Grant.ResourceOwnerPassword(scopes, ((Grant.ResourceOwnerPassword) grant).audience());
    }
}
