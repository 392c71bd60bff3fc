package dev.sallyport.server.console;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.auth.Secret;
import dev.sallyport.server.account.Account;
import dev.sallyport.server.account.Accounts;
import dev.sallyport.server.account.ApiTokens;
import dev.sallyport.server.account.Identities;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.administration.AccountAdministration;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Accounts and their API tokens. */
@Controller
@RequestMapping("/accounts")
class AccountsController {
    private static final String PATH = "/accounts";

    private final Accounts accounts;
    private final Identities identities;
    private final ApiTokens tokens;
    private final AccountAdministration administration;

    AccountsController(
            Accounts accounts, Identities identities, ApiTokens tokens, AccountAdministration administration) {
        this.accounts = accounts;
        this.identities = identities;
        this.tokens = tokens;
        this.administration = administration;
    }

    @Needs(Role.ADMINISTRATOR)
    @GetMapping
    Page list(@RequestParam(required = false) @Nullable String deleted) {
        Alert alert = deleted == null ? null : Alert.good("The account is deleted.");
        return new AccountsPage(accounts.list(), "", Role.VIEWER.label(), alert);
    }

    @Needs(Role.ADMINISTRATOR)
    @PostMapping
    @Nullable
    Page create(
            @RequestParam(defaultValue = "") String userName,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String role,
            HttpServletResponse response)
            throws IOException {
        try {
            Account made = administration.create(userName, Secret.of(password), role(role));
            response.sendRedirect(PATH + "/" + made.userName() + "?saved");
            return null;
        } catch (SallyportException e) {
            return new AccountsPage(accounts.list(), userName, role, Alert.of(e));
        }
    }

    @Needs(Role.ADMINISTRATOR)
    @GetMapping("/{userName}")
    Page show(@PathVariable String userName, @RequestParam(required = false) @Nullable String saved) {
        return page(userName, null, saved == null ? null : Alert.good("Saved."));
    }

    @Needs(Role.ADMINISTRATOR)
    @PostMapping("/{userName}")
    @Nullable
    Page update(
            @PathVariable String userName,
            @RequestParam long version,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String enabled,
            HttpServletResponse response)
            throws IOException {
        try {
            administration.update(userName, role(role), enabled.equals(ProviderForm.TRUE), null, version);
            response.sendRedirect(PATH + "/" + userName + "?saved");
            return null;
        } catch (SallyportException e) {
            return refused(userName, form -> form.withChange(version, role, enabled), e);
        }
    }

    /** Ends the account's sessions too: this one, where somebody gives themselves another password. */
    @Needs(Role.ADMINISTRATOR)
    @PostMapping("/{userName}/password")
    Page setPassword(@PathVariable String userName, @RequestParam(defaultValue = "") String password) {
        try {
            administration.setPassword(userName, Secret.of(password));
            return page(userName, null, Alert.good("The password is set, and the account's sessions have ended."));
        } catch (SallyportException e) {
            return page(userName, null, Alert.of(e));
        }
    }

    @Needs(Role.ADMINISTRATOR)
    @PostMapping("/{userName}/delete")
    @Nullable
    Page delete(@PathVariable String userName, HttpServletResponse response) throws IOException {
        try {
            administration.delete(userName, null);
            response.sendRedirect(PATH + "?deleted");
            return null;
        } catch (SallyportException e) {
            return page(userName, null, Alert.of(e));
        }
    }

    @Needs(Role.ADMINISTRATOR)
    @PostMapping("/{userName}/unlink")
    Page unlink(@PathVariable String userName, @RequestParam String id) {
        try {
            administration.unlink(userName, id);
            return page(userName, null, Alert.good("Unlinked."));
        } catch (SallyportException e) {
            return page(userName, null, Alert.of(e));
        }
    }

    /** Answers with the token: it is shown this once. */
    @Needs(Role.ADMINISTRATOR)
    @PostMapping("/{userName}/api-tokens")
    Page makeToken(
            @PathVariable String userName,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String days) {
        try {
            Secret secret = administration
                    .makeToken(userName, name, role(role), life(days))
                    .secret();
            return page(userName, secret.reveal(), null);
        } catch (SallyportException e) {
            return refused(userName, form -> form.withToken(name, role, days), e);
        }
    }

    @Needs(Role.ADMINISTRATOR)
    @PostMapping("/{userName}/api-tokens/{id}/revoke")
    Page revokeToken(@PathVariable String userName, @PathVariable String id) {
        try {
            administration.revokeToken(userName, id);
            return page(userName, null, Alert.good("The token is revoked."));
        } catch (SallyportException e) {
            return page(userName, null, Alert.of(e));
        }
    }

    private Page page(String userName, @Nullable String newToken, @Nullable Alert alert) {
        return page(accounts.get(userName), form -> form, newToken, alert);
    }

    /** With what was typed. */
    private Page refused(String userName, UnaryOperator<AccountForm> typed, SallyportException refusal) {
        return page(accounts.get(userName), typed, null, Alert.of(refusal));
    }

    private Page page(
            Account account, UnaryOperator<AccountForm> typed, @Nullable String newToken, @Nullable Alert alert) {
        return new AccountPage(
                account,
                identities.list(account),
                tokens.list(account),
                typed.apply(AccountForm.of(account)),
                newToken,
                alert);
    }

    /** What is not among the choices was not made by the page: the least stands for it. */
    private static Role role(String label) {
        return Arrays.stream(Role.values())
                .filter(role -> role.label().equals(label))
                .findFirst()
                .orElse(Role.VIEWER);
    }

    private static @Nullable Duration life(String days) {
        try {
            return days.isBlank() ? null : Duration.ofDays(Integer.parseInt(days.strip()));
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }
}
