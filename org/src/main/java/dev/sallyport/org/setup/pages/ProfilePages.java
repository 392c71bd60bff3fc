package dev.sallyport.org.setup.pages;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Profile.LoginIpRange;
import dev.sallyport.org.setup.Profiles;
import dev.sallyport.org.setup.Setup;
import io.javalin.config.RoutesConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Administration → Users → Profiles. */
final class ProfilePages {
    private static final String ROOT = "/setup/profiles";
    private static final String SOURCE = "cloneOf";
    private static final String NAME = "Name";
    private static final String RANGES = "loginIpRanges";
    private static final String START = "start";
    private static final String END = "end";
    private static final int SPARE_LINES = 2;

    private final Setup setup;
    private final Profiles profiles;
    private final PermissionForms permissions;

    ProfilePages(Setup setup) {
        this.setup = setup;
        this.profiles = setup.profiles();
        this.permissions = new PermissionForms(setup.permissions());
    }

    void addTo(RoutesConfig routes, Desk desk) {
        desk.get(routes, ROOT, visit -> Answer.show(new ProfilesPage(profiles.list())));
        desk.get(routes, ROOT + "/new", this::startClone);
        desk.form(routes, ROOT + "/new", this::cloneProfile);
        desk.get(routes, ROOT + "/{id}", this::show);
        desk.get(routes, ROOT + "/{id}/edit", this::startEdit);
        desk.form(routes, ROOT + "/{id}/edit", this::edit);
        new FieldSecurityPages(setup).addTo(routes, desk);
    }

    private Answer startClone(Visit visit) {
        return askClone(Fields.empty(List.of(SOURCE, NAME)).with(SOURCE, visit.query(SOURCE)));
    }

    private Sent cloneProfile(Visit visit) {
        Fields typed = visit.posted(List.of(SOURCE, NAME));
        return new Sent(
                typed,
                () -> {
                    typed.require(SOURCE, NAME);
                    return Answer.goTo(path(profiles.clone(
                            typed.value(SOURCE), typed.value(NAME).strip(), visit.actor())));
                },
                this::askClone);
    }

    private Answer askClone(Fields form) {
        List<Choice> choices = profiles.list().stream()
                .map(profile -> new Choice(profile.id().value(), profile.name()))
                .toList();
        return Answer.show(new NewProfilePage(form, choices));
    }

    private Answer show(Visit visit) {
        Profile profile = profiles.get(visit.path("id"));
        Fields form = permissions.fill(PermissionForms.empty(visit, List.of()), profile.id());
        PermissionLists lists = permissions.lists(form, false);
        Map<String, String> fieldSecurity = new TreeMap<>();
        Stream.of(lists.standardObjects(), lists.customObjects())
                .flatMap(List::stream)
                .map(object -> setup.permissions().typeWithPermissions(object.name()))
                .forEach(type -> fieldSecurity.put(type.label(), FieldSecurityPages.path(profile, type.name())));
        return Answer.show(new ProfilePage(profile, form, lists, fieldSecurity, profiles.loginIpRanges(profile.id())));
    }

    private Answer startEdit(Visit visit) {
        Profile profile = profiles.get(visit.path("id"));
        List<LoginIpRange> ranges = profiles.loginIpRanges(profile.id());
        Fields form = permissions
                .fill(PermissionForms.empty(visit, List.of(RANGES)), profile.id())
                .with(START, ranges.stream().map(LoginIpRange::start).toList())
                .with(END, ranges.stream().map(LoginIpRange::end).toList());
        return askEdit(profile, form);
    }

    private Sent edit(Visit visit) {
        Profile profile = profiles.get(visit.path("id"));
        Fields typed = visit.posted(List.of(RANGES));
        return new Sent(
                typed, () -> setup.inOneGo(() -> change(profile, typed, visit)), form -> askEdit(profile, form));
    }

    private Answer change(Profile profile, Fields typed, Visit visit) {
        boolean standard = !profile.custom();
        if (!standard) {
            profiles.setPermissions(profile, permissions.ticks(typed, profile.id()), visit.actor());
        }
        profiles.setObjectPermissions(profile, permissions.objects(typed, profile.id(), standard), visit.actor());
        List<LoginIpRange> ranges = ranges(typed);
        if (!ranges.equals(profiles.loginIpRanges(profile.id()))) {
            profiles.setLoginIpRanges(profile, ranges, visit.actor());
        }
        return Answer.goTo(path(profile));
    }

    private Answer askEdit(Profile profile, Fields form) {
        int lines = form.values(START).size();
        return Answer.show(new ProfileEditPage(
                profile,
                form,
                permissions.lists(form, !profile.custom()),
                form.status() == 200 ? lines + SPARE_LINES : lines));
    }

    /** The lines in which something stands. */
    private static List<LoginIpRange> ranges(Fields typed) {
        List<String> starts = typed.values(START);
        List<String> ends = typed.values(END);
        if (starts.size() != ends.size()) {
            throw new ApiException(400, "INVALID_FORM", "A login IP range has two addresses.");
        }
        List<LoginIpRange> ranges = new ArrayList<>();
        for (int line = 0; line < starts.size(); line++) {
            LoginIpRange range =
                    new LoginIpRange(starts.get(line).strip(), ends.get(line).strip());
            if (!range.start().isEmpty() || !range.end().isEmpty()) {
                ranges.add(range);
            }
        }
        return ranges;
    }

    private static String path(Profile profile) {
        return ROOT + "/" + profile.id().value();
    }
}
