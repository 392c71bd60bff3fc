package dev.sallyport.server.console;

import dev.sallyport.server.account.Account;

/**
 * The forms of an account's page, as they were typed.
 *
 * @param version of the account that its role and state are a change to
 * @param role its label
 * @param enabled {@code True} or {@code False}
 * @param tokenName of the API token to be
 * @param tokenRole the label of its role
 * @param days how long it is to live; empty for ever
 */
public record AccountForm(long version, String role, String enabled, String tokenName, String tokenRole, String days) {
    private static final String USUAL_DAYS = "90";

    static AccountForm of(Account account) {
        return new AccountForm(
                account.version(),
                account.role().label(),
                account.enabled() ? ProviderForm.TRUE : ProviderForm.FALSE,
                "",
                "",
                USUAL_DAYS);
    }

    AccountForm withChange(long typedVersion, String typedRole, String typedEnabled) {
        return new AccountForm(typedVersion, typedRole, typedEnabled, tokenName, tokenRole, days);
    }

    AccountForm withToken(String typedName, String typedRole, String typedDays) {
        return new AccountForm(version, role, enabled, typedName, typedRole, typedDays);
    }
}
