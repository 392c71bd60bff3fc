package dev.sallyport.server.administration;

import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.Revocation;
import dev.sallyport.server.audit.AuditTrail;
import org.springframework.stereotype.Component;

/** Ends the tokens that the authorization servers have given. */
@Component
public class TokenAdministration {
    private final Catalog catalog;
    private final AuditTrail audit;

    TokenAdministration(Catalog catalog, AuditTrail audit) {
        this.catalog = catalog;
        this.audit = audit;
    }

    /**
     * Ends a token at its server and forgets it here.
     *
     * @param user whose it is; empty for the system's own
     * @throws dev.sallyport.catalog.CatalogException if there is none, or another process goes on renewing it
     */
    public Revocation revoke(String provider, String user) {
        TokenKey key = user.isEmpty() ? TokenKey.ofClient(provider) : TokenKey.ofUser(provider, user);
        Revocation revocation = catalog.tokens().revoke(key);
        audit.record("token.revoke", key.toString(), null, null);
        return revocation;
    }
}
