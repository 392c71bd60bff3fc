package dev.sallyport.server.console;

import dev.sallyport.server.account.Account;
import dev.sallyport.server.account.ApiToken;
import dev.sallyport.server.account.LinkedIdentity;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account.
 *
 * @param account itself
 * @param identities by which its owner logs in without a password
 * @param tokens by which programs act in its place
 * @param form what is in its forms
 * @param newToken the one that was just made, which no page shows again; null for none
 * @param alert what came of the last change; null for nothing
 */
public record AccountPage(
        Account account,
        List<LinkedIdentity> identities,
        List<ApiToken> tokens,
        AccountForm form,
        @Nullable String newToken,
        @Nullable Alert alert)
        implements Page {
    /** What a token of the account may be allowed. */
    public List<String> tokenRoles() {
        return Arrays.stream(Role.values())
                .filter(account.role()::includes)
                .map(Role::label)
                .toList();
    }

    @Override
    public String template() {
        return "account.jte";
    }

    @Override
    public int status() {
        return alert != null && alert.kind().equals("bad") ? 400 : 200;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "AccountPage[" + account.userName() + "]";
    }
}
