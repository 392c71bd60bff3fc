package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import java.util.List;

/** Whose users are pre-authorized for an app: those of profiles, and holders of permission sets. */
public record AccessPage(
        String name, String action, String cancel, Fields form, List<Choice> profiles, List<Choice> permissionSets)
        implements Page {
    @Override
    public String template() {
        return "setup/access";
    }

    @Override
    public int status() {
        return form.status();
    }
}
