package dev.sallyport.org.setup.pages;

import dev.sallyport.org.setup.LoginHistory;
import dev.sallyport.org.setup.PermissionSet;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import dev.sallyport.org.setup.Users;
import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Administration → Users → Users. */
final class UserPages {
    private static final String ROOT = "/setup/users";
    private static final String ACTIVE = "IsActive";
    private static final String LICENSE = "UserLicense";
    private static final String PROFILE = "ProfileId";
    private static final String NEW_PASSWORD = "generatePassword";
    private static final String PERMISSION_SET = "PermissionSetId";
    private static final List<String> FIELDS = List.of(
            "FirstName", "LastName", "Alias", "Email", "Username", "CommunityNickname", LICENSE, PROFILE, ACTIVE);
    private static final int LATEST_LOGINS = 10;

    private final Setup setup;
    private final Users users;

    UserPages(Setup setup) {
        this.setup = setup;
        this.users = setup.users();
    }

    void addTo(RoutesConfig routes, Desk desk) {
        desk.get(routes, ROOT, this::list);
        desk.get(routes, ROOT + "/new", this::startNew);
        desk.form(routes, ROOT + "/new", this::create);
        desk.get(routes, ROOT + "/{id}", visit -> show(visit, user(visit), Fields.empty(List.of(PERMISSION_SET))));
        desk.get(routes, ROOT + "/{id}/edit", this::startEdit);
        desk.form(routes, ROOT + "/{id}/edit", this::edit);
        desk.post(routes, ROOT + "/{id}/reset-password", action(Notice.PASSWORD_RESET, this::resetPassword));
        desk.post(routes, ROOT + "/{id}/unlock", action(Notice.UNLOCKED, this::unlock));
        desk.post(routes, ROOT + "/{id}/freeze", action(Notice.FROZEN, (visit, user) -> freeze(visit, user, true)));
        desk.post(
                routes, ROOT + "/{id}/unfreeze", action(Notice.UNFROZEN, (visit, user) -> freeze(visit, user, false)));
        desk.form(routes, ROOT + "/{id}/permission-sets", this::assign);
        desk.post(
                routes,
                ROOT + "/{id}/permission-sets/{set}/delete",
                action(Notice.UNASSIGNED, (visit, user) -> setup.permissionSets()
                        .unassign(setup.permissionSets().get(visit.path("set")), user, visit.actor())));
    }

    private Answer list(Visit visit) {
        String profile = visit.query("profile");
        Map<String, String> profiles = setup.profiles().list().stream()
                .collect(Collectors.toMap(found -> found.id().value(), Profile::name));
        List<UsersPage.Line> lines = users.list().stream()
                .filter(user -> profile.isEmpty() || user.profileId().value().equals(profile))
                .map(user -> new UsersPage.Line(
                        user.id().value(),
                        user.firstName() == null ? user.lastName() : user.lastName() + ", " + user.firstName(),
                        user.alias(),
                        user.username(),
                        user.active(),
                        profiles.getOrDefault(user.profileId().value(), "")))
                .toList();
        String view = profile.isEmpty()
                ? "All Users"
                : "Users with the profile " + setup.profiles().get(profile).name();
        return Answer.show(new UsersPage(view, lines));
    }

    private Answer startNew(Visit visit) {
        return askNew(Fields.empty(FIELDS)
                .with(LICENSE, "Salesforce")
                .ticked(ACTIVE, true)
                .ticked(NEW_PASSWORD, true));
    }

    private Answer askNew(Fields form) {
        return Answer.show(new UserFormPage(
                "New User", ROOT + "/new", ROOT, true, form, Licenses.choices(setup), profileChoices()));
    }

    private Sent create(Visit visit) {
        Fields typed = visit.posted(FIELDS);
        return new Sent(typed, () -> setup.inOneGo(() -> make(typed, visit)), this::askNew);
    }

    private Answer make(Fields typed, Visit visit) {
        User user = users.create(draft(typed), visit.actor());
        if (!typed.isTicked(ACTIVE)) {
            users.setActive(user, false, visit.actor());
        }
        if (typed.isTicked(NEW_PASSWORD)) {
            users.resetPassword(user, visit.actor());
        }
        return Answer.goTo(path(user));
    }

