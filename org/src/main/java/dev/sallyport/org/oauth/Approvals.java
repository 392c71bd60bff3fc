package dev.sallyport.org.oauth;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.Scope;
import java.util.EnumSet;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** Which scopes users gave to which apps. */
final class Approvals {
    private final Jdbi jdbi;

    Approvals(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What a user has given to an app so far; empty where nothing. */
    Set<Scope> of(SalesforceId user, SalesforceId app) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT \"Scopes\" FROM SETUP.\"OAuthApproval\""
                        + " WHERE \"UserId\" = :user AND \"AppId\" = :app")
                .bind("user", user.value())
                .bind("app", app.value())
                .mapTo(String.class)
                .findOne()
                .map(Scopes::restore)
                .orElseGet(() -> EnumSet.noneOf(Scope.class)));
    }

    /** Adds to what a user gave to an app. */
    void add(SalesforceId user, SalesforceId app, Set<Scope> scopes) {
        Set<Scope> all = of(user, app);
        all.addAll(scopes);
        jdbi.useHandle(handle -> handle.createUpdate("MERGE INTO SETUP.\"OAuthApproval\" VALUES (:user, :app, :scopes)")
                .bind("user", user.value())
                .bind("app", app.value())
                .bind("scopes", Scopes.store(all))
                .execute());
    }
}
