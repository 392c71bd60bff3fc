package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import java.util.List;

/** "Clone Profile": which profile a new one starts from, and its name. */
public record NewProfilePage(Fields form, List<Choice> profiles) implements Page {
    @Override
    public String template() {
        return "setup/newProfile";
    }

    @Override
    public int status() {
        return form.status();
    }
}
