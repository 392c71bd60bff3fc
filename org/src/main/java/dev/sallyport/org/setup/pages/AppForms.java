package dev.sallyport.org.setup.pages;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.OAuthApp.IpRelaxation;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.OAuthApp.Policies;
import dev.sallyport.org.setup.OAuthApp.RefreshTokenPolicy;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and fills the parts of forms that apps of both kinds have: OAuth settings and policies. */
final class AppForms {
    static final String OAUTH = "oauthEnabled";
    static final String RUN_AS = "clientCredentialsRunAs";

    /** The fields of OAuth settings. */
    static final List<String> SETTINGS = List.of("callbackUrls", "scopes", "options", "certificate");

    /** The fields of policies. */
    static final List<String> POLICIES = List.of(
            "permittedUsers",
            "ipRelaxation",
            "refreshTokenPolicy",
            "refreshTokenHours",
            "sessionTimeoutMinutes",
            RUN_AS);

    private static final int MOST_FOUND = 20;

    private final Setup setup;

    AppForms(Setup setup) {
        this.setup = setup;
    }

    /** A form with the OAuth settings of an app; with a new app's where it has none. */
    static Fields withSettings(Fields form, @Nullable OAuthSettings oauth) {
        OAuthSettings settings = oauth == null ? new OAuthSettings(List.of(), Set.of(), false) : oauth;
        return form.ticked(OAUTH, oauth != null)
                .with("callbackUrls", String.join("\n", settings.callbackUrls()))
                .with("scopes", chosen(settings.scopes()))
                .with("options", settings.options().stream().map(Enum::name).toList())
                .with("certificate", settings.certificate());
    }

    /**
     * Refuses a form that lacks what every app needs, and what OAuth needs where it is enabled.
     *
     * @throws dev.sallyport.org.http.ApiException with all that is missing
     */
    static void requireDefinition(Fields form) {
        if (form.isTicked(OAUTH)) {
            form.require("name", "contactEmail", "callbackUrls", "scopes");
        } else {
            form.require("name", "contactEmail");
        }
    }

    /** The OAuth settings that a form has; null where OAuth is not enabled. */
    static @Nullable OAuthSettings settings(Fields form, @Nullable OAuthSettings before) {
        if (!form.isTicked(OAUTH)) {
            return null;
        }
        Set<OAuthOption> options = EnumSet.noneOf(OAuthOption.class);
        form.values("options").forEach(name -> options.add(constant(OAuthOption.class, name, "options")));
        return new OAuthSettings(
                form.value("callbackUrls")
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList(),
                scopes(form, before == null ? Set.of() : before.scopes()),
                options,
                form.text("certificate").orElse(null));
    }

    /** One line of Setup's list may stand for several scopes: those that the app has already stay. */
    private static Set<Scope> scopes(Fields form, Set<Scope> before) {
        Set<String> labels = form.values("scopes").stream()
                .map(name -> constant(Scope.class, name, "scopes").label())
                .collect(Collectors.toSet());
        Stream<Scope> kept = before.stream().filter(scope -> labels.contains(scope.label()));
        Set<String> keptLabels =
                before.stream().map(Scope::label).filter(labels::contains).collect(Collectors.toSet());
        Stream<Scope> added = form.values("scopes").stream()
                .map(name -> constant(Scope.class, name, "scopes"))
                .filter(scope -> !keptLabels.contains(scope.label()));
        return Stream.concat(kept, added).collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    private static List<String> chosen(Set<Scope> scopes) {
        Set<String> labels = scopes.stream().map(Scope::label).collect(Collectors.toSet());
        return AppFacts.scopes().stream()
                .filter(choice -> labels.contains(choice.label()))
                .map(Choice::value)
                .toList();
    }

    /** A form with an app's policies. */
    Fields withPolicies(Fields form, Policies policies) {
        @Nullable Duration life = policies.refreshTokenLife();
        @Nullable Integer timeout = policies.sessionTimeoutMinutes();
        return form.with("permittedUsers", policies.permittedUsers().name())
                .with("ipRelaxation", policies.ipRelaxation().name())
                .with("refreshTokenPolicy", policies.refreshTokenPolicy().name())
                .with("refreshTokenHours", life == null ? null : Long.toString(life.toHours()))
                .with("sessionTimeoutMinutes", timeout == null ? null : timeout.toString())
                .with(RUN_AS, runAs(policies));
    }

    /** The policies that a form has. */
    Policies policies(Fields form) {
        RefreshTokenPolicy refresh =
                constant(RefreshTokenPolicy.class, form.value("refreshTokenPolicy"), "refreshTokenPolicy");
        return new Policies(
                constant(PermittedUsers.class, form.value("permittedUsers"), "permittedUsers"),
                constant(IpRelaxation.class, form.value("ipRelaxation"), "ipRelaxation"),
                refresh,
                number(form, "refreshTokenHours").map(Duration::ofHours).orElse(null),
                number(form, "sessionTimeoutMinutes").orElse(null),
                form.text(RUN_AS)
                        .map(username -> setup.users().named(username, RUN_AS).id())
                        .orElse(null));
    }

    /** The username of the run-as user; null for none. */
    @Nullable
    String runAs(Policies policies) {
        @Nullable SalesforceId runAs = policies.clientCredentialsRunAs();
        return runAs == null ? null : setup.users().get(runAs.value()).username();
    }

    /** Users whose name or username has a text in it, as the look-up shows them. */
    List<Choice> lookUp(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return setup.users().list().stream()
                .filter(User::active)
                .filter(user -> (user.name() + " " + user.username())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .limit(MOST_FOUND)
                .map(user -> new Choice(user.username(), user.name()))
                .toList();
    }

    /** Names of the profiles and permission sets that are pre-authorized. */
    List<String> preAuthorized(OAuthApp app) {
        return setup.oauthApps().preAuthorized(app).stream()
                .map(id -> setup.permissionSets()
                        .find(id.value())
                        .map(set -> set.label())
                        .orElseGet(() -> setup.profiles().get(id.value()).name()))
                .sorted()
                .toList();
    }

    AppFacts facts(OAuthApp app) {
        return AppFacts.of(app, runAs(app.policies()), preAuthorized(app));
    }

    static <E extends Enum<E>> E constant(Class<E> type, String name, String field) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusals.invalid(field, "Choose one of the list."));
    }

    private static Optional<Integer> number(Fields form, String field) {
        try {
            return form.text(field).map(Integer::valueOf);
        } catch (NumberFormatException e) {
            throw Refusals.invalid(field, "Enter a whole number.");
        }
    }
}
