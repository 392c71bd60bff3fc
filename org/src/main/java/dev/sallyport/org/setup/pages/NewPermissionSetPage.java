package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import java.util.List;

/** Makes a permission set. */
public record NewPermissionSetPage(Fields form, List<Choice> licenses) implements Page {
    @Override
    public String template() {
        return "setup/newPermissionSet";
    }

    @Override
    public int status() {
        return form.status();
    }
}
