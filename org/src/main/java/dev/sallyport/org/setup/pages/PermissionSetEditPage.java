package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import dev.sallyport.org.setup.PermissionSet;

/** Changes what a permission set grants. */
public record PermissionSetEditPage(PermissionSet set, Fields form, PermissionLists lists) implements Page {
    @Override
    public String template() {
        return "setup/permissionSetEdit";
    }

    @Override
    public int status() {
        return form.status();
    }
}
