package dev.sallyport.org;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.ConsumerDetails;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OrgSettings;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Walks the Salesforce half of the connection guide, through Setup and so under all of its rules. */
final class ReadyAppMaker {
    private static final String PROFILE = "App Builder Integration";
    private static final String APP = "App Builder Integration";
    private static final String USERNAME = "app-builder.integration@local-org.example";
    private static final String CALLBACK_URL = "https://app-builder.example/signin-Salesforce";

    private final Setup setup;
    private final SalesforceId administrator;

    ReadyAppMaker(Setup setup, SalesforceId administrator) {
        this.setup = setup;
        this.administrator = administrator;
    }

    /** Makes the app, or finds the one that an earlier call made. */
    ReadyApp make() {
        Profile profile = setup.profiles().find(PROFILE).orElseGet(this::makeProfile);
        User user = setup.users().find(USERNAME).orElseGet(() -> makeUser(profile));
        Optional<ConnectedApp> existing = setup.connectedApps().list().stream()
                .filter(app -> app.name().equals(APP))
                .findFirst();
        ConnectedApp app = existing.orElseGet(() -> makeApp(user));
        ConsumerDetails consumer = setup.oauthApps().consumerDetails(app);
        return new ReadyApp(
                consumer.consumerKey(),
                consumer.consumerSecret(),
                user.username(),
                user.id().value(),
                profile.id().value(),
                app.id().value(),
                CALLBACK_URL);
    }

    private Profile makeProfile() {
        Profile profile = setup.profiles().clone("System Administrator", PROFILE, administrator);
        OrgSettings settings = setup.settings();
        return settings.edition().hasApiOnlyUser(settings.sandbox())
                ? setup.profiles().setPermissions(profile, Map.of(Profile.API_ONLY_USER, true), administrator)
                : profile;
    }

    private User makeUser(Profile profile) {
        User.Draft draft = new User.Draft(
                "App Builder",
                "Integration",
                USERNAME,
                USERNAME,
                "appbuild",
                profile,
                ZoneId.of("America/Los_Angeles"));
        return setup.users().create(draft, administrator);
    }

    private ConnectedApp makeApp(User runAs) {
        OAuthSettings oauth = new OAuthSettings(
                List.of(CALLBACK_URL), Set.of(Scope.API, Scope.FULL, Scope.REFRESH_TOKEN, Scope.OFFLINE_ACCESS), true);
        ConnectedApp app = setup.connectedApps().create(APP, null, USERNAME, oauth, administrator);
        return setup.connectedApps()
                .setPolicies(app, app.policies().withClientCredentialsRunAs(runAs.id()), administrator);
    }
}
