package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import dev.sallyport.org.setup.PermissionSet;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.User;
import java.util.List;

/**
 * A user.
 *
 * @param lockedOut whether the user gave wrong passwords too often
 * @param form assigns a permission set
 * @param assigned the permission sets that the user has
 * @param assignable those that the user could have besides
 * @param logins the last ones
 */
public record UserPage(
        User user,
        Profile profile,
        boolean lockedOut,
        Fields form,
        List<PermissionSet> assigned,
        List<Choice> assignable,
        List<LoginLine> logins)
        implements Page {
    @Override
    public String template() {
        return "setup/user";
    }

    @Override
    public int status() {
        return form.status();
    }
}
