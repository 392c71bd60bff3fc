package dev.sallyport.org.setup.api;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.ConsumerDetails;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.OAuthApp.IpRelaxation;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.OAuthApp.Policies;
import dev.sallyport.org.setup.OAuthApp.RefreshTokenPolicy;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.Setup;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** OAuth settings and policies, which connected apps and external client apps share, as the API takes and gives them. */
final class AppJson {
    /** The members of a body that {@link #policies} reads. */
    static final List<String> POLICIES = List.of(
            "permittedUsers",
            "ipRelaxation",
            "refreshTokenPolicy",
            "refreshTokenHours",
            "sessionTimeoutMinutes",
            "clientCredentialsRunAs",
            "preAuthorized");

    private final Setup setup;

    AppJson(Setup setup) {
        this.setup = setup;
    }

    /** {@code oauthSettings} where it is an object; what it leaves out stays as it is. */
    Optional<OAuthSettings> settings(JsonBody body, @Nullable OAuthSettings now) {
        String[] known = Stream.concat(
                        Stream.of("callbackUrls", "scopes", "certificate"),
                        Arrays.stream(OAuthOption.values()).map(AppJson::lowerCamel))
                .toArray(String[]::new);
        return body.object("oauthSettings", known)
                .map(given -> merge(
                        given,
                        now == null
                                ? new OAuthSettings(List.of(), Set.of(), OAuthSettings.NEW_APP_OPTIONS, null)
                                : now));
    }

    private static OAuthSettings merge(JsonBody given, OAuthSettings now) {
        OAuthSettings merged = new OAuthSettings(
                given.texts("callbackUrls").orElse(now.callbackUrls()),
                given.texts("scopes").map(AppJson::scopes).orElse(now.scopes()),
                now.options(),
                given.has("certificate") ? given.text("certificate").orElse(null) : now.certificate());
        for (OAuthOption option : OAuthOption.values()) {
            merged = merged.with(option, given.bool(lowerCamel(option)).orElse(now.has(option)));
        }
        return merged;
    }

    /** The policies that a body has; what it leaves out stays as it is. */
    Policies policies(JsonBody body, Policies now) {
        return new Policies(
                body.constant("permittedUsers", PermittedUsers.class).orElse(now.permittedUsers()),
                body.constant("ipRelaxation", IpRelaxation.class).orElse(now.ipRelaxation()),
                body.constant("refreshTokenPolicy", RefreshTokenPolicy.class).orElse(now.refreshTokenPolicy()),
                body.has("refreshTokenHours")
                        ? body.integer("refreshTokenHours")
                                .map(Duration::ofHours)
                                .orElse(null)
                        : now.refreshTokenLife(),
                body.has("sessionTimeoutMinutes")
                        ? body.integer("sessionTimeoutMinutes").orElse(null)
                        : now.sessionTimeoutMinutes(),
                body.has("clientCredentialsRunAs")
                        ? body.text("clientCredentialsRunAs").map(this::runAs).orElse(null)
                        : now.clientCredentialsRunAs());
    }

    /** Pre-authorizes the profiles and permission sets that {@code preAuthorized} names, if it is there. */
    void preAuthorize(JsonBody body, OAuthApp app, SalesforceId actor) {
        body.texts("preAuthorized").ifPresent(names -> setup.oauthApps()
                .setPreAuthorized(app, names.stream().map(this::parent).collect(Collectors.toSet()), actor));
    }

    private SalesforceId parent(String name) {
        return setup.permissionSets().find(name).map(set -> set.id()).orElseGet(() -> setup.profiles()
                .get(name)
                .id());
    }

    /** A run-as user is given by username, not by e-mail address. */
    private SalesforceId runAs(String username) {
        return setup.users().named(username, "clientCredentialsRunAs").id();
    }

    private static Set<Scope> scopes(List<String> values) {
        return values.stream()
                .map(value -> Scope.of(value)
                        .orElseThrow(() ->
                                new ApiException(400, "INVALID_FIELD", "No OAuth scope is named '" + value + "'")))
                .collect(Collectors.toSet());
    }

    /** What both kinds of app show. */
    Map<String, @Nullable Object> view(OAuthApp app) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", app.id().value());
        view.put("name", app.name());
        view.put("apiName", app.apiName());
        view.put("contactEmail", app.contactEmail());
        @Nullable OAuthSettings oauth = app.oauth();
        if (oauth != null) {
            view.put("oauthSettings", view(oauth));
        }
        view.put("policies", view(app, app.policies()));
        return view;
    }

    private static Map<String, @Nullable Object> view(OAuthSettings oauth) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("callbackUrls", oauth.callbackUrls());
        view.put("scopes", oauth.scopes().stream().map(Scope::value).toList());
        for (OAuthOption option : OAuthOption.values()) {
            view.put(lowerCamel(option), oauth.has(option));
        }
        view.put("certificate", oauth.certificate());
        return view;
    }

    private Map<String, @Nullable Object> view(OAuthApp app, Policies policies) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        @Nullable SalesforceId runAs = policies.clientCredentialsRunAs();
        @Nullable Duration life = policies.refreshTokenLife();
        view.put("permittedUsers", policies.permittedUsers());
        view.put("ipRelaxation", policies.ipRelaxation());
        view.put("refreshTokenPolicy", policies.refreshTokenPolicy());
        view.put("refreshTokenHours", life == null ? null : life.toHours());
        view.put("sessionTimeoutMinutes", policies.sessionTimeoutMinutes());
        view.put(
                "clientCredentialsRunAs",
                runAs == null ? null : setup.users().get(runAs.value()).username());
        view.put(
                "preAuthorized",
                setup.oauthApps().preAuthorized(app).stream()
                        .map(this::nameOf)
                        .sorted()
                        .toList());
        return view;
    }

    private String nameOf(SalesforceId parent) {
        return setup.permissionSets()
                .find(parent.value())
                .map(set -> set.name())
                .orElseGet(() -> setup.profiles().get(parent.value()).name());
    }

    static void write(Context context, ConsumerDetails consumer) {
        context.header("Cache-Control", "no-store");
        context.json(Map.of("consumerKey", consumer.consumerKey(), "consumerSecret", consumer.consumerSecret()));
    }

    private static String lowerCamel(Enum<?> constant) {
        String words = Arrays.stream(constant.name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
        return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }
}
