package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import java.util.List;
import java.util.Map;

/**
 * An app's policies.
 *
 * @param path of the app's own page
 * @param kind {@code Connected App} or {@code External Client App}
 * @param pluginPolicies what only an external client app has, by label
 */
public record ManageAppPage(AppFacts app, String path, String kind, Map<String, List<String>> pluginPolicies)
        implements Page {
    @Override
    public String template() {
        return "setup/manageApp";
    }
}
