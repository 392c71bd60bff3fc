package dev.sallyport.org.setup.pages;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Profile.FieldPermission;
import dev.sallyport.org.setup.Setup;
import io.javalin.config.RoutesConfig;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Field-Level Security of profiles, which is on a page of its own for each object. */
final class FieldSecurityPages {
    private static final String ROOT = "/setup/profiles/{id}/fields/{object}";

    private final Setup setup;
    private final Permissions permissions;

    FieldSecurityPages(Setup setup) {
        this.setup = setup;
        this.permissions = setup.permissions();
    }

    void addTo(RoutesConfig routes, Desk desk) {
        desk.get(routes, ROOT, this::start);
        desk.form(routes, ROOT, this::save);
    }

    /** The path of the page of a profile and an object. */
    static String path(Profile profile, String object) {
        return "/setup/profiles/" + profile.id().value() + "/fields/" + object;
    }

    private Answer start(Visit visit) {
        Profile profile = profile(visit);
        SObjectType type = permissions.typeWithPermissions(visit.path("object"));
        return ask(profile, type, fill(Fields.empty(List.of()), profile, type));
    }

    private Fields fill(Fields form, Profile profile, SObjectType type) {
        Map<String, FieldPermission> said = permissions.fields(profile.id(), type);
        return form.with(FieldSecurityPage.VISIBLE, names(type, field -> allowed(said, type, field)
                        .read()))
                .with(FieldSecurityPage.READ_ONLY, names(type, field -> isReadOnly(allowed(said, type, field), field)));
    }

    private static boolean isReadOnly(FieldPermission allowed, Field field) {
        return allowed.read() && !(allowed.edit() && isWritable(field));
    }

    private Answer ask(Profile profile, SObjectType type, Fields form) {
        List<FieldSecurityPage.Line> lines = type.fields().stream()
                .sorted(Comparator.comparing(Field::label, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(Field::name))
                .map(field -> new FieldSecurityPage.Line(
                        field.name(),
                        field.label(),
                        field.type().apiName(),
                        !isOpen(profile, field),
                        !isOpen(profile, field) || !isWritable(field)))
                .toList();
        return Answer.show(new FieldSecurityPage(profile, type.label(), path(profile, type.name()), lines, form));
    }

    private Sent save(Visit visit) {
        Profile profile = profile(visit);
        SObjectType type = permissions.typeWithPermissions(visit.path("object"));
        Fields typed = visit.posted(List.of());
        return new Sent(
                typed,
                () -> {
                    setup.profiles().setFieldPermissions(profile, changes(typed, profile, type), visit.actor());
                    return Answer.goTo(Notice.SAVED.on(path(profile, type.name())));
                },
                form -> ask(profile, type, withFixed(form, profile, type)));
    }

    /** Boxes that cannot be changed are not sent: they stand as they are. */
    private Fields withFixed(Fields typed, Profile profile, SObjectType type) {
        Fields stored = fill(Fields.empty(List.of()), profile, type);
        return typed.with(FieldSecurityPage.VISIBLE, names(type, field -> (isOpen(profile, field) ? typed : stored)
                        .has(FieldSecurityPage.VISIBLE, field.name())))
                .with(
                        FieldSecurityPage.READ_ONLY,
                        names(type, field -> (isOpen(profile, field) && isWritable(field) ? typed : stored)
                                .has(FieldSecurityPage.READ_ONLY, field.name())));
    }

    /** What a form changes, by {@code Type.Field}. A field that cannot be seen cannot be changed either. */
    private Map<String, FieldPermission> changes(Fields typed, Profile profile, SObjectType type) {
        Map<String, FieldPermission> said = permissions.fields(profile.id(), type);
        Map<String, FieldPermission> changes = new LinkedHashMap<>();
        for (Field field : type.fields()) {
            FieldPermission before = allowed(said, type, field);
            boolean visible = typed.has(FieldSecurityPage.VISIBLE, field.name());
            boolean editable = isWritable(field)
                    ? visible && !typed.has(FieldSecurityPage.READ_ONLY, field.name())
                    : visible && before.edit();
            FieldPermission now = new FieldPermission(visible, editable);
            if (isOpen(profile, field) && !now.equals(before)) {
                changes.put(type.name() + "." + field.name(), now);
            }
        }
        return changes;
    }

    /** A profile allows everything that it says nothing of. */
    private static FieldPermission allowed(Map<String, FieldPermission> said, SObjectType type, Field field) {
        return said.getOrDefault(type.name() + "." + field.name(), new FieldPermission(true, true));
    }

    /** Whether a profile can say something of a field. */
    private static boolean isOpen(Profile profile, Field field) {
        return field.permissionable() && (profile.custom() || field.custom());
    }

    private static boolean isWritable(Field field) {
        return field.createable() || field.updateable();
    }

    private static List<String> names(SObjectType type, Predicate<Field> wanted) {
        return type.fields().stream().filter(wanted).map(Field::name).toList();
    }

    private Profile profile(Visit visit) {
        return setup.profiles().get(visit.path("id"));
    }
}
