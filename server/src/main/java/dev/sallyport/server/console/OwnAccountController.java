package dev.sallyport.server.console;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.auth.Secret;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.account.Account;
import dev.sallyport.server.account.Accounts;
import dev.sallyport.server.account.Identities;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.administration.AccountAdministration;
import dev.sallyport.server.security.Passwords;
import dev.sallyport.server.signin.SignIns;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import dev.sallyport.server.web.SignInLink;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's own account: its password, and by which providers one logs in to it. */
@Controller
@RequestMapping("/account")
class OwnAccountController {
    private final Accounts accounts;
    private final Identities identities;
    private final AccountAdministration administration;
    private final Passwords passwords;
    private final SignIns signIns;

    OwnAccountController(
            Accounts accounts,
            Identities identities,
            AccountAdministration administration,
            Passwords passwords,
            SignIns signIns) {
        this.passwords = passwords;
        this.accounts = accounts;
        this.identities = identities;
        this.administration = administration;
        this.signIns = signIns;
    }

    @Needs(Role.VIEWER)
    @GetMapping
    Page show(@RequestParam(required = false) @Nullable String linked, @AuthenticationPrincipal SignedIn whose) {
        return page(whose, linked == null ? null : Alert.good("Linked: you can log in that way from now on."));
    }

    /**
     * Begins a link. It is asked for by a form, so that no other site begins one; and the answer is a page, for a form may
     * lead to no other site.
     */
    @Needs(Role.VIEWER)
    @PostMapping("/link")
    Page link(
            @RequestParam String provider,
            @AuthenticationPrincipal SignedIn whose,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            String address = signIns.beginLink(provider, whose, request).toString();
            response.setHeader("Refresh", "0;url=" + address);
            return new LeavingPage(new SignInLink(provider), address);
        } catch (SallyportException e) {
            return page(whose, Alert.of(e));
        }
    }

    @Needs(Role.VIEWER)
    @PostMapping("/unlink")
    Page unlink(@RequestParam String id, @AuthenticationPrincipal SignedIn whose) {
        try {
            administration.unlink(whose.userName(), id);
            return page(whose, Alert.good("Unlinked."));
        } catch (SallyportException e) {
            return page(whose, Alert.of(e));
        }
    }

    /** Another password for oneself. It ends one's sessions, this one too: whoever else had the old one is out. */
    @Needs(Role.VIEWER)
    @PostMapping("/password")
    @Nullable
    Page setPassword(
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String password,
            @AuthenticationPrincipal SignedIn whose,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try {
            var unused = passwords.verify(whose.userName(), current, request.getRemoteAddr());
        } catch (ServerException e) {
            return page(
                    whose,
                    e.reason() == ServerException.Reason.FORBIDDEN
                            ? Alert.bad("The current password is wrong.", "Type the one that you log in with.")
                            : Alert.of(e));
        }
        try {
            var unused = administration.setPassword(whose.userName(), Secret.of(password));
        } catch (SallyportException e) {
            return page(whose, Alert.of(e));
        }
        request.getSession().invalidate();
        response.sendRedirect("/login?changed");
        return null;
    }

    private Page page(SignedIn whose, @Nullable Alert alert) {
        Account account = accounts.get(whose.userName());
        return new OwnAccountPage(account, identities.list(account), signIns.identityProviders(), alert);
    }
}
