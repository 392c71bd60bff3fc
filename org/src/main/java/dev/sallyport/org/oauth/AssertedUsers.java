package dev.sallyport.org.oauth;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets in users whom a signed assertion names. No person is there to approve, so an administrator must have approved the
 * user for the app, or the user must have let the app perform requests at any time before.
 */
final class AssertedUsers {
    private final Setup setup;
    private final SignIns signIns;
    private final Approvals approvals;

    AssertedUsers(Setup setup, SignIns signIns, Approvals approvals) {
        this.setup = setup;
        this.signIns = signIns;
        this.approvals = approvals;
    }

    /**
     * Lets a user in.
     *
     * @param username whom the assertion names
     * @param members what the flow's answer has
     * @throws ApiException if there is no such user, or the user did not approve the app or is not let in
     */
    Granted admit(OAuthApp app, Optional<String> username, LoginFlow flow, Origin origin, List<AnswerMember> members) {
        User user = username.flatMap(setup.users()::findByUsername).orElseThrow(AssertedUsers::notApproved);
        Set<Scope> scopes = SignIns.isForApprovedUsersOnly(app)
                ? Clients.settings(app).scopes()
                : approvals.of(user.id(), app.id());
        if (!SignIns.isForApprovedUsersOnly(app) && !Scopes.allowRefresh(scopes)) {
            throw notApproved();
        }
        signIns.admit(new SignIns.Attempt(app, user, flow, origin));
        return Granted.once(app, user, scopes, members);
    }

    private static ApiException notApproved() {
        return OAuthErrors.refused("invalid_grant", "user hasn't approved this consumer");
    }
}
