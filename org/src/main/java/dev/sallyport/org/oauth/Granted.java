package dev.sallyport.org.oauth;

import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.User;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a grant allows: tokens for an app that stand for a user.
 *
 * @param grantId names the grant of a refresh token; null where there is none
 * @param refreshToken for the answer; null where there is none to give
 * @param members what the answer has, in this order, as far as there is a value for it
 * @param nonce for the ID token; null where the request had none
 */
record Granted(
        OAuthApp app,
        User user,
        Set<Scope> scopes,
        @Nullable String grantId,
        @Nullable String refreshToken,
        List<AnswerMember> members,
        @Nullable String nonce) {

    Granted {
        members = List.copyOf(members);
    }

    /** Tokens of a flow that gives no refresh token, so that the scopes for one are left out. */
    static Granted once(OAuthApp app, User user, Set<Scope> scopes, List<AnswerMember> members) {
        Set<Scope> rest = Scopes.withoutRefresh(scopes);
        if (rest.isEmpty()) {
            throw OAuthErrors.refused("invalid_grant", "no valid scopes defined");
        }
        return new Granted(app, user, rest, null, null, members, null);
    }

    @Override
    public String toString() {
        return "Granted[app=" + app.name() + ", user=" + user.username() + ", scopes=" + scopes + "]";
    }
}
