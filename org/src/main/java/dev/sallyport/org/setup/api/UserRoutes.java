package dev.sallyport.org.setup.api;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /setup/api/users}. */
final class UserRoutes {
    private static final String ROOT = "/setup/api/users";
    private static final List<String> DETAILS =
            List.of("firstName", "lastName", "email", "username", "alias", "nickname", "timeZone");

    private final Setup setup;
    private final Administrators administrators;

    UserRoutes(Setup setup, Administrators administrators) {
        this.setup = setup;
        this.administrators = administrators;
    }

    void addTo(RoutesConfig routes) {
        routes.get(ROOT, this::list);
        routes.post(ROOT, this::create);
        routes.get(ROOT + "/{id}", this::read);
        routes.patch(ROOT + "/{id}", this::change);
        routes.post(ROOT + "/{id}/reset-password", this::resetPassword);
    }

    private void list(Context context) {
        administrators.require(context);
        context.json(setup.users().list().stream().map(this::view).toList());
    }

    private void create(Context context) {
        SalesforceId actor = administrators.require(context).id();
        JsonBody body = JsonBody.of(
                context,
                "firstName",
                "lastName",
                "email",
                "username",
                "alias",
                "userLicense",
                "profile",
                "timeZone",
                "nickname",
                "password");
        String named = body.requiredText("profile");
        Profile profile = body.text("userLicense")
                .map(license -> setup.profiles().get(named, license))
                .orElseGet(() -> setup.profiles().get(named));
        User user = setup.users()
                .create(
                        new User.Draft(
                                body.text("firstName").orElse(null),
                                body.requiredText("lastName"),
                                body.requiredText("email"),
                                body.text("username").orElse(null),
                                body.text("alias").orElse(null),
                                profile,
                                body.text("timeZone").map(UserRoutes::zone).orElse(null),
                                body.text("nickname").orElse(null)),
                        actor);
        body.text("password").ifPresent(password -> setup.users().setPassword(user, password, actor));
        context.status(201).json(view(user));
    }

    private void read(Context context) {
        administrators.require(context);
        context.json(view(setup.users().get(context.pathParam("id"))));
    }

    private void change(Context context) {
        SalesforceId actor = administrators.require(context).id();
        User user = setup.users().get(context.pathParam("id"));
        JsonBody body = JsonBody.of(
                context,
                "firstName",
                "lastName",
                "email",
                "username",
                "alias",
                "nickname",
                "timeZone",
                "active",
                "frozen",
                "profile",
                "password");
        if (DETAILS.stream().anyMatch(body::has)) {
            setup.users().change(user, changed(user, body), actor);
        }
        body.bool("active").ifPresent(active -> setup.users().setActive(user, active, actor));
        body.bool("frozen").ifPresent(frozen -> setup.users().setFrozen(user, frozen, actor));
        body.text("profile").map(setup.profiles()::get).ifPresent(profile -> setup.users()
                .setProfile(setup.users().get(user.id().value()), profile, actor));
        body.text("password").ifPresent(password -> setup.users().setPassword(user, password, actor));
        context.json(view(setup.users().get(user.id().value())));
    }

    private User.Draft changed(User user, JsonBody body) {
        return new User.Draft(
                body.has("firstName") ? body.text("firstName").orElse(null) : user.firstName(),
                body.text("lastName").orElse(user.lastName()),
                body.text("email").orElse(user.email()),
                body.text("username").orElse(null),
                body.text("alias").orElse(null),
                setup.profiles().get(user.profileId().value()),
                body.text("timeZone").map(UserRoutes::zone).orElse(null),
                body.text("nickname").orElse(null));
    }

    private void resetPassword(Context context) {
        SalesforceId actor = administrators.require(context).id();
        setup.users().resetPassword(setup.users().get(context.pathParam("id")), actor);
        context.status(204);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new ApiException(
                    400,
                    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                    "Time Zone: bad value for restricted picklist field: " + name);
        }
    }

    private Map<String, @Nullable Object> view(User user) {
        Profile profile = setup.profiles().get(user.profileId().value());
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", user.id().value());
        view.put("username", user.username());
        view.put("firstName", user.firstName());
        view.put("lastName", user.lastName());
        view.put("email", user.email());
        view.put("alias", user.alias());
        view.put("nickname", user.nickname());
        view.put("userLicense", profile.userLicense());
        view.put("profile", profile.name());
        view.put("profileId", profile.id().value());
        view.put("active", user.active());
        view.put("frozen", user.frozen());
        view.put("timeZone", user.timeZone().getId());
        return view;
    }
}
