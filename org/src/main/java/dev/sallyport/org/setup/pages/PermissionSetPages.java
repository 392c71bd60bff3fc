package dev.sallyport.org.setup.pages;

import dev.sallyport.org.setup.PermissionSet;
import dev.sallyport.org.setup.PermissionSets;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import java.util.List;

/** Administration → Users → Permission Sets. Who has one is said on the user's page. */
final class PermissionSetPages {
    private static final String ROOT = "/setup/permission-sets";
    private static final String LABEL = "Label";
    private static final String API_NAME = "apiName";
    private static final String DESCRIPTION = "Description";
    private static final String LICENSE = "LicenseId";
    private static final List<String> FIELDS = List.of(LABEL, API_NAME, DESCRIPTION, LICENSE);

    private final Setup setup;
    private final PermissionSets sets;
    private final PermissionForms permissions;

    PermissionSetPages(Setup setup) {
        this.setup = setup;
        this.sets = setup.permissionSets();
        this.permissions = new PermissionForms(setup.permissions());
    }

    void addTo(RoutesConfig routes, Desk desk) {
        desk.get(routes, ROOT, visit -> Answer.show(new PermissionSetsPage(sets.list())));
        desk.get(routes, ROOT + "/new", visit -> askNew(Fields.empty(FIELDS)));
        desk.form(routes, ROOT + "/new", this::create);
        desk.get(routes, ROOT + "/{id}", this::show);
        desk.get(routes, ROOT + "/{id}/edit", this::startEdit);
        desk.form(routes, ROOT + "/{id}/edit", this::edit);
        desk.post(routes, ROOT + "/{id}/delete", this::delete);
    }

    private Answer askNew(Fields form) {
        return Answer.show(new NewPermissionSetPage(form, Licenses.choices(setup)));
    }

    private Sent create(Visit visit) {
        Fields typed = visit.posted(FIELDS);
        return new Sent(
                typed,
                () -> Answer.goTo(path(sets.create(
                        typed.value(LABEL).strip(),
                        typed.text(API_NAME).orElse(null),
                        typed.text(DESCRIPTION).orElse(null),
                        typed.text(LICENSE).orElse(null),
                        visit.actor()))),
                this::askNew);
    }

    private Answer show(Visit visit) {
        PermissionSet set = sets.get(visit.path("id"));
        List<User> assignees = sets.assignees(set).stream()
                .map(id -> setup.users().get(id.value()))
                .toList();
        Fields form = permissions.fill(PermissionForms.empty(visit, List.of()), set.id());
        return Answer.show(new PermissionSetPage(set, form, permissions.lists(form, false), assignees));
    }

    private Answer startEdit(Visit visit) {
        PermissionSet set = sets.get(visit.path("id"));
        return askEdit(set, permissions.fill(PermissionForms.empty(visit, List.of()), set.id()));
    }

    private Answer askEdit(PermissionSet set, Fields form) {
        return Answer.show(new PermissionSetEditPage(set, form, permissions.lists(form, false)));
    }

    private Sent edit(Visit visit) {
        PermissionSet set = sets.get(visit.path("id"));
        Fields typed = visit.posted(List.of());
        return new Sent(
                typed,
                () -> setup.inOneGo(() -> {
                    sets.setPermissions(set, permissions.ticks(typed, set.id()), visit.actor());
                    sets.setObjectPermissions(set, permissions.objects(typed, set.id(), false), visit.actor());
                    return Answer.goTo(path(set));
                }),
                form -> askEdit(set, form));
    }

    private Answer delete(Visit visit) {
        sets.delete(sets.get(visit.path("id")), visit.actor());
        return Answer.goTo(Notice.DELETED.on(ROOT));
    }

    private static String path(PermissionSet set) {
        return ROOT + "/" + set.id().value();
    }
}