    private Answer startEdit(Visit visit) {
        User user = user(visit);
        return askEdit(
                user,
                Fields.empty(FIELDS)
                        .with("FirstName", user.firstName())
                        .with("LastName", user.lastName())
                        .with("Alias", user.alias())
                        .with("Email", user.email())
                        .with("Username", user.username())
                        .with("CommunityNickname", user.nickname())
                        .with(LICENSE, profile(user).userLicense())
                        .with(PROFILE, user.profileId().value())
                        .ticked(ACTIVE, user.active()));
    }

    private Answer askEdit(User user, Fields form) {
        return Answer.show(new UserFormPage(
                "User Edit: " + user.name(),
                path(user) + "/edit",
                path(user),
                false,
                form,
                Licenses.choices(setup),
                profileChoices()));
    }

    private Sent edit(Visit visit) {
        User user = user(visit);
        Fields typed = visit.posted(FIELDS);
        return new Sent(
                typed,
                () -> setup.inOneGo(() -> {
                    User changed = users.change(user, draft(typed), visit.actor());
                    users.setActive(changed, typed.isTicked(ACTIVE), visit.actor());
                    return Answer.goTo(path(user));
                }),
                form -> askEdit(user, form));
    }

    private User.Draft draft(Fields typed) {
        typed.require("LastName", "Email", LICENSE, PROFILE);
        return new User.Draft(
                typed.text("FirstName").orElse(null),
                typed.value("LastName").strip(),
                typed.value("Email").strip(),
                typed.text("Username").orElse(null),
                typed.text("Alias").orElse(null),
                setup.profiles().get(typed.value(PROFILE), typed.value(LICENSE)),
                null,
                typed.text("CommunityNickname").orElse(null));
    }

    private Answer show(Visit visit, User user, Fields form) {
        List<PermissionSet> sets = setup.permissionSets().list();
        List<PermissionSet> assigned = sets.stream()
                .filter(set -> setup.permissionSets().assignees(set).contains(user.id()))
                .toList();
        List<Choice> assignable = sets.stream()
                .filter(set -> !assigned.contains(set))
                .map(set -> new Choice(set.id().value(), set.label()))
                .toList();
        List<LoginHistory.Entry> logins = setup.loginHistory().latestOf(user.id(), LATEST_LOGINS);
        return Answer.show(new UserPage(
                user,
                profile(user),
                users.isLockedOut(user),
                form,
                assigned,
                assignable,
                LogPages.lines(logins, visit.user().timeZone())));
    }

    private Sent assign(Visit visit) {
        User user = user(visit);
        Fields typed = visit.posted(List.of(PERMISSION_SET));
        return new Sent(
                typed,
                () -> {
                    typed.require(PERMISSION_SET);
                    setup.permissionSets()
                            .assign(setup.permissionSets().get(typed.value(PERMISSION_SET)), user, visit.actor());
                    return Answer.goTo(Notice.ASSIGNED.on(path(user)));
                },
                form -> show(visit, user, form));
    }

    private void resetPassword(Visit visit, User user) {
        users.resetPassword(user, visit.actor());
    }

    private void unlock(Visit visit, User user) {
        users.unlock(user, visit.actor());
    }

    private void freeze(Visit visit, User user, boolean frozen) {
        users.setFrozen(user, frozen, visit.actor());
    }

    /** What a button on the user's page does, which then says so. */
    private Function<Visit, Answer> action(Notice done, BiConsumer<Visit, User> work) {
        return visit -> {
            User user = user(visit);
            work.accept(visit, user);
            return Answer.goTo(done.on(path(user)));
        };
    }

    private List<Choice> profileChoices() {
        return setup.profiles().list().stream()
                .map(profile -> new Choice(profile.id().value(), profile.name(), profile.userLicense()))
                .toList();
    }

    private Profile profile(User user) {
        return setup.profiles().get(user.profileId().value());
    }

    private User user(Visit visit) {
        return users.get(visit.path("id"));
    }

    private static String path(User user) {
        return ROOT + "/" + user.id().value();
    }
}
