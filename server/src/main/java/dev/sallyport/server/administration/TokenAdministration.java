package dev.sallyport.server.administration;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.Revocation;
import dev.sallyport.catalog.StoredToken;
import dev.sallyport.server.audit.AuditTrail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Ends the tokens that the authorization servers have given. */
@Component
public class TokenAdministration {
    private static final Logger LOG = LoggerFactory.getLogger(TokenAdministration.class);

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

    /**
     * Ends a person's tokens of those providers whose Token Delete On Sign Out says so. What goes wrong is logged: nobody
     * stays logged in for it.
     */
    public void signOut(String user) {
        for (StoredToken token : catalog.tokens().list()) {
            TokenKey key = token.metadata().key();
            if (!user.equals(key.user())) {
                continue;
            }
            try {
                if (catalog.tokens().signOut(key).isPresent()) {
                    audit.recordOf(user, "token.sign-out", key.toString(), null, null);
                }
            } catch (SallyportException e) {
                LOG.warn("A token of {} was to end with the session and did not", key.provider(), e);
            }
        }
    }
}
