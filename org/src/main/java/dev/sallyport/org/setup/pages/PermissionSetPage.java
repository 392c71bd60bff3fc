package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import dev.sallyport.org.setup.PermissionSet;
import dev.sallyport.org.setup.User;
import java.util.List;

/** What a permission set grants, and to whom. */
public record PermissionSetPage(PermissionSet set, Fields form, PermissionLists lists, List<User> assignees)
        implements Page {
    @Override
    public String template() {
        return "setup/permissionSet";
    }
}
