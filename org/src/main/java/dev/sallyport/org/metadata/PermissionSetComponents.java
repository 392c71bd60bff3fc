package dev.sallyport.org.metadata;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.PermissionSet;
import dev.sallyport.org.setup.PermissionSets;
import java.util.List;
import java.util.Optional;

/** Permission sets that people assign. */
final class PermissionSetComponents implements ComponentStore {
    private final PermissionSets sets;
    private final PermissionView permissions;

    PermissionSetComponents(PermissionSets sets, PermissionView permissions) {
        this.sets = sets;
        this.permissions = permissions;
    }

    @Override
    public String type() {
        return "PermissionSet";
    }

    @Override
    public List<FileProperties> list() {
        return sets.list().stream()
                .map(set -> PermissionView.properties(type(), set.name(), "permissionsets", "permissionset", set.id()))
                .toList();
    }

    @Override
    public Optional<Component> read(String fullName) {
        return find(fullName).map(set -> {
            Component view = Component.empty()
                    .with("fullName", set.name())
                    .with("hasActivationRequired", false)
                    .with("label", set.label());
            Optional.ofNullable(set.description()).ifPresent(text -> view.with("description", text));
            Optional.ofNullable(set.userLicense()).ifPresent(license -> view.with("license", license));
            permissions.add(view, set.id(), false);
            return view;
        });
    }

    @Override
    public void create(Component component, SalesforceId actor) {
        PermissionView.attempt(() -> {
            PermissionSet made = sets.create(
                    component.requiredText("label"),
                    component.requiredText("fullName"),
                    component.text("description").orElse(null),
                    component.text("license").orElse(null),
                    actor);
            grant(made, component, actor);
        });
    }

    @Override
    public void update(Component component, SalesforceId actor) {
        PermissionSet set = require(component.requiredText("fullName"));
        PermissionView.attempt(() -> grant(set, component, actor));
    }

    @Override
    public void delete(String fullName, SalesforceId actor) {
        PermissionSet set = require(fullName);
        PermissionView.attempt(() -> sets.delete(set, actor));
    }

    private void grant(PermissionSet set, Component component, SalesforceId actor) {
        if (component.has("userPermissions")) {
            sets.setPermissions(set, PermissionView.ticks(component), actor);
        }
        if (component.has("objectPermissions")) {
            sets.setObjectPermissions(set, PermissionView.objects(component), actor);
        }
        if (component.has("fieldPermissions")) {
            sets.setFieldPermissions(set, PermissionView.fields(component), actor);
        }
    }

    private PermissionSet require(String fullName) {
        return find(fullName).orElseThrow(() -> MetadataException.notFound("fullName", type(), fullName));
    }

    private Optional<PermissionSet> find(String fullName) {
        return sets.list().stream().filter(set -> set.name().equals(fullName)).findFirst();
    }
}
