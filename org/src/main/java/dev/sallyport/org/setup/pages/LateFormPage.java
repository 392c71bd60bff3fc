package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import java.util.List;
import java.util.Map;

/**
 * Leads somebody who has logged in again back to the form that came after the session was over.
 *
 * @param action where the form is shown again; without a code it changes nothing there
 * @param fields what was typed
 */
public record LateFormPage(String action, Map<String, List<String>> fields) implements Page {
    @Override
    public String template() {
        return "setup/lateForm";
    }
}
