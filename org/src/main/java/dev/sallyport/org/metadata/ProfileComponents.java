package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Profiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Profiles. The standard ones have names of their own in the Metadata API, such as {@code Admin}. */
final class ProfileComponents implements ComponentStore {
    private static final Map<String, String> NAMES = Map.of(
            "System Administrator", "Admin",
            "Standard User", "Standard",
            "Read Only", "ReadOnly",
            "Solution Manager", "SolutionManager",
            "Marketing User", "MarketingProfile",
            "Contract Manager", "ContractManager",
            "Standard Platform User", "StandardAul");

    private final Profiles profiles;
    private final PermissionView permissions;

    ProfileComponents(Profiles profiles, PermissionView permissions) {
        this.profiles = profiles;
        this.permissions = permissions;
    }

    @Override
    public String type() {
        return "Profile";
    }

    @Override
    public List<FileProperties> list() {
        return profiles.list().stream()
                .map(profile ->
                        PermissionView.properties(type(), fullName(profile), "profiles", "profile", profile.id()))
                .toList();
    }

    @Override
    public Optional<Component> read(String fullName) {
        return find(fullName).map(profile -> {
            Component view = Component.empty()
                    .with("fullName", fullName(profile))
                    .with("custom", profile.custom())
                    .with("userLicense", profile.userLicense());
            ArrayNode ranges = view.properties().putArray("loginIpRanges");
            profiles.loginIpRanges(profile.id())
                    .forEach(range ->
                            ranges.addObject().put("endAddress", range.end()).put("startAddress", range.start()));
            permissions.add(view, profile.id(), true);
            return view;
        });
    }

    @Override
    public void update(Component component, SalesforceId actor) {
        String fullName = component.requiredText("fullName");
        Profile profile = find(fullName).orElseThrow(() -> MetadataException.notFound("fullName", type(), fullName));
        PermissionView.attempt(() -> {
            profiles.setPermissions(profile, PermissionView.ticks(component), actor);
            Map<String, Profile.ObjectPermission> objects = PermissionView.objects(component);
            if (!objects.isEmpty()) {
                profiles.setObjectPermissions(profile, objects, actor);
            }
            PermissionView.fields(component)
                    .forEach((field, permission) -> profiles.setFieldPermission(profile, field, permission, actor));
        });
    }

    private Optional<Profile> find(String fullName) {
        return profiles.list().stream()
                .filter(profile -> fullName(profile).equals(fullName))
                .findFirst();
    }

    private static String fullName(Profile profile) {
        return NAMES.getOrDefault(profile.name(), profile.name());
    }
}
