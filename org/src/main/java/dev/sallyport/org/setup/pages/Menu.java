package dev.sallyport.org.setup.pages;

import java.util.List;
import java.util.Locale;

/** Setup's menu, under Salesforce's headings. */
public final class Menu {
    private static final List<Heading> ALL = List.of(
            new Heading(
                    "Administration",
                    List.of(new Group(
                            "Users",
                            List.of(
                                    new Entry("Permission Sets", "/setup/permission-sets"),
                                    new Entry("Profiles", "/setup/profiles"),
                                    new Entry("Users", "/setup/users"))))),
            new Heading(
                    "Platform Tools",
                    List.of(new Group(
                            "Apps",
                            List.of(
                                    new Entry("App Manager", "/setup/apps"),
                                    new Entry(
                                            "External Client App Settings", "/setup/external-client-app-settings"))))),
            new Heading(
                    "Settings",
                    List.of(
                            new Group("Company Settings", List.of(new Entry("API Usage", "/setup/api-usage"))),
                            new Group("Identity", List.of(new Entry("Login History", "/setup/login-history"))),
                            new Group("Security", List.of(new Entry("View Setup Audit Trail", "/setup/audit-trail"))))),
            new Heading("Local Org", List.of(new Group("Mail", List.of(new Entry("Mailbox", "/setup/mailbox"))))));

    private Menu() {}

    /** One of the headings that part the menu. */
    public record Heading(String label, List<Group> groups) {}

    /** Entries that belong together. */
    public record Group(String label, List<Entry> entries) {}

    /** A page that the menu leads to. */
    public record Entry(String label, String path) {

        /** Apps of both kinds are reached from the App Manager. */
        boolean isRootOf(String page) {
            return path.equals("/setup/apps")
                    && (page.startsWith("/setup/connected-apps/") || page.startsWith("/setup/external-client-apps/"));
        }
    }

    static List<Heading> all() {
        return ALL;
    }

    /** What Quick Find finds: entries with a word in them, and those whose group has it. */
    static List<Heading> find(String word) {
        String wanted = word.strip().toLowerCase(Locale.ROOT);
        return ALL.stream()
                .map(heading -> new Heading(
                        heading.label(),
                        heading.groups().stream()
                                .map(group -> found(group, wanted))
                                .filter(group -> !group.entries().isEmpty())
                                .toList()))
                .filter(heading -> !heading.groups().isEmpty())
                .toList();
    }

    private static Group found(Group group, String wanted) {
        return group.label().toLowerCase(Locale.ROOT).contains(wanted)
                ? group
                : new Group(
                        group.label(),
                        group.entries().stream()
                                .filter(entry ->
                                        entry.label().toLowerCase(Locale.ROOT).contains(wanted))
                                .toList());
    }
}
