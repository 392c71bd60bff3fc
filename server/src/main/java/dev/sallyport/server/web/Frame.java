package dev.sallyport.server.web;

import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SignedIn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is around every page.
 *
 * @param signedIn who looks at it; null for nobody yet
 * @param path the page's own path
 * @param csrfHeader the name of the header that a request of a script needs
 * @param csrfParameter the name of the hidden field that a form needs
 * @param csrfToken the value of both
 */
public record Frame(
        @Nullable SignedIn signedIn, String path, String csrfHeader, String csrfParameter, String csrfToken) {
    /** A page that people are to find gets its line here. */
    private static final List<Link> LINKS = List.of(
            new Link("/", "Home", Role.VIEWER),
            new Link("/security-providers", "Security Providers", Role.VIEWER),
            new Link("/data-servers", "Data Servers", Role.VIEWER),
            new Link("/sql", "SQL", Role.ANALYST),
            new Link("/exports", "Exports", Role.ANALYST),
            new Link("/activity", "Activity", Role.VIEWER),
            new Link("/accounts", "Accounts", Role.ADMINISTRATOR),
            new Link("/api", "REST API", Role.VIEWER));

    /**
     * An entry of the navigation.
     *
     * @param path where it leads
     * @param label what people see
     * @param role whom it is for
     */
    public record Link(String path, String label, Role role) {}

    /** The navigation of whoever looks. */
    public List<Link> links() {
        return LINKS.stream().filter(link -> may(link.role())).toList();
    }

    /** Whether a link leads to where the page is. */
    public boolean isCurrent(Link link) {
        return link.path().equals("/")
                ? path.equals("/")
                : path.equals(link.path()) || path.startsWith(link.path() + "/");
    }

    /** Whether who looks has a role; the server refuses what the page does not offer all the same. */
    public boolean may(Role role) {
        return signedIn != null && signedIn.role().includes(role);
    }

    /** What htmx adds to its requests: JSON for {@code hx-headers}. */
    public String csrfHeaders() {
        return "{\"" + csrfHeader + "\":\"" + csrfToken + "\"}";
    }
}
