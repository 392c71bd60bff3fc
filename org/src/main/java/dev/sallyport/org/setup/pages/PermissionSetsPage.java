package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import dev.sallyport.org.setup.PermissionSet;
import java.util.List;

/** All permission sets. */
public record PermissionSetsPage(List<PermissionSet> sets) implements Page {
    @Override
    public String template() {
        return "setup/permissionSets";
    }
}
