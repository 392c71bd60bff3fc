package dev.sallyport.server.console;

import dev.sallyport.server.account.Account;
import dev.sallyport.server.account.LinkedIdentity;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One's own account.
 *
 * @param account itself
 * @param identities by which its owner logs in without a password
 * @param identityProviders the providers by which people may log in
 * @param alert what came of the last change; null for nothing
 */
public record OwnAccountPage(
        Account account,
        List<LinkedIdentity> identities,
        List<String> identityProviders,
        @Nullable Alert alert) implements Page {
    @Override
    public String template() {
        return "ownAccount.jte";
    }

    @Override
    public int status() {
        return alert != null && alert.kind().equals("bad") ? 400 : 200;
    }
}
