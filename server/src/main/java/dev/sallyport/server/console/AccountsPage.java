package dev.sallyport.server.console;

import dev.sallyport.server.account.Account;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The accounts, and the form of a new one.
 *
 * @param accounts by name
 * @param userName as it was typed
 * @param role as it was chosen
 * @param alert why the last one was not made; null for nothing
 */
public record AccountsPage(
        List<Account> accounts,
        String userName,
        String role,
        @Nullable Alert alert) implements Page {
    /** What an account may be allowed, the least first. */
    public static List<String> roles() {
        return Arrays.stream(Role.values()).map(Role::label).toList();
    }

    @Override
    public String template() {
        return "accounts.jte";
    }

    @Override
    public int status() {
        return alert == null ? 200 : 400;
    }
}
