package dev.sallyport.server.console;

import dev.sallyport.server.account.Role;
import dev.sallyport.server.administration.Examinations;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Frame;
import dev.sallyport.server.web.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider's form, and what can be done with the provider.
 *
 * @param form what it shows
 * @param version that of the state that it shows; 0 for a new provider
 * @param secrets by slot, what is known of those that there are
 * @param warnings what works and is unwise
 * @param notes what an import has left out, or asks to look at
 * @param tokens that Salesforce has given for it
 * @param report what the doctor has just found; null where nobody was examined
 * @param errors what is wrong with the form as it was sent, by field
 * @param alert what came of the last change; null for nothing
 */
public record ProviderPage(
        ProviderForm form,
        long version,
        Map<String, String> secrets,
        List<String> warnings,
        List<String> notes,
        List<TokensPage.Row> tokens,
        Examinations.@Nullable Report report,
        FormErrors errors,
        @Nullable Alert alert)
        implements Page {
    /** The form alone. */
    ProviderPage(ProviderForm form, long version, Map<String, String> secrets, @Nullable Alert alert) {
        this(form, version, secrets, FormErrors.NONE, alert);
    }

    /** The form alone, with what is wrong with it. */
    ProviderPage(
            ProviderForm form, long version, Map<String, String> secrets, FormErrors errors, @Nullable Alert alert) {
        this(form, version, secrets, List.of(), List.of(), List.of(), null, errors, alert);
    }

    /** What is wrong with a field; empty if nothing is. */
    public String error(String field) {
        return errors.of(field);
    }

    /** Whether it is a new provider. */
    public boolean isNew() {
        return version == 0;
    }

    /** Whether who looks may change it; the server refuses what the page does not offer all the same. */
    public boolean mayBeChanged(Frame frame) {
        return isNew() || frame.may(form.shows("type=OpenID Connect") ? Role.ADMINISTRATOR : Role.EDITOR);
    }

    /** The page's heading. */
    public String title() {
        if (!isNew()) {
            return "Security Provider " + form.get("name");
        }
        return form.shows("type=OpenID Connect") ? "New User Authentication" : "New Data Source Authentication";
    }

    /** The end of the callback URL. */
    public String signInPath() {
        String name = form.stripped("name");
        return "/signin-" + (name.isEmpty() ? "{Name}" : name);
    }

    /** Whether its tokens come of a person's sign-in. */
    public boolean signsPeopleIn() {
        return form.shows("type=OpenID Connect") || form.shows("type=OAuth;grant=Authorization Code");
    }

    /** What is known of the secret of a credential; empty if there is none. */
    public String secretOf(String credentialType) {
        return secret(FormIntoDocument.slot(credentialType));
    }

    /** What is known of the secret in a slot; empty if there is none. */
    public String secret(String slot) {
        return secrets.getOrDefault(slot, "");
    }

    @Override
    public String template() {
        return "provider.jte";
    }

    @Override
    public int status() {
        return alert != null && alert.kind().equals("bad") ? 400 : 200;
    }
}
