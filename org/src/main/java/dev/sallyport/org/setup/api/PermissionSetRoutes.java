package dev.sallyport.org.setup.api;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.PermissionSet;
import dev.sallyport.org.setup.PermissionSets;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /setup/api/permission-sets}. */
final class PermissionSetRoutes {
    private static final String ROOT = "/setup/api/permission-sets";

    private final Setup setup;
    private final PermissionSets sets;
    private final PermissionNames permissionNames;
    private final Administrators administrators;

    PermissionSetRoutes(Setup setup, PermissionNames permissionNames, Administrators administrators) {
        this.setup = setup;
        this.sets = setup.permissionSets();
        this.permissionNames = permissionNames;
        this.administrators = administrators;
    }

    void addTo(RoutesConfig routes) {
        routes.get(ROOT, this::list);
        routes.post(ROOT, this::create);
        routes.get(ROOT + "/{id}", this::read);
        routes.patch(ROOT + "/{id}", this::change);
        routes.delete(ROOT + "/{id}", this::delete);
        routes.post(ROOT + "/{id}/assignments", this::assign);
        routes.delete(ROOT + "/{id}/assignments/{user}", this::unassign);
    }

    private void list(Context context) {
        administrators.require(context);
        context.json(sets.list().stream().map(PermissionSetRoutes::summary).toList());
    }

    private void create(Context context) {
        SalesforceId actor = administrators.require(context).id();
        JsonBody body = JsonBody.of(context, "label", "name", "description", "userLicense");
        PermissionSet made = sets.create(
                body.requiredText("label"),
                body.text("name").orElse(null),
                body.text("description").orElse(null),
                body.text("userLicense").orElse(null),
                actor);
        context.status(201).json(view(made));
    }

    private void read(Context context) {
        administrators.require(context);
        context.json(view(set(context)));
    }

    private void change(Context context) {
        SalesforceId actor = administrators.require(context).id();
        PermissionSet set = set(context);
        JsonBody body = JsonBody.of(context, "permissions", "objectPermissions", "fieldPermissions");
        Map<String, Boolean> changes = permissionNames.apiNames(body.flags("permissions"));
        sets.setPermissions(set, changes, actor);
        sets.setObjectPermissions(set, PermissionJson.objects(body), actor);
        sets.setFieldPermissions(set, PermissionJson.fields(body), actor);
        context.json(view(sets.get(set.id().value())));
    }

    private void delete(Context context) {
        SalesforceId actor = administrators.require(context).id();
        sets.delete(set(context), actor);
        context.status(204);
    }

    private void assign(Context context) {
        SalesforceId actor = administrators.require(context).id();
        PermissionSet set = set(context);
        User user = setup.users().get(JsonBody.of(context, "user").requiredText("user"));
        sets.assign(set, user, actor);
        context.status(201).json(view(set));
    }

    private void unassign(Context context) {
        SalesforceId actor = administrators.require(context).id();
        sets.unassign(set(context), setup.users().get(context.pathParam("user")), actor);
        context.status(204);
    }

    private PermissionSet set(Context context) {
        return sets.get(context.pathParam("id"));
    }

    private static Map<String, @Nullable Object> summary(PermissionSet set) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", set.id().value());
        view.put("name", set.name());
        view.put("label", set.label());
        view.put("description", set.description());
        view.put("userLicense", set.userLicense());
        view.put("permissions", set.permissions());
        return view;
    }

    private Map<String, @Nullable Object> view(PermissionSet set) {
        Map<String, @Nullable Object> view = summary(set);
        view.put("objectPermissions", setup.permissions().objects(set.id()));
        view.put("fieldPermissions", setup.permissions().fields(set.id()));
        view.put(
                "assignments",
                sets.assignees(set).stream()
                        .map(id -> setup.users().get(id.value()).username())
                        .toList());
        return view;
    }
}
