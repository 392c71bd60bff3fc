package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import java.util.List;
import java.util.Map;

/**
 * Setup's home: the org, and where the steps of the connection guide are; or what Quick Find found.
 *
 * @param find what was looked for; empty where nothing was
 */
public record HomePage(Map<String, String> org, String find, List<Menu.Heading> found) implements Page {
    @Override
    public String template() {
        return "setup/home";
    }
}
