package dev.sallyport.org.oauth;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.session.LoginRate;
import dev.sallyport.org.setup.LoginHistory;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import java.util.Optional;

/** Decides whether a user is let in through an app. Each attempt goes into the login history. */
final class SignIns {
    private final Setup setup;
    private final LoginRate rate;

    SignIns(Setup setup, LoginRate rate) {
        this.setup = setup;
        this.rate = rate;
    }

    /** Who wants in, through which app, and how. */
    record Attempt(OAuthApp app, User user, LoginFlow flow, Origin origin) {}

    /** Why a user is not let in: what the login history says, and what the app is told. */
    private record Refusal(String status, ApiException exception) {}

    /**
     * Lets a user in, or refuses in the order in which Salesforce checks.
     *
     * @throws ApiException if the user is inactive or frozen, not approved for the app, at another address than the
     *     profile allows, or in too often
     */
    void admit(Attempt attempt) {
        Optional<Refusal> refusal = refusal(attempt);
        record(attempt, refusal.map(Refusal::status).orElse(LoginHistory.SUCCESS));
        if (refusal.isPresent()) {
            throw refusal.get().exception();
        }
    }

    /** Notes an attempt that failed before it was clear who wanted in. */
    void record(Attempt attempt, String status) {
        setup.loginHistory()
                .record(new LoginHistory.Attempt(
                        attempt.user().id(),
                        "Remote Access 2.0",
                        attempt.flow().subType(),
                        attempt.app().name(),
                        attempt.origin().sourceIp(),
                        attempt.origin().loginUrl(),
                        status));
    }

    /** Whether an app's policy leaves it to administrators who may use it. */
    static boolean isForApprovedUsersOnly(OAuthApp app) {
        return app.policies().permittedUsers() == PermittedUsers.ADMIN_APPROVED_USERS_ARE_PRE_AUTHORIZED;
    }

    /** Whether a user may use an app at all, as far as its policy goes. */
    boolean isPermitted(OAuthApp app, User user) {
        return !isForApprovedUsersOnly(app) || setup.oauthApps().isPreAuthorized(app, user);
    }

    private Optional<Refusal> refusal(Attempt attempt) {
        User user = attempt.user();
        if (!user.maySignIn()) {
            return refuse("User is Inactive", "inactive_user", "user is inactive");
        }
        if (!isPermitted(attempt.app(), user)) {
            return refuse(
                    "Failed: Not approved for access",
                    "invalid_app_access",
                    "user is not admin approved to access this app");
        }
        boolean allowedFrom = isIpRelaxed(attempt)
                || setup.isAllowedFrom(user, attempt.origin().sourceIp());
        if (!allowedFrom) {
            return refuse("Restricted IP", "invalid_grant", "ip restricted");
        }
        return rate.admits(user.id())
                ? Optional.empty()
                : refuse("Login Rate Exceeded", "rate_limit_exceeded", "login rate exceeded");
    }

    private static boolean isIpRelaxed(Attempt attempt) {
        return switch (attempt.app().policies().ipRelaxation()) {
            case ENFORCE_IP_RESTRICTIONS -> false;
            case ENFORCE_IP_RESTRICTIONS_BUT_RELAX_FOR_REFRESH_TOKENS -> attempt.flow() == LoginFlow.REFRESH_TOKEN;
            case RELAX_IP_RESTRICTIONS -> true;
        };
    }

    private static Optional<Refusal> refuse(String status, String error, String description) {
        return Optional.of(new Refusal(status, OAuthErrors.refused(error, description)));
    }
}
