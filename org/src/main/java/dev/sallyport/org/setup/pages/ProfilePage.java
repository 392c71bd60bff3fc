package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Profile.LoginIpRange;
import java.util.List;
import java.util.Map;

/**
 * What a profile allows.
 *
 * @param fieldSecurity the paths of the pages with its permissions on fields, by the object's label
 */
public record ProfilePage(
        Profile profile,
        Fields form,
        PermissionLists lists,
        Map<String, String> fieldSecurity,
        List<LoginIpRange> ranges)
        implements Page {
    @Override
    public String template() {
        return "setup/profile";
    }
}
