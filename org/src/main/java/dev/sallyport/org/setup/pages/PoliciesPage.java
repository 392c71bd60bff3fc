package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import dev.sallyport.org.setup.ExternalClientApp.StartPage;
import dev.sallyport.org.setup.OAuthApp.IpRelaxation;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.OAuthApp.RefreshTokenPolicy;
import java.util.List;

/**
 * Changes the policies of an app of either kind.
 *
 * @param flowDefined whether the app's definition has the client credentials flow
 * @param external whether it is an external client app, whose policies turn OAuth and the flow on
 * @param searched whether users were looked up
 * @param found who was found
 */
public record PoliciesPage(
        String name,
        String action,
        String cancel,
        boolean flowDefined,
        boolean external,
        Fields form,
        boolean searched,
        List<Choice> found)
        implements Page {
    @Override
    public String template() {
        return "setup/policies";
    }

    @Override
    public int status() {
        return form.status();
    }

    public List<Choice> permittedUsers() {
        return List.of(PermittedUsers.values()).stream()
                .map(users -> new Choice(users.name(), users.label()))
                .toList();
    }

    public List<Choice> ipRelaxations() {
        return List.of(IpRelaxation.values()).stream()
                .map(relaxation -> new Choice(relaxation.name(), relaxation.label()))
                .toList();
    }

    public List<Choice> refreshTokenPolicies() {
        return List.of(RefreshTokenPolicy.values()).stream()
                .map(policy -> new Choice(policy.name(), policy.label()))
                .toList();
    }

    public List<Choice> startPages() {
        return List.of(StartPage.values()).stream()
                .map(page -> new Choice(page.name(), page.label()))
                .toList();
    }
}
