package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import java.util.List;

/**
 * Makes a user, or changes one.
 *
 * @param action where the form goes
 * @param cancel where it was come from
 * @param isNew whether the user is made
 */
public record UserFormPage(
        String title,
        String action,
        String cancel,
        boolean isNew,
        Fields form,
        List<Choice> licenses,
        List<Choice> profiles)
        implements Page {
    @Override
    public String template() {
        return "setup/userForm";
    }

    @Override
    public int status() {
        return form.status();
    }
}
