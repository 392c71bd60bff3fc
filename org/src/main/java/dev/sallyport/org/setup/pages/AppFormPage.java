package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import java.util.List;

/**
 * Defines an app of either kind, or changes it.
 *
 * @param kind the label of the name's field begins with it: {@code Connected App} or {@code External Client App}
 * @param isNew whether the app is made
 * @param nameFixed whether name and contact stay as they are
 * @param external whether it is an external client app, which has a description and a distribution state
 */
public record AppFormPage(
        String title,
        String kind,
        String action,
        String cancel,
        boolean isNew,
        boolean nameFixed,
        boolean external,
        Fields form)
        implements Page {
    @Override
    public String template() {
        return "setup/appForm";
    }

    @Override
    public int status() {
        return form.status();
    }

    /** What can be chosen under Selected OAuth Scopes. */
    public List<Choice> scopes() {
        return AppFacts.scopes();
    }

    /** The boxes of the flows. */
    public List<Choice> options() {
        return List.of(OAuthOption.values()).stream()
                .map(option -> new Choice(option.name(), option.label()))
                .toList();
    }
}
