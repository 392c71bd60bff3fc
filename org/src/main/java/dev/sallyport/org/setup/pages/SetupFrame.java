package dev.sallyport.org.setup.pages;

import java.util.List;

/**
 * What all pages of Setup have around them.
 *
 * @param person who is signed in
 * @param organization the org's name
 * @param edition such as {@code Enterprise Edition}
 * @param path of the page
 * @param code that tells this browser's forms from forged ones
 * @param find what was typed into Quick Find
 * @param notice what was just done; may be empty
 */
public record SetupFrame(
        String person,
        String organization,
        String edition,
        String path,
        String code,
        String find,
        String notice,
        List<Menu.Heading> menu) {

    /** Whether an entry of the menu is where the page belongs. */
    public boolean isCurrent(Menu.Entry entry) {
        return path.equals(entry.path()) || path.startsWith(entry.path() + "/") || entry.isRootOf(path);
    }
}
