package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import dev.sallyport.org.setup.Profile;

/**
 * Changes what a profile allows.
 *
 * @param rangeLines how many lines there are for login IP ranges
 */
public record ProfileEditPage(Profile profile, Fields form, PermissionLists lists, int rangeLines) implements Page {
    @Override
    public String template() {
        return "setup/profileEdit";
    }

    @Override
    public int status() {
        return form.status();
    }

    /** A line's first or last address; empty where it has none. */
    public String range(String end, int line) {
        return line < form.values(end).size() ? form.values(end).get(line) : "";
    }
}
