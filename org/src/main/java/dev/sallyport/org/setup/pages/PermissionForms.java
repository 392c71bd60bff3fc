package dev.sallyport.org.setup.pages;

import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Profile.ObjectPermission;
import dev.sallyport.org.setup.pages.PermissionLists.ObjectLine;
import dev.sallyport.org.setup.pages.PermissionLists.Permission;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads and fills the ticks that the forms of profiles and permission sets have. */
final class PermissionForms {
    static final String PERMISSIONS = "permissions";

    private static final ObjectPermission NOTHING = new ObjectPermission(false, false, false, false);

    private final Permissions permissions;

    PermissionForms(Permissions permissions) {
        this.permissions = permissions;
    }

    /** A form in which nothing stands, for the objects that a page was asked for. */
    static Fields empty(Visit visit, List<String> names) {
        return Fields.empty(names)
                .with(ObjectsPart.SEARCH, visit.query(ObjectsPart.SEARCH).strip())
                .with(ObjectsPart.NUMBER, visit.query(ObjectsPart.NUMBER));
    }

    /** What a form can have; of very many custom objects those that it was asked for. */
    PermissionLists lists(Fields form, boolean standardFixed) {
        boolean apiOnlyUser = permissions.names().contains(Profile.API_ONLY_USER);
        List<Permission> all = permissions.names().stream()
                .map(name -> new Permission(name, permissions.label(name)))
                .sorted(Comparator.comparing(Permission::label))
                .toList();
        List<ObjectLine> custom = objects(type -> isCustom(type.name()));
        @Nullable ObjectsPart part = null;
        if (custom.size() > ObjectsPart.SIZE) {
            String search = form.value(ObjectsPart.SEARCH);
            custom = found(custom, search);
            part = ObjectsPart.of(search, form.value(ObjectsPart.NUMBER), custom.size());
            custom = part.of(custom);
        }
        return new PermissionLists(
                all,
                objects(type -> !isCustom(type.name())),
                custom,
                part,
                apiOnlyUser ? "" : Permissions.API_ONLY_USER_MISSING + ".",
                standardFixed);
    }

    /** A form with the permissions of a profile or permission set. */
    Fields fill(Fields form, SalesforceId parent) {
        Fields filled = form.with(PERMISSIONS, List.copyOf(permissions.ticks(parent)));
        Map<String, ObjectPermission> objects = permissions.objects(parent);
        for (ObjectTick tick : ObjectTick.values()) {
            filled = filled.with(
                    tick.field(),
                    objects.entrySet().stream()
                            .filter(entry -> tick.isIn(entry.getValue()))
                            .map(Map.Entry::getKey)
                            .toList());
        }
        return filled;
    }

    /** Which user permissions a form changes, by API name. */
    Map<String, Boolean> ticks(Fields form, SalesforceId parent) {
        Set<String> before = permissions.ticks(parent);
        Map<String, Boolean> changes = new LinkedHashMap<>();
        for (String name : permissions.names()) {
            boolean ticked = form.has(PERMISSIONS, name);
            if (ticked != before.contains(name)) {
                changes.put(name, ticked);
            }
        }
        return changes;
    }

    private static List<ObjectLine> found(List<ObjectLine> objects, String search) {
        String wanted = search.toLowerCase(Locale.ROOT);
        return objects.stream()
                .filter(object -> object.name().toLowerCase(Locale.ROOT).contains(wanted)
                        || object.label().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
    }

    /**
     * Which object permissions a form changes, by type; of very many custom objects it has only those that it shows.
     *
     * @param customOnly whether the form has only those of custom objects
     */
    Map<String, ObjectPermission> objects(Fields form, SalesforceId parent, boolean customOnly) {
        Map<String, ObjectPermission> before = permissions.objects(parent);
        Map<String, ObjectPermission> changes = new LinkedHashMap<>();
        for (SObjectType type : permissions.typesWithPermissions()) {
            String name = type.name();
            ObjectPermission now = new ObjectPermission(
                    ObjectTick.READ.isTicked(form, name),
                    ObjectTick.CREATE.isTicked(form, name),
                    ObjectTick.EDIT.isTicked(form, name),
                    ObjectTick.DELETE.isTicked(form, name),
                    ObjectTick.VIEW_ALL.isTicked(form, name),
                    ObjectTick.MODIFY_ALL.isTicked(form, name));
            boolean shown = !isCustom(name) || !form.isTicked(ObjectsPart.NUMBER) || form.has(ObjectsPart.SHOWN, name);
            boolean editable = shown && (!customOnly || isCustom(name));
            if (editable && !now.equals(before.getOrDefault(name, NOTHING))) {
                changes.put(name, now);
            }
        }
        return changes;
    }

    private List<ObjectLine> objects(Predicate<SObjectType> wanted) {
        return permissions.typesWithPermissions().stream()
                .filter(wanted)
                .map(type -> new ObjectLine(type.name(), type.labelPlural()))
                .toList();
    }

    private static boolean isCustom(String type) {
        return type.endsWith("__c");
    }
}
