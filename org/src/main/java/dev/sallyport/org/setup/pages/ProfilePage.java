package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Profile.LoginIpRange;
import java.util.List;

/** What a profile allows. */
public record ProfilePage(Profile profile, Fields form, PermissionLists lists, List<LoginIpRange> ranges)
        implements Page {
    @Override
    public String template() {
        return "setup/profile";
    }
}
