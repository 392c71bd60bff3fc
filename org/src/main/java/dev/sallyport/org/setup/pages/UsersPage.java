package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import java.util.List;

/**
 * All users, or those of a profile.
 *
 * @param view what is listed, such as {@code All Users}
 */
public record UsersPage(String view, List<Line> users) implements Page {

    /** A line of the list. */
    public record Line(String id, String name, String alias, String username, boolean active, String profile) {}

    @Override
    public String template() {
        return "setup/users";
    }
}
