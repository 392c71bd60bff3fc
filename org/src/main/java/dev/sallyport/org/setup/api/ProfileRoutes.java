package dev.sallyport.org.setup.api;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Profile.LoginIpRange;
import dev.sallyport.org.setup.Profiles;
import dev.sallyport.org.setup.Setup;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /setup/api/profiles}. */
final class ProfileRoutes {
    private static final String ROOT = "/setup/api/profiles";

    private final Profiles profiles;
    private final Permissions permissions;
    private final PermissionNames permissionNames;
    private final Administrators administrators;

    ProfileRoutes(Setup setup, PermissionNames permissionNames, Administrators administrators) {
        this.profiles = setup.profiles();
        this.permissions = setup.permissions();
        this.permissionNames = permissionNames;
        this.administrators = administrators;
    }

    void addTo(RoutesConfig routes) {
        routes.get(ROOT, this::list);
        routes.post(ROOT, this::create);
        routes.get(ROOT + "/{id}", this::read);
        routes.patch(ROOT + "/{id}", this::change);
    }

    private void list(Context context) {
        administrators.require(context);
        context.json(profiles.list().stream().map(this::view).toList());
    }

    private void create(Context context) {
        SalesforceId actor = administrators.require(context).id();
        JsonBody body = JsonBody.of(context, "cloneOf", "name");
        Profile made = profiles.clone(body.requiredText("cloneOf"), body.requiredText("name"), actor);
        context.status(201).json(view(made));
    }

    private void read(Context context) {
        administrators.require(context);
        context.json(detail(profiles.get(context.pathParam("id"))));
    }

    private void change(Context context) {
        SalesforceId actor = administrators.require(context).id();
        Profile profile = profiles.get(context.pathParam("id"));
        JsonBody body = JsonBody.of(
                context, "administrativePermissions", "objectPermissions", "fieldPermissions", "loginIpRanges");
        profiles.setPermissions(profile, permissionNames.apiNames(body.flags("administrativePermissions")), actor);
        profiles.setObjectPermissions(profile, PermissionJson.objects(body), actor);
        profiles.setFieldPermissions(profile, PermissionJson.fields(body), actor);
        body.objects("loginIpRanges", "start", "end")
                .ifPresent(ranges -> profiles.setLoginIpRanges(profile, ranges(ranges), actor));
        context.json(detail(profiles.get(profile.id().value())));
    }

    private static List<LoginIpRange> ranges(List<JsonBody> ranges) {
        return ranges.stream()
                .map(range -> new LoginIpRange(range.requiredText("start"), range.requiredText("end")))
                .toList();
    }

    private Map<String, Object> view(Profile profile) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", profile.id().value());
        view.put("name", profile.name());
        view.put("userLicense", profile.userLicense());
        view.put("custom", profile.custom());
        view.put("administrativePermissions", profile.permissions());
        view.put("loginIpRanges", profiles.loginIpRanges(profile.id()));
        return view;
    }

    private Map<String, Object> detail(Profile profile) {
        Map<String, Object> view = view(profile);
        view.put("objectPermissions", permissions.objects(profile.id()));
        view.put("fieldPermissions", permissions.fields(profile.id()));
        return view;
    }
}
