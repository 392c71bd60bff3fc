package dev.sallyport.org.setup;

import dev.sallyport.org.data.SalesforceId;
import org.jspecify.annotations.Nullable;

/** Decides who can be chosen as the run-as user of the client credentials flow. */
final class RunAsUsers {
    private static final String FIELD = "clientCredentialsRunAs";

    private final Users users;
    private final Permissions permissions;

    RunAsUsers(Users users, Permissions permissions) {
        this.users = users;
        this.permissions = permissions;
    }

    /**
     * Refuses a run-as user who is newly chosen and cannot be run as.
     *
     * @param app as it stands
     * @param policies as they are to be
     * @param flowEnabled whether the app has the client credentials flow then
     */
    void requireRunnable(OAuthApp app, OAuthApp.Policies policies, boolean flowEnabled) {
        AppDefinitions.requireValid(policies);
        @Nullable SalesforceId chosen = policies.clientCredentialsRunAs();
        if (chosen == null || chosen.equals(app.policies().clientCredentialsRunAs())) {
            return;
        }
        if (!flowEnabled) {
            throw SetupErrors.invalid(
                    "INVALID_FIELD",
                    "Enable the client credentials flow of '" + app.name() + "' before you choose its run-as user",
                    FIELD);
        }
        User user = users.get(chosen.value());
        if (!user.maySignIn() || !permissions.allows(user, Profile.API_ENABLED)) {
            throw SetupErrors.invalid(
                    "INVALID_FIELD",
                    "User '" + user.username() + "' cannot be run as: the user must be active, not frozen, and have"
                            + " the API Enabled permission",
                    FIELD);
        }
    }
}
