package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import dev.sallyport.org.setup.Profile;
import java.util.List;

/** All profiles. */
public record ProfilesPage(List<Profile> profiles) implements Page {
    @Override
    public String template() {
        return "setup/profiles";
    }
}
