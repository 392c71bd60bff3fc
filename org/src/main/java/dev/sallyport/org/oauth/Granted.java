package dev.sallyport.org.oauth;

import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.User;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a grant allows: tokens for an app that stand for a user.
 *
 * @param grantId names the grant of a refresh token; null where there is none
 * @param refreshToken for the answer; null where there is none to give
 * @param identified whether an ID token may tell who the user is
 * @param nonce for the ID token; null where the request had none
 */
record Granted(
        OAuthApp app,
        User user,
        Set<Scope> scopes,
        @Nullable String grantId,
        @Nullable String refreshToken,
        boolean identified,
        @Nullable String nonce) {

    /** Tokens of a flow that gives no refresh token, so that the scopes for one are left out. */
    static Granted once(OAuthApp app, User user, Set<Scope> scopes, boolean identified) {
        Set<Scope> rest = Scopes.withoutRefresh(scopes);
        if (rest.isEmpty()) {
            throw OAuthErrors.refused("invalid_grant", "no valid scopes defined");
        }
        return new Granted(app, user, rest, null, null, identified, null);
    }

    @Override
    public String toString() {
        return "Granted[app=" + app.name() + ", user=" + user.username() + ", scopes=" + scopes + "]";
    }
}
